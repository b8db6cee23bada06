import Kernel
import Wire

/// What is said about one file that was sent.
struct DeclareReport: Sendable {
    let file: String
    let outcome: DeclareOutcome
    /// Where its lists stand after waiting; empty when that was not asked for.
    var standings: [DeclareOutcome.Standing] = []

    var isWell: Bool { outcome.isWell && standings.allSatisfy(\.isWell) }

    /// For people.
    func text(_ language: Language) -> String {
        var lines: [String] = []
        let name = MessagesText.harmless(file)
        switch outcome {
        case .taken(let taking):
            lines.append("\(name)  \(taking.type)  \(taken(taking)[language])")
            for result in taking.results {
                // The findings say it in the language that was asked for.
                let info = result.isWell || result.findings.isEmpty ? result.info : ""
                lines.append(line(result.subject, result.status, info, language))
                lines += result.findings.flatMap { finding($0, language) }
            }
        case .refused(let refused):
            lines.append(
                "\(name)  \(Localized(zh: "未收下", en: "not taken")[language])"
                    + "  [\(refused.code.isEmpty ? String(refused.status) : refused.code)]")
            lines.append("  " + refused.message[language])
            if let fix = refused.fix { lines.append("  → " + fix[language]) }
            lines += refused.faults.flatMap { fault($0, language) }
        case .unreached(let reason):
            lines.append("\(name)  \(Localized(zh: "未送达", en: "not sent")[language])")
            lines.append("  " + reason[language])
        }
        for standing in standings {
            var text = "→ " + line(standing.subject, standing.status, standing.info, language)
                .drop { $0 == " " }
            if !standing.waitsFor.isEmpty {
                let types = standing.waitsFor.joined(separator: " ")
                text += Localized(zh: "（等待 \(types)）", en: " (waits for \(types))")[language]
            }
            lines.append("  " + text)
        }
        return lines.map { MessagesText.harmless($0) }.joined(separator: "\n")
    }

    private func taken(_ taking: DeclareOutcome.Taking) -> Localized {
        taking.isRepeat
            ? Localized(zh: "此前已收下", en: "was taken before")
            : Localized(zh: "已收下", en: "taken")
    }

    private func line(_ subject: String, _ status: Int64, _ info: String, _ language: Language)
        -> String
    {
        "  \(subject)  \(status) \(DeclareReport.name(of: status)[language])"
            + (info.isEmpty ? "" : "  \(info)")
    }

    private func finding(_ finding: DeclareOutcome.Finding, _ language: Language) -> [String] {
        let code = finding.code.isEmpty ? "" : "  [\(finding.code)]"
        return ["    \(finding.element)\(code)", "      " + finding.message[language]]
            + (finding.fix.map { ["      → " + $0[language]] } ?? [])
    }

    private func fault(_ fault: Fault, _ language: Language) -> [String] {
        var place: [String] = []
        if fault.line > 0 {
            place.append(
                Localized(zh: "第 \(fault.line) 行", en: "line \(fault.line)")[language])
        }
        if !fault.path.isEmpty { place.append(fault.path) }
        place.append("[\(fault.code)]")
        return [
            "  " + place.joined(separator: "  "), "    " + fault.message[language],
            "    → " + fault.fix[language],
        ]
    }

    /// A status in words; a negative one is an error.
    static func name(of status: Int64) -> Localized {
        if let known = Status(rawValue: status) { return known.name }
        return status < 0
            ? Localized(zh: "处理失败", en: "Refused") : Localized(zh: "其他状态", en: "Other")
    }

    /// For machines: an array, one object a file.
    static func json(_ reports: [DeclareReport]) -> String {
        JSON.array(reports.map(\.json)).encoded
    }

    private var json: JSON {
        var members: [JSON.Member] = [
            .init("file", .text(file)), .init("ok", .bool(isWell)),
        ]
        switch outcome {
        case .taken(let taking):
            members += [
                .init("type", .text(taking.type)), .init("guid", .text(taking.guid)),
                .init("repeat", .bool(taking.isRepeat)),
                .init(
                    "results",
                    .array(
                        taking.results.map { result in
                            .object(
                                status(result.subject, result.status, result.info).members + [
                                    .init("findings", .array(result.findings.map(json)))
                                ])
                        })),
            ]
        case .refused(let refused):
            members.append(
                .init(
                    "problem",
                    .object([
                        .init("status", .integer(refused.status)),
                        .init("code", .text(refused.code)), .init("message", refused.message.json),
                        .init("fix", refused.fix.map(\.json) ?? .null),
                        .init("faults", .array(refused.faults.map(json))),
                    ])))
        case .unreached(let reason):
            members.append(.init("problem", .object([.init("message", reason.json)])))
        }
        if !standings.isEmpty {
            members.append(
                .init(
                    "lists",
                    .array(
                        standings.map { standing in
                            .object(
                                status(standing.subject, standing.status, standing.info).members + [
                                    .init("decided", .bool(standing.isDecided)),
                                    .init("waitsFor", .array(standing.waitsFor.map(JSON.text))),
                                ])
                        })))
        }
        return .object(members)
    }

    private func status(_ subject: String, _ status: Int64, _ info: String) -> JSON {
        .object([
            .init("subject", .text(subject)), .init("status", .integer(status)),
            .init("statusName", DeclareReport.name(of: status).json), .init("info", .text(info)),
        ])
    }

    private func json(_ finding: DeclareOutcome.Finding) -> JSON {
        .object([
            .init("code", .text(finding.code)), .init("element", .text(finding.element)),
            .init("message", finding.message.json),
            .init("fix", finding.fix.map(\.json) ?? .null),
        ])
    }

    private func json(_ fault: Fault) -> JSON {
        .object([
            .init("code", .text(fault.code)), .init("path", .text(fault.path)),
            .init("line", .integer(fault.line)), .init("message", fault.message.json),
            .init("fix", fault.fix.json),
        ])
    }

}
