import Journal
import Kernel
import Parties
import Proofs
import Web
import Wire

/// Receipts and events, pulled by whoever prefers that to webhooks and folders.
struct ReceiptsResource: Sendable {
    let enquiries: Enquiries
    let register: EnterpriseRegister
    let wrapper: ReceiptEnvelope
    let proofs: ProofDesk

    var routes: [Route] { [list, one, proof, events] }

    private var list: Route {
        Route(
            .get, "/api/v1/receipts", access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "领取回执", en: "Pull receipts"), query: QueryNames.receipts
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.noEnterprise }
            let after = try visit.whole("after", from: 0, to: .max, else: 0)
            let limit = try Int(visit.whole("limit", from: 1, to: 1000, else: 100))
            let receipts = try await enquiries.receipts(
                after: after, about: visit.query.documentNumber(), limit: limit, for: principal)
            let proven =
                visit.query["proof"] == "1"
                ? try await proofs.proofs(of: receipts.map(\.sequence)) : nil
            return .json(
                JSON.object([
                    .init(
                        "receipts",
                        .array(
                            receipts.map { receipt in
                                guard let proven else { return ReceiptsResource.json(receipt) }
                                return ReceiptsResource.json(
                                    receipt, proof: proven[receipt.sequence])
                            })),
                    .init("next", .integer(receipts.last?.sequence ?? after)),
                ]).encoded)
        }
    }

    private var one: Route {
        Route(
            .get, "/api/v1/receipts/{sequence}",
            access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "一份回执报文", en: "One receipt message")
        ) { visit in
            let receipt = try await enquiries.receipt(visit)
            return Answer(
                headers: [.init("content-type", "application/xml; charset=utf-8")],
                body: try body(of: receipt, for: visit.principal, form: visit.query["form"]))
        }
    }

    /// The message, or with `form=DxpMsg` the message in an envelope.
    private func body(
        of receipt: ReceiptBook.Receipt, for principal: Principal?, form: String?
    ) throws -> [UInt8] {
        guard let form else { return receipt.body }
        guard form == "DxpMsg" else { throw FilterInput(name: "form", allowed: ["DxpMsg"]) }
        guard let principal, let enterprise = register.enterprise(id: principal.enterprise),
            let wrapped = wrapper.wrap(receipt, to: enterprise)
        else { throw EnvelopeRefusal.noNumber }
        return wrapped
    }

    private var proof: Route {
        Route(
            .get, "/api/v1/receipts/{sequence}/proof",
            access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "一份回执及其存证证明", en: "A receipt with its proof"),
            query: [
                Route.Query(
                    "fields",
                    Localized(
                        zh: "只证明 subject（编号）、status（状态），不披露报文；以逗号分隔",
                        en: "Prove subject and status alone, separated by a comma, and not the "
                            + "message"))
            ]
        ) { visit in
            let receipt = try await enquiries.receipt(visit)
            let found = try await proofs.proofs(of: [receipt.sequence])[receipt.sequence]
            guard let found else { throw ProofsRefusal.notYet }
            if let fields = visit.query["fields"] {
                return .json(try await shown(receipt, fields).encoded)
            }
            return .json(ReceiptsResource.json(receipt, proof: found).encoded)
        }
    }

    /// Proves what a receipt says about which list, and shows nothing else of it.
    private func shown(_ receipt: ReceiptBook.Receipt, _ fields: String) async throws -> JSON {
        let known = [("subject", receipt.subject), ("status", String(receipt.status))]
        let names = fields.split(separator: ",").map(String.init)
        guard !names.isEmpty, names.allSatisfy({ name in known.contains { $0.0 == name } }) else {
            throw ProofsRefusal.noSuchField(known.map(\.0))
        }
        let asked = known.filter { names.contains($0.0) }
            .map { (field: $0.0, value: Array($0.1.utf8)) }
        guard let found = try await proofs.disclosure(of: receipt.sequence, asked) else {
            throw ProofsRefusal.notYet
        }
        return .object([.init("number", .integer(receipt.sequence))] + found.members)
    }

    private var events: Route {
        Route(
            .get, "/api/v1/events", access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "事件流", en: "Event feed"),
            query: [QueryNames.after, QueryNames.many]
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.noEnterprise }
            let after = try visit.whole("after", from: 0, to: .max, else: 0)
            let limit = try Int(visit.whole("limit", from: 1, to: 1000, else: 100))
            let entries = try await enquiries.events(after: after, limit: limit, for: principal)
            return .json(
                JSON.object([
                    .init("events", .array(entries.map(ReceiptsResource.json))),
                    .init("next", .integer(entries.last?.sequence ?? after)),
                ]).encoded)
        }
    }

    static func json(_ receipt: ReceiptBook.Receipt) -> JSON {
        .object([
            .init("sequence", .integer(receipt.sequence)), .init("at", .text(receipt.at.iso)),
            .init("type", .text(receipt.type)), .init("subject", .text(receipt.subject)),
            .init("status", .integer(receipt.status)), .init("info", .text(receipt.info)),
            .init("signature", receipt.seal?.json() ?? .null),
            .init("xml", .text(String(decoding: receipt.body, as: UTF8.self))),
        ])
    }

    /// The same with its proof; null for a receipt that no published checkpoint covers yet.
    static func json(
        _ receipt: ReceiptBook.Receipt, proof: ProofDesk.Proof?
    ) -> JSON {
        .object(json(receipt).members + [.init("proof", proof?.json ?? .null)])
    }

    /// A receipt as those are told who have a part in the list and did not send it: their own
    /// numbers do not count it, and the message is the sender's.
    static func told(_ receipt: ReceiptBook.Receipt) -> JSON {
        .object([
            .init("at", .text(receipt.at.iso)), .init("type", .text(receipt.type)),
            .init("subject", .text(receipt.subject)), .init("status", .integer(receipt.status)),
            .init("info", .text(receipt.info)),
        ])
    }

    static func json(_ entry: Entry) -> JSON {
        .object([
            .init("sequence", .integer(entry.sequence)), .init("at", .text(entry.at.iso)),
            .init("kind", .text(entry.kind)), .init("subjectType", .text(entry.subjectType)),
            .init("subject", .text(entry.subject)), .init("payload", entry.payload),
            .init("citation", .optional(entry.citation)),
        ])
    }
}

extension Enquiries {
    /// The receipt whose number stands in the path, if it is the visitor's.
    func receipt(_ visit: Visit) async throws -> ReceiptBook.Receipt {
        guard let principal = visit.principal,
            let sequence = visit.parameters["sequence"].flatMap({ Int64($0) }), sequence > 0,
            let receipt = try await receipts(
                after: sequence - 1, about: nil, limit: 1, for: principal
            ).first,
            receipt.sequence == sequence
        else { throw DeclarationsRefusal.notFound }
        return receipt
    }
}
