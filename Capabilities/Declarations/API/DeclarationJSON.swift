import Kernel
import Wire

extension DeclarationsResource {

    /// Amount in fen as yuan.
    private static func yuan(_ fen: Int64) -> JSON { .text(Fixed(raw: fen * 1000).text) }

    static func json(_ record: InventoryShelf.Record) -> JSON {
        .object([
            .init("preNo", .text(record.preNo)), .init("type", .text(record.type.rawValue)),
            .init("copNo", .text(record.copNo)), .init("invtNo", .optional(record.invtNo)),
            .init("orderNo", .text(record.orderNo)),
            .init("status", .integer(record.status.rawValue)),
            .init("statusName", record.status.name.json),
            .init("statusAt", .text(record.statusAt.iso)),
            .init("receivedAt", .text(record.receivedAt.iso)),
            .init("version", .integer(record.version)),
            .init("district", .text(record.district)),
            .init("tradeMode", .text(record.tradeMode)),
            .init("valueYuan", yuan(record.value)), .init("taxYuan", yuan(record.tax)),
            .init(
                "waitsFor",
                .array(record.waitsFor.split(separator: " ").map { .text(String($0)) })),
        ])
    }

    static func json(_ view: DeclarationView) -> JSON {
        var members = json(view.current).members
        let next = view.next
        members += [
            .init(
                "next",
                .object([
                    .init("what", next.what.json), .init("who", next.whoForPrograms.json),
                    .init("since", .text(next.since.iso)), .init("isOver", .bool(next.isOver)),
                ])),
            .init("relay", view.relayed.map { json($0, view) } ?? .null),
            .init(
                "signature",
                view.seal?.json(namesCertificate: view.hasReceiptMessages) ?? .null),
            .init("findings", .array(found(view))),
            .init("explanation", view.outcome.map(\.json) ?? .null),
            .init("documents", .array(view.documents.map(json))),
            .init("values", .array(view.values.map(json))),
            .init("lines", .array(view.lines.map { .array($0.map(json)) })),
            .init(
                "receipts",
                .array(
                    view.receipts.map(
                        view.hasReceiptMessages ? ReceiptsResource.json : ReceiptsResource.told))),
            .init("timeline", .array(view.timeline.map(ReceiptsResource.json))),
            .init("actions", .array(view.actions.map { .text($0.rawValue) })),
            .init(
                "movements",
                .array(
                    view.movements.map {
                        .object([
                            .init("what", $0.what.json), .init("at", .text($0.at.iso)),
                            .init("by", .text($0.by)), .init("followUp", .text($0.followUp)),
                        ])
                    })),
            .init("followUps", .array(view.followUps.map(FollowUpsResource.json))),
        ]
        return .object(members)
    }

    private static func json(_ one: RelayCases.Case, _ view: DeclarationView) -> JSON {
        .object([
            .init("far", .text(one.far)),
            .init("title", (view.relayTitle ?? Localized(same: one.far)).json),
            .init("since", .text(one.since.iso)),
            .init("sentAt", .optional(one.sentAt?.iso)),
            .init("answeredAt", .optional(one.answeredAt?.iso)),
            .init("status", .integer(one.status)), .init("preNo", .text(one.farPreNo)),
            .init("trouble", view.relayTrouble.map(\.json) ?? .null),
        ])
    }

    private static func found(_ view: DeclarationView) -> [JSON] {
        (view.decision?.findings ?? []).map { $0.told(code: Status.rejected.rawValue) }
    }

    private static func json(_ document: DeclarationView.Document) -> JSON {
        .object([
            .init("type", .text(document.type.rawValue)), .init("number", .text(document.number)),
            .init("receivedAt", .optional(document.receivedAt?.iso)),
            .init("status", document.status.map { .integer($0.rawValue) } ?? .null),
            .init("values", .array(document.values.map(json))),
        ])
    }

    private static func json(_ value: FieldValue) -> JSON {
        .object([
            .init("element", .text(value.element)), .init("title", value.title.json),
            .init("value", .text(value.value)),
        ])
    }

}
