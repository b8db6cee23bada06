import Kernel
import Web

/// Every receipt an enterprise was given, latest first.
struct ReceiptsPage: Sendable {
    static let pageSize = 30

    /// A kind of receipt one may look for.
    struct Kind: Sendable, Hashable {
        /// `CEB622`.
        let code: String
        /// What it answers.
        let request: MessageType
    }

    var found: [FoundReceipt]
    var filter: ReceiptFilter
    /// Where each page before the present one ended: the way back.
    var trail: [String]
    var hasMore: Bool
    var mayLodge: Bool
    var kinds: [Kind]
    /// Filters of the address that mean nothing; the others hold.
    var faults: [FilterInput] = []
    var words: ReceiptWords

    static let title = Localized(zh: "回执", en: "Receipts")

    func html(_ language: Language) -> HTML {
        let actions: [HTML] =
            mayLodge
            ? [
                .linkButton(
                    WebhooksPage.title[language], to: language.address("/webhooks"), .secondary)
            ] : []
        return """
            \(.errorSummary(
                faults.map { FormError(field: $0.name, $0.sentence[language]) },
                language: language))
            \(.heading(
                ReceiptsPage.title[language],
                lede: Localized(
                    zh: "发给本企业的每一份回执，最新的在前。程序可用 GET /api/v1/receipts 领取。",
                    en: "Every receipt given to your enterprise, latest first. Programs pull them"
                        + " by GET /api/v1/receipts.")[language], actions: actions))
            \(filters(language))
            \(.table(
                caption: ReceiptsPage.title[language], columns: columns(language), rows: found,
                empty: empty(language)))
            \(pager(language))
            """
    }

    private func filters(_ language: Language) -> HTML {
        .filterBar(
            path: language.address("/receipts"),
            fields: [
                .textInput(
                    Field(
                        "number",
                        label: Localized(zh: "任一单证编号", en: "Any number")[language]),
                    value: filter.number ?? "", .search, width: .full, language: language),
                .selectInput(
                    Field("result", label: Localized(zh: "结果", en: "Result")[language]),
                    choices: [
                        Choice(
                            "refused", Localized(zh: "退单或有误", en: "Refused or rejected")[language]),
                        Choice("well", Localized(zh: "正常", en: "In order")[language]),
                    ], value: filter.isRefusal.map { $0 ? "refused" : "well" } ?? "",
                    none: PageWords.all[language], width: .full, language: language),
                .selectInput(
                    Field("type", label: Localized(zh: "类型", en: "Type")[language]),
                    choices: kinds.map { Choice($0.code, name($0, language)) },
                    value: filter.type ?? "", none: PageWords.all[language], width: .full,
                    language: language),
                .textInput(
                    Field("day", label: Localized(zh: "日期", en: "Day")[language]),
                    value: filter.day?.text ?? "", .day, width: .full, language: language),
            ], language: language)
    }

    private func name(_ kind: Kind, _ language: Language) -> String {
        "\(kind.code) \(kind.request.name[language])"
    }

    private func columns(_ language: Language) -> [Column<FoundReceipt>] {
        [
            Column(
                Localized(zh: "序号", en: "Number")[language], .number,
                text: { String($0.receipt.sequence) }),
            Column(
                Localized(zh: "单证", en: "Document")[language], .code, isHeader: true,
                html: { subject($0, language) }),
            Column(
                Localized(zh: "状态", en: "Status")[language],
                html: { .receiptStatus($0.receipt, language) }),
            Column(
                Localized(zh: "说明", en: "What it says")[language],
                html: { found in
                    var words = words
                    words.findings = found.findings
                    let said = words.html(
                        found.receipt.info, answering: number(of: found), language)
                    return "\(said)\(signature(found.receipt, language))"
                }),
            Column(
                Localized(zh: "时间", en: "Time")[language], .time, text: { $0.receipt.at.text }),
            Column(
                Localized(zh: "报文", en: "Message")[language], .time,
                html: { download($0.receipt, language) }),
        ]
    }

    /// What it is about, with a way to the list; below it the kind of receipt.
    private func subject(_ found: FoundReceipt, _ language: Language) -> HTML {
        let subject = found.receipt.subject
        // `CEB311/…`: the type stands in the line below.
        let number =
            subject.utf8.starts(with: "CEB".utf8)
            ? String(subject.drop { $0 != "/" }.dropFirst()) : subject
        let kind = kinds.first { $0.code == found.receipt.type }
        let shown: HTML =
            found.list.map { .link(number, to: language.address("/declarations/\($0)")) }
            ?? "\(number)"
        return .under(shown, kind.map { name($0, language) } ?? found.receipt.type)
    }

    /// How the signature of what was answered was verified, where it had one.
    private func signature(_ receipt: ReceiptBook.Receipt, _ language: Language) -> HTML? {
        guard let seal = receipt.seal, seal.kind != .none else { return nil }
        let words = Localized(
            zh: "\(SealStanding.title.zh)：\(seal.name.zh)",
            en: "\(SealStanding.title.en): \(seal.name.en)")
        return #"<span class="under">\#(words, language)</span>"#
    }

    /// Number of the message that was answered, `621`.
    private func number(of found: FoundReceipt) -> String {
        kinds.first { $0.code == found.receipt.type }.map { String($0.request.number) } ?? ""
    }

    private func download(_ receipt: ReceiptBook.Receipt, _ language: Language) -> HTML {
        let name = "receipt-\(receipt.sequence)-\(receipt.type).xml"
        let about = Localized(
            zh: "下载第 \(receipt.sequence) 号回执", en: "download receipt \(receipt.sequence)")
        return """
            <a href="\(url: "/api/v1/receipts/\(receipt.sequence)")" download="\(name)">XML\
            <span class="unseen"> \(about, language)</span></a> \
            \(.link(
                ReceiptProofPage.title[language],
                to: language.address("/receipts/\(receipt.sequence)/proof"))) \
            \(.link("PDF", to: language.address("/receipts/\(receipt.sequence)/pdf")))
            """
    }

    private func empty(_ language: Language) -> HTML {
        guard filter.isEmpty else {
            return .emptyState(
                Localized(zh: "没有符合条件的回执", en: "No receipt fits the filters")[language],
                hint: Localized(
                    zh: "核对编号是否完整，或清除筛选条件。",
                    en: "Check that the number is whole, or clear the filters.")[language],
                action: .linkButton(
                    Localized(zh: "清除条件", en: "Clear the filters")[language],
                    to: language.address("/receipts"), .secondary))
        }
        return .emptyState(
            Localized(zh: "还没有回执", en: "No receipts yet")[language],
            hint: Localized(
                zh: "报送报文后，每一步的回执都会列在这里。",
                en: "Once messages are sent, the receipt of every step shows here.")[language],
            action: mayLodge
                ? .linkButton(UploadPage.title[language], to: language.address("/upload")) : nil)
    }

    private func pager(_ language: Language) -> HTML {
        let first = trail.count * ReceiptsPage.pageSize + 1
        let next =
            hasMore ? found.last.map { address(language, trail + ["\($0.receipt.sequence)"]) } : nil
        return .pager(
            previous: trail.isEmpty ? nil : address(language, trail.dropLast()), next: next,
            range: found.isEmpty ? "" : "\(first)–\(first + found.count - 1)", language: language)
    }

    private func address(_ language: Language, _ trail: [String]) -> String {
        var pairs: [Form.Pair] = []
        if let number = filter.number { pairs.append(.init("number", number)) }
        if let isRefusal = filter.isRefusal {
            pairs.append(.init("result", isRefusal ? "refused" : "well"))
        }
        if let type = filter.type { pairs.append(.init("type", type)) }
        if let day = filter.day { pairs.append(.init("day", day.text)) }
        return language.address(
            "/receipts", query: pairs + trail.map { Form.Pair("before", $0) })
    }
}

extension HTML {
    /// Status of a receipt: in words with its official number below; an error by its number.
    static func receiptStatus(_ receipt: ReceiptBook.Receipt, _ language: Language) -> HTML {
        let number = receipt.status
        if let standing = receipt.standing {
            let isBill = ["CEB816", "CEB818"].contains(receipt.type)
            let tone: Tone =
                isBill
                ? (number == TaxBill.Status.void.rawValue ? .neutral : .info)
                : Status(rawValue: number)?.tone ?? .neutral
            return .under(.tag(standing[language], tone), String(number))
        }
        guard number < 0 else { return "<code>\(number)</code>" }
        let refused = Localized(zh: "未接受", en: "Refused")[language]
        return """
            \(.tag(refused, .danger))<span class="under">\
            \(.link(String(number), to: language.address("/problems/\(number)")))</span>
            """
    }
}

extension DeclarationPages {
    var receipts: Route {
        Route(
            .get, "/{language}/receipts", access: .permission(DeclarationsPermission.read),
            summary: ReceiptsPage.title
        ) { visit in
            let person = try visit.person()
            // Receipts are given to enterprises: an officer's work lies in the worklist.
            if person.enterprise.isEmpty { return .see(visit.language.address("/worklist")) }
            let handlings = gateway.preparation.handlings
            let kinds = MessageType.allCases.map {
                ReceiptsPage.Kind(code: handlings[$0].receipt, request: $0)
            }
            var faults: [FilterInput] = []
            let (filter, trail) = visit.query.receiptFilter(kinds.map(\.code), &faults)
            let found = try await enquiries.receipts(
                filter, limit: ReceiptsPage.pageSize + 1, for: person)
            let page = ReceiptsPage(
                found: Array(found.prefix(ReceiptsPage.pageSize)), filter: filter,
                trail: trail, hasMore: found.count > ReceiptsPage.pageSize,
                mayLodge: person.may(DeclarationsPermission.lodge), kinds: kinds, faults: faults,
                words: ReceiptWords(codes: codes, day: clock.today))
            return site.page(
                visit, title: ReceiptsPage.title[visit.language], isWide: true,
                status: faults.isEmpty ? 200 : 400, content: page.html(visit.language))
        }
    }
}

extension Form {
    /// The filters of the receipts and the way back. Those that mean nothing are told of.
    func receiptFilter(
        _ types: [String], _ faults: inout [FilterInput]
    ) -> (ReceiptFilter, trail: [String]) {
        func among(_ name: String, _ allowed: [String]) -> String? {
            guard let text = self.filter(name) else { return nil }
            if allowed.contains(text) { return text }
            faults.append(FilterInput(name: name, allowed: allowed))
            return nil
        }
        var filter = ReceiptFilter()
        filter.number = self["number"].map(Shown.halfWidth).flatMap { $0.isEmpty ? nil : $0 }
        filter.type = among("type", types)
        filter.isRefusal = among("result", ["refused", "well"]).map { $0 == "refused" }
        if let text = self.filter("day") {
            filter.day = Day(text)
            if filter.day == nil {
                faults.append(FilterInput(name: "day", allowed: ["2026-11-20"]))
            }
        }
        // The way back grows with every page; beyond fifty pages a filter serves better.
        let places = all("before").filter { !$0.isEmpty }
        let trail = places.filter { Int64($0) != nil }.suffix(50)
        if places.contains(where: { Int64($0) == nil }) {
            faults.append(FilterInput(name: "before", allowed: ["1024"]))
        }
        filter.before = trail.last.flatMap { Int64($0) }
        return (filter, Array(trail))
    }
}
