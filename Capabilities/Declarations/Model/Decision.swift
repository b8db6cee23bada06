import Inspections
import Kernel
import Wire

/// What was decided about a list and on which facts: kept with the list, so that the explanation
/// can be made again from the same rules and held against the figures that were decided.
struct Decision: Sendable, Hashable {
    /// Figures of a retail import, in yuan.
    struct Tax: Sendable, Hashable {
        var value: Fixed
        /// What the buyer had used in the year before.
        var used: Fixed
        var duty: Fixed
        var consumption: Fixed
        var vat: Fixed
        var total: Fixed
        /// What each line of the list owes: bills and returns go by what was decided, even when a
        /// rate is corrected later.
        var lines: [TaxBill.Line] = []
    }

    /// Where a document lies that the list was decided on.
    struct Taken: Sendable, Hashable {
        let tenant: String
        let type: MessageType
        let number: String
    }

    /// The day on which the declaration was complete: its rules and rates were applied.
    var day: Day
    /// The day on which the list was let in or held (清单放行日期), which chooses limits, the buyer's
    /// year and the guarantees that count.
    var releaseDay: Day
    var findings: [Finding] = []
    var tax: Tax?
    /// What the buyer had used in the year before, where a limit kept the list out.
    var used: Fixed?
    /// Value of an export list in yuan.
    var exportValue: Fixed?
    var draw: Int?
    var verdict: RiskVerdict?
    /// What was known of the enterprises when the inspection rate was computed.
    var standing: RateStanding?
    /// Key of the buyer's account, and the enterprise whose guarantee was taken.
    var person: String?
    var guarantor: String?
    /// Signs that the buyer's identity is borrowed.
    var identity: [IdentityFinding] = []
    /// The documents the decision rests on: what comes later under their numbers is not theirs.
    var taken: [Taken] = []
    /// Keys of the transfers that took quota and guarantee.
    var quotaTransfer: String?
    /// Lines that took of a yearly quantity per person.
    var cappedLines: [String] = []
    var guaranteeTransfer: String?
    /// Where the quantities of a bonded list were taken.
    var stock: ZoneStock.Taking?

    init(day: Day, releaseDay: Day? = nil) {
        self.day = day
        self.releaseDay = releaseDay ?? day
    }
}

extension Decision {
    /// Key of the transfer by which a line took of a yearly quantity.
    func cappedTransfer(_ line: String) -> String? {
        quotaTransfer.map { "\($0)/cap/\(line)" }
    }

    var encoded: String {
        var members: [JSON.Member] = [.init("day", .text(day.text))]
        if releaseDay != day { members.append(.init("releaseDay", .text(releaseDay.text))) }
        if !findings.isEmpty { members.append(.init("findings", .array(findings.map(\.json)))) }
        if let tax {
            members.append(
                .init(
                    "tax",
                    .object([
                        .init("value", .text(tax.value.text)), .init("used", .text(tax.used.text)),
                        .init("duty", .text(tax.duty.text)),
                        .init("consumption", .text(tax.consumption.text)),
                        .init("vat", .text(tax.vat.text)), .init("total", .text(tax.total.text)),
                        .init("lines", .array(tax.lines.map(Tax.json))),
                    ])))
        }
        if let used { members.append(.init("used", .text(used.text))) }
        if let exportValue { members.append(.init("exportValue", .text(exportValue.text))) }
        if let draw { members.append(.init("draw", .integer(draw))) }
        if let verdict { members.append(.init("verdict", .text(verdict.rawValue))) }
        if let standing { members.append(.init("standing", .text(standing.text))) }
        if let person { members.append(.init("person", .text(person))) }
        if let guarantor { members.append(.init("guarantor", .text(guarantor))) }
        if !identity.isEmpty {
            members.append(.init("identity", .array(identity.map(\.json))))
        }
        if !taken.isEmpty {
            members.append(
                .init(
                    "taken",
                    .array(
                        taken.map {
                            .array([.text($0.tenant), .text($0.type.rawValue), .text($0.number)])
                        })))
        }
        if let quotaTransfer { members.append(.init("quotaTransfer", .text(quotaTransfer))) }
        if !cappedLines.isEmpty {
            members.append(.init("cappedLines", .array(cappedLines.map { .text($0) })))
        }
        if let guaranteeTransfer {
            members.append(.init("guaranteeTransfer", .text(guaranteeTransfer)))
        }
        if let stock {
            members.append(.init("stock", .array([.text(stock.holder), .text(stock.key)])))
        }
        return JSON.object(members).encoded
    }

    /// Nil when the text is not a decision of ours.
    init?(encoded: String) {
        guard let json = try? JSON(Array(encoded.utf8)), let day = json["day"]?.string,
            let day = Day(day)
        else { return nil }
        self.init(day: day, releaseDay: json["releaseDay"]?.string.flatMap { Day($0) })
        findings = (json["findings"]?.elements ?? []).compactMap(Finding.init(json:))
        if let tax = json["tax"] { self.tax = Tax(json: tax) }
        used = json["used"]?.string.flatMap { try? Fixed($0) }
        exportValue = json["exportValue"]?.string.flatMap { try? Fixed($0) }
        draw = json["draw"]?.integer.map(Int.init)
        verdict = json["verdict"]?.string.flatMap(RiskVerdict.init(rawValue:))
        standing = json["standing"]?.string.flatMap(RateStanding.init(text:))
        person = json["person"]?.string
        guarantor = json["guarantor"]?.string
        identity = (json["identity"]?.elements ?? []).compactMap(IdentityFinding.init(json:))
        taken = (json["taken"]?.elements ?? []).compactMap { place in
            let texts = place.elements.compactMap(\.string)
            guard texts.count == 3, let type = MessageType(rawValue: texts[1]) else { return nil }
            return Taken(tenant: texts[0], type: type, number: texts[2])
        }
        quotaTransfer = json["quotaTransfer"]?.string
        cappedLines = (json["cappedLines"]?.elements ?? []).compactMap(\.string)
        guaranteeTransfer = json["guaranteeTransfer"]?.string
        let taking = json["stock"]?.elements.compactMap(\.string) ?? []
        if taking.count == 2 { stock = ZoneStock.Taking(holder: taking[0], key: taking[1]) }
    }
}

extension Decision.Tax {
    fileprivate init?(json: JSON) {
        func figure(_ name: String) -> Fixed? { json[name]?.string.flatMap { try? Fixed($0) } }
        guard let value = figure("value"), let used = figure("used"), let duty = figure("duty"),
            let consumption = figure("consumption"), let vat = figure("vat"),
            let total = figure("total")
        else { return nil }
        let lines = (json["lines"]?.elements ?? []).compactMap(Decision.Tax.line)
        self.init(
            value: value, used: used, duty: duty, consumption: consumption, vat: vat, total: total,
            lines: lines)
    }

    /// Number, code, value, duty, VAT, consumption tax.
    fileprivate static func json(_ line: TaxBill.Line) -> JSON {
        .array(
            [
                line.number, line.code, line.value.text, line.duty.text, line.vat.text,
                line.consumption.text,
            ].map { .text($0) })
    }

    private static func line(_ json: JSON) -> TaxBill.Line? {
        let texts = json.elements.compactMap(\.string)
        guard texts.count == 6 else { return nil }
        let figures = texts.dropFirst(2).compactMap { try? Fixed($0) }
        guard figures.count == 4 else { return nil }
        return TaxBill.Line(
            number: texts[0], code: texts[1], value: figures[0], duty: figures[1],
            vat: figures[2], consumption: figures[3])
    }
}

extension Finding {
    var json: JSON {
        .object([
            .init("code", .text(code)), .init("element", .text(element)),
            .init(
                "message",
                .object([.init("zh", .text(message.zh)), .init("en", .text(message.en))])),
            .init("fix", .object([.init("zh", .text(fix.zh)), .init("en", .text(fix.en))])),
            .init(
                "citation",
                .object([
                    .init("document", .text(citation.document)),
                    .init("article", .text(citation.article)),
                ])),
        ])
    }

    /// As the interface gives it.
    ///
    /// - Parameter code: official number of the refusal, for what has none of its own.
    func told(code refusal: Int64) -> JSON {
        var told = self
        if code.isEmpty { told.code = String(refusal) }
        var members = told.json.members
        let place = members.firstIndex { $0.name == "citation" }
        if citation.article.isEmpty, let place {
            members[place] = .init(
                "citation", .object([.init("document", .text(citation.document))]))
        }
        return .object(members)
    }

    init?(json: JSON) {
        guard let message = json["message"], let fix = json["fix"] else { return nil }
        self.init(
            json["code"]?.string ?? "", json["element"]?.string ?? "",
            Localized(zh: message["zh"]?.string ?? "", en: message["en"]?.string ?? ""),
            fix: Localized(zh: fix["zh"]?.string ?? "", en: fix["en"]?.string ?? ""),
            citation: Citation(
                document: json["citation"]?["document"]?.string ?? "",
                article: json["citation"]?["article"]?.string ?? ""))
    }
}
