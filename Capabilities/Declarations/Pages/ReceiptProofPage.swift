import Kernel
import Proofs
import Web

/// `/{language}/receipts/{sequence}/proof`: what ties a receipt to the log of evidence.
struct ReceiptProofPage: Sendable {
    let site: Site
    let enquiries: Enquiries
    let proofs: ProofDesk

    static let title = Localized(zh: "存证证明", en: "Proof")

    var route: Route {
        Route(
            .get, "/{language}/receipts/{sequence}/proof",
            access: .permission(DeclarationsPermission.read), summary: ReceiptProofPage.title
        ) { visit in
            let receipt = try await enquiries.receipt(visit)
            let proof = try await proofs.proofs(of: [receipt.sequence])[receipt.sequence]
            let language = visit.language
            return site.page(
                visit, title: ReceiptProofPage.title[language],
                trail: [Crumb(ReceiptsPage.title[language], path: language.address("/receipts"))],
                content: ReceiptProofPage.html(receipt, proof, language))
        }
    }

    static func html(
        _ receipt: ReceiptBook.Receipt, _ proof: ProofDesk.Proof?, _ language: Language
    ) -> HTML {
        let sequence = receipt.sequence
        let signed = receipt.seal.map { [$0.item(namesCertificate: true, language)] } ?? []
        let alone: HTML? = signed.isEmpty ? nil : .summaryList(signed)
        let heading = HTML.heading(
            Localized(
                zh: "第 \(sequence) 号回执的存证证明", en: "Proof of receipt \(sequence)")[language],
            lede: lede[language])
        guard let proof else {
            return """
                \(heading)
                \(alone)
                \(.emptyState(
                    ProofsRefusal.notYet.message[language],
                    hint: ProofsRefusal.notYet.fix[language],
                    action: .linkButton(
                        again[language],
                        to: language.address("/receipts/\(sequence)/proof"), .secondary)))
                """
        }
        let download: HTML = """
            <a href="\(url: "/api/v1/receipts/\(sequence)/proof")" \
            download="receipt-\(sequence).json">\(json, language)</a>
            """
        let items = signed + [
            SummaryItem(
                Localized(zh: "在日志中的位置", en: "Place in the log")[language],
                "\(proof.index) / \(proof.size)"),
            SummaryItem(
                Localized(zh: "附证明的回执", en: "Receipt with its proof")[language],
                html: download),
            SummaryItem(
                Localized(zh: "只证明编号与状态", en: "Number and status only")[language],
                html: """
                    <a href="\(url: "/api/v1/receipts/\(sequence)/proof?fields=subject,status")" \
                    download="receipt-\(sequence)-status.json">\(json, language)</a>
                    """),
        ]
        return """
            \(heading)
            \(.summaryList(items))
            \(.codeBlock(
                "tradewind verify receipt-\(sequence).json --policy policy.txt",
                label: Localized(zh: "离线核验", en: "Check it offline")[language]))
            <p>\(.link(about[language], to: language.address("/log")))</p>
            \(.codeBlock(
                String(decoding: proof.leaf, as: UTF8.self),
                label: Localized(zh: "日志条目", en: "Entry of the log")[language]))
            \(.codeBlock(
                String(decoding: proof.file, as: UTF8.self),
                label: Localized(zh: "证明文件", en: "Proof file")[language]))
            """
    }

    private static let lede = Localized(
        zh: "它证明这份回执当时就是这样出具的，此后未被改动；核验不需要询问本系统。",
        en: "It shows that the receipt was given like this then and was not changed since; "
            + "checking it asks nobody.")
    private static let again = Localized(zh: "再看一次", en: "Look again")
    private static let json = Localized(zh: "下载 JSON", en: "Download JSON")
    private static let about = Localized(
        zh: "存证日志、公钥与策略文件", en: "The log, its key and the policy file")
}
