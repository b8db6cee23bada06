import Kernel
import Parties
import Reference
import Tariff
import Wire

extension MessageRecord: FieldSource {
    /// Nil for a missing and for an empty element: the schema lets optional ones be empty.
    subscript(element: String) -> String? {
        guard let place = table.place(of: element), let text = self[place], !text.isEmpty else {
            return nil
        }
        return text
    }
}

/// A document that has been read and checked as far as is possible without the store.
struct Prepared: Sendable {
    enum Content: Sendable {
        case order(Order)
        case payment(Payment)
        case waybill(Waybill)
        case inventory(Inventory)
        /// What it means is read by `FollowUpMeaning`.
        case followUp(MessageDocument)
    }

    let type: MessageType
    let guid: String
    let appType: String
    let appTime: String
    let isStaged: Bool
    /// Nil when the values could not be read.
    let content: Content?
    /// Enterprise that gives the document its number: the tenant it lies under. Empty when unknown.
    let holder: String
    /// Number of the document at its holder.
    let number: String
    /// Enterprises that have a part in it, with their role.
    let parts: [(enterprise: String, role: String)]
    /// Keys for the receipt.
    let keys: [String: String]
    /// What does not hold; not empty means a negative receipt.
    var findings: [Finding]
    /// Official number when `findings` is not empty.
    var refusal: Int64
    let fragment: [UInt8]
}

/// Reads documents into business values and checks them: codes, enterprises, plausibility.
struct Preparation: Sendable {
    let register: EnterpriseRegister
    let codes: CodeTables
    /// Code tables by the names the message tables use.
    private let tables: [String: CodeTable]
    /// All that `check` has to look at, by table.
    private let places: [ObjectIdentifier: Places]
    private let tariff: GoodsCodes

    /// Places in the fields of a table.
    private struct Places: Sendable {
        /// Fields that have codes or figures.
        let values: [Int]
        /// Texts that have to say something.
        let texts: [Int]
    }

    private let clock: Clock
    private let settings: DatedSettings
    let handlings: Handlings
    let meanings: FollowUpMeanings

    init(
        register: EnterpriseRegister, codes: CodeTables, catalogue: MessageCatalogue,
        clock: Clock, settings: DatedSettings, handlings: Handlings, meanings: FollowUpMeanings,
        tariff: GoodsCodes
    ) {
        self.handlings = handlings
        self.meanings = meanings
        self.tariff = tariff
        self.register = register
        self.codes = codes
        self.clock = clock
        self.settings = settings
        var places: [ObjectIdentifier: Places] = [:]
        for table in catalogue.tables.flatMap({ [$0.head, $0.line].compactMap { $0 } }) {
            let fields = table.fields
            places[ObjectIdentifier(table)] = Places(
                values: fields.indices.filter {
                    fields[$0].codes != .none || fields[$0].type.isNumber
                        || ["C14", "C8"].contains(fields[$0].notation)
                        || identityFields.contains(fields[$0].name)
                }, texts: fields.indices.filter { fields[$0].mustSaySomething })
        }
        self.places = places
        var tables: [String: CodeTable] = [:]
        for table in CodeTable.allCases { tables[table.rawValue] = table }
        tables["districts"] = .customsDistricts
        self.tables = tables
    }

    func prepare(_ document: MessageDocument, type: MessageType, sender: Enterprise, on day: Day)
        -> Prepared
    {
        let head = document.head
        var content: Prepared.Content?
        var findings: [Finding] = []
        do throws(UnreadableField) {
            let read = try read(document, type, on: day)
            content = read.content
            findings = read.findings
        } catch {
            findings = [unreadable(error, type)]
        }
        let values = valueFindings(document, on: day)
        // Told with its line below.
        if values.isOutOfRange, content == nil { findings = [] }
        findings = together(findings, values)
        let handling = handlings[type]
        var refusal =
            ["1", "2", "3"].contains(head.text("appType"))
            ? handling.codes.notPlausible : handling.codes.noOperation
        let parties = PartyCheck(register: register, day: day)
            .check(head, handling, sender: sender)
        // A number of its own for all that is wrong is the number of the receipt, too.
        if let code = findings.first.flatMap({ Int64($0.code) }), code < 0,
            findings.allSatisfy({ Int64($0.code) == code })
        {
            refusal = code
        }
        if let code = parties.refusal {
            findings = parties.findings + findings
            refusal = code
        }
        // A withdrawal is held to its sender and number only: what was wrong with a document, or
        // has ended since, is no reason to keep it.
        let isWithdrawal = head.text("appType") == "3" && content != nil
        if isWithdrawal, parties.maySend, !parties.holder.isEmpty { findings = [] }
        return Prepared(
            type: type, guid: head.text("guid"), appType: head.text("appType"),
            appTime: head.text("appTime"), isStaged: head.text("appStatus") == "1",
            content: content, holder: parties.holder, number: handling.number(of: head),
            parts: parties.parts, keys: handling.keys(of: head), findings: findings,
            refusal: findings.isEmpty ? 0 : refusal, fragment: document.fragment)
    }

    /// Ids of the registered enterprises a document names.
    func parts(of document: MessageDocument, type: MessageType, on day: Day) -> [String] {
        PartyCheck(register: register, day: day).named(in: document.head, handlings[type])
    }

    private func read(_ document: MessageDocument, _ type: MessageType, on day: Day)
        throws(UnreadableField) -> (content: Prepared.Content, findings: [Finding])
    {
        let head = document.head
        switch type.genre {
        case .order:
            let order = try Order(head: head, lines: document.lines)
            return (.order(order), SupportingDocumentIsPlausible.findings(order, type: type))
        case .payment:
            let payment = try Payment(head: head, type: type)
            return (.payment(payment), SupportingDocumentIsPlausible.findings(payment, type: type))
        case .waybill:
            let waybill = try Waybill(head: head, type: type)
            return (.waybill(waybill), SupportingDocumentIsPlausible.findings(waybill, type: type))
        case .inventory:
            let list = try Inventory(head: head, lines: document.lines)
            return (
                .inventory(list),
                ListIsPlausible.findings(list, isImport: type.isImport)
                    + ListDaysArePlausible.findings(
                        list, isImport: type.isImport, settings: settings, on: day)
                    + GoodsCodesKnown.findings(
                        list, isImport: type.isImport, tariff: tariff, on: day)
                    + PostalSite.findings(
                        list, site: head.text("loctNo"), isImport: type.isImport,
                        settings: settings, on: day)
            )
        case .followUp:
            return (.followUp(document), try meanings[type].faults(of: document, on: day))
        }
    }

    /// A code of the head that stands in no table is told once, by the table: the rules take only
    /// some of its codes and would say so again.
    private func together(_ rules: [Finding], _ values: Values) -> [Finding] {
        guard !values.inHead.isEmpty else { return rules + values.inLines }
        let told = Set(values.inHead.map(\.element))
        return rules.filter { !told.contains($0.element) } + values.inHead + values.inLines
    }

    /// What is wrong with single values.
    private struct Values {
        var inHead: [Finding] = []
        var inLines: [Finding] = []
        var isOutOfRange = false
    }

    private func unreadable(_ fault: UnreadableField, _ type: MessageType) -> Finding {
        outOfRange("\(type.number) \(fault.element)", Localized(zh: "数值", en: "The figure"))
    }

    private func outOfRange(_ element: String, _ what: Localized) -> Finding {
        Finding(
            "", element,
            Localized(
                zh: "\(what.zh)超出可处理的范围（不超过 92,233,720,368,547，最多 5 位小数）",
                en: "\(what.en) is out of range (92,233,720,368,547 and 5 decimals at most)"),
            fix: Localized(zh: "填写实际数值", en: "Give the real figure"))
    }

    /// Required texts that say nothing, codes that stand in no table, and figures with a minus sign
    /// (`-0` passes as a decimal of the schema and means nothing). Tables known to be incomplete
    /// only inform, so they are silent.
    private func valueFindings(_ document: MessageDocument, on day: Day) -> Values {
        var found = Values()
        found.isOutOfRange = check(
            document.head, nil, document.table.number, day, &found.inHead)
        for line in 0..<document.lineCount {
            let isOut = check(
                document.line(line), line + 1, document.table.number, day, &found.inLines)
            found.isOutOfRange = found.isOutOfRange || isOut
        }
        return found
    }

    /// Far below what a figure may be; longer ones are read to see.
    private static let shortFigure = 12

    private func check(
        _ record: MessageRecord, _ line: Int?, _ message: String, _ day: Day,
        _ found: inout [Finding]
    ) -> Bool {
        guard let places = places[ObjectIdentifier(record.table)] else { return false }
        var isOutOfRange = false
        for place in places.texts where record.isBlank(place) {
            found.append(blank(record.table.fields[place], line, message))
        }
        for place in places.values {
            guard let value = record[place], !value.isEmpty else { continue }
            if record.table.fields[place].mustSaySomething, record.isBlank(place) { continue }
            if record.table.fields[place].type.isNumber {
                if value.utf8.first == UInt8(ascii: "-") {
                    found.append(minus(record.table.fields[place], line, message))
                } else if value.utf8.count > Self.shortFigure, (try? Fixed(value)) == nil {
                    // The schema takes more digits than any sum of ours: whatever reads such a
                    // figure later would fail.
                    let field = record.table.fields[place]
                    let (zh, en) = (self.place(line).zh, self.place(line).en)
                    found.append(
                        outOfRange(
                            "\(message) \(field.name)",
                            Localized(zh: zh + field.title.zh, en: en + field.title.en)))
                    isOutOfRange = true
                }
            } else if let wrong = form(value, record.table.fields[place], message) {
                found.append(wrong)
            } else if let table = unknown(value, record.table.fields[place].codes, day) {
                let near = NearCode.of(value)
                let isMeant = unknown(near, record.table.fields[place].codes, day) == nil
                found.append(
                    notInTable(
                        value, record.table.fields[place], table, line, message,
                        meant: isMeant ? near : nil))
            }
        }
        return isOutOfRange
    }

    /// Name of the table a value should stand in and does not; nil when all is well.
    private func unknown(_ value: String, _ wanted: FieldCodes, _ day: Day) -> Localized? {
        switch wanted {
        case .none: return nil
        case .values(let values):
            if values.contains(where: { $0.code == value }) { return nil }
            let list = values.map(\.code).joined(separator: "、")
            return Localized(zh: "允许值 \(list)", en: "the values \(list)")
        case .table(let name):
            guard let table = tables[name], !table.isOpen || mustBeKnown.contains(table),
                !codes[table].contains(value, on: day)
            else { return nil }
            return table.name
        }
    }

    /// Times, days and identity numbers that are none; nil when all is well.
    private func form(_ value: String, _ field: MessageField, _ message: String) -> Finding? {
        let fix: Localized
        if field.notation == "C14" {
            guard let time = Instant(compact: value) else {
                return misshapen(
                    field, message,
                    fix: Localized(
                        zh: "按 yyyyMMddHHmmss 填写北京时间",
                        en: "Write China time as yyyyMMddHHmmss"))
            }
            guard field.name == "appTime", time > latest() else { return nil }
            fix = Localized(
                zh: "填写实际报送时间，不得晚于当前时间",
                en: "Give the time of sending, not a later one")
        } else if field.notation == "C8" {
            if Day(compact: value) != nil { return nil }
            fix = Localized(zh: "按 yyyyMMdd 填写日期", en: "Write the day as yyyyMMdd")
        } else if identityFields.contains(field.name) {
            if IdentityNumber(value) != nil { return nil }
            fix = Localized(
                zh: "填写 18 位公民身份号码，注意出生日期和末位校验码",
                en: "Give the 18 characters of the identity card; mind date and check character")
        } else {
            return nil
        }
        return misshapen(field, message, fix: fix)
    }

    /// The value itself is not quoted: it may be a person's.
    private func misshapen(_ field: MessageField, _ message: String, fix: Localized) -> Finding {
        Finding(
            "", "\(message) \(field.name)",
            Localized(
                zh: "\(field.title.zh)不正确", en: "\(field.title.en) is not valid"), fix: fix)
    }

    /// Senders' clocks may go wrong by so much.
    private func latest() -> Instant {
        let now = clock.now()
        let hours = settings.whole(.clockHours, on: now.day)
        return now.adding(milliseconds: Int64(hours) * 3_600_000)
    }

    private func blank(_ field: MessageField, _ line: Int?, _ message: String) -> Finding {
        Finding(
            "", "\(message) \(field.name)",
            Localized(
                zh: "\(place(line).zh)\(field.title.zh)不能为空，也不能只有空格",
                en: "\(place(line).en)\(field.title.en) must not be empty or only blanks"),
            fix: Localized(zh: "填写\(field.title.zh)", en: "Fill it in"))
    }

    private func minus(_ field: MessageField, _ line: Int?, _ message: String) -> Finding {
        Finding(
            "", "\(message) \(field.name)",
            Localized(
                zh: "\(place(line).zh)\(field.title.zh)不能带负号",
                en: "\(place(line).en)\(field.title.en) must not carry a minus sign"),
            fix: Localized(zh: "填写 0 或正数", en: "Give 0 or a positive figure"))
    }

    private func notInTable(
        _ value: String, _ field: MessageField, _ table: Localized, _ line: Int?,
        _ message: String, meant: String?
    ) -> Finding {
        Finding(
            "", "\(message) \(field.name)",
            Localized(
                zh: "\(place(line).zh)\(field.title.zh)的代码 \(value) 不在\(table.zh)中",
                en: "\(place(line).en)\(field.title.en): \(value) is not in \(table.en)"),
            fix: meant.map { Localized(zh: "是否应为 \($0)？", en: "Did you mean \($0)?") }
                ?? Localized(zh: "填写表中有效的代码", en: "Use a code of the table"))
    }

    private func place(_ line: Int?) -> Localized {
        guard let line else { return Localized(same: "") }
        return Localized(zh: "第 \(line) 项", en: "line \(line): ")
    }
}

extension MessageField {
    /// Whether it is a text that has to be given. An element with a value of its own may be empty:
    /// it then has that value.
    fileprivate var mustSaySomething: Bool {
        guard isRequired, fixed == nil, standard == nil, case .text = type else { return false }
        return true
    }
}

/// Only identity cards are taken (buyerIdType 1), so the number can be held to its form: spelled
/// differently, one person would have several yearly amounts.
private let identityFields: Set<String> = ["buyerIdNumber", "payerIdNumber"]

/// Tables that may lack a code and are held to all the same: a list for a customs office nobody
/// knows would wait for nobody. A new office is a line in the table.
private let mustBeKnown: Set<CodeTable> = [.customsDistricts, .transportModes]
