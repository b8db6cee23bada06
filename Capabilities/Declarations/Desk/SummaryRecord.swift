import Kernel
import Wire

/// What came of a summary application: draft declarations with their numbers, and how they were
/// made.
struct SummaryRecord: Sendable {
    static let type = "CEB792"

    let sumNo: String
    let declarations: [(number: String, content: ExportSummary.Declaration)]
    let explanation: Explanation

    /// What the application keeps.
    func json(_ outcomes: [LineOutcome]) -> JSON {
        .object([
            .init("sumNo", .text(sumNo)),
            .init("lines", .array(outcomes.map(\.json))),
            .init(
                "declarations",
                .array(declarations.map { SummaryRecord.json($0.number, $0.content) })),
            .init("explanation", explanation.json),
        ])
    }

    private static func json(_ number: String, _ content: ExportSummary.Declaration) -> JSON {
        let header = content.header
        return .object([
            .init("declSeqNo", .text(number)), .init("tradeMode", .text(header.tradeMode)),
            .init("seller", .text(header.seller)),
            .init("owner", .text(header.owner)), .init("transport", .text(header.transport)),
            .init("country", .text(header.country)), .init("port", .text(header.port)),
            .init("grossMassKilograms", .text(content.grossMassKilograms.text)),
            .init("netMassKilograms", .text(content.netMassKilograms.text)),
            .init(
                "lines",
                .array(
                    content.lines.enumerated().map { index, line in
                        .object([
                            .init("number", .integer(Int64(index + 1))),
                            .init("code", .text(line.code)), .init("name", .text(line.name)),
                            .init("country", .text(line.country)),
                            .init("currency", .text(line.currency)),
                            .init("quantity", .text(line.quantity.text)),
                            .init("unit", .text(line.unit)),
                            .init("unitPrice", .text(line.unitPrice.text)),
                            .init("amount", .text(line.amount.text)),
                            .init(
                                "sources",
                                .array(
                                    line.sources.map {
                                        .object([
                                            .init("invtNo", .text($0.invtNo)),
                                            .init("gnum", .text($0.gnum)),
                                        ])
                                    })),
                        ])
                    })),
        ])
    }

    /// The result message's document for one declaration.
    ///
    /// - Parameter head: of the application.
    func result(_ index: Int, head: some FieldSource, at now: Instant) -> MessageDraft.Document {
        let (number, content) = declarations[index]
        var values: [String: String] = [
            "sumNo": sumNo, "opDate": now.compactMilliseconds, "declSeqNo": number,
            "decState": "A", "grossWeight": content.grossMassKilograms.text,
            "netWeight": content.netMassKilograms.text, "msgCount": String(declarations.count),
            "msgSeqNo": String(index + 1),
        ]
        for name in [
            "customsCode", "agentCode", "agentName", "ebcCode", "ebcName", "declAgentCode",
            "declAgentName",
        ] { values[name] = head.text(name) }
        let lines = content.lines.enumerated().flatMap { place, line in
            line.sources.map { source in
                [
                    "invtNo": source.invtNo, "logisticsNo": source.waybill,
                    "gseqno": String(place + 1), "gnum": source.gnum, "gcode": line.code,
                ]
            }
        }
        return MessageDraft.Document(head: values, lines: lines)
    }
}
