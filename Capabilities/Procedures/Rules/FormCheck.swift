import Kernel

/// Everything that is wrong with a form, at once: pure, from answers and known facts.
struct FormCheck: Sendable {
    /// What is known beside the form.
    struct Facts: Sendable {
        /// The day as of which the application is judged.
        var today: Day
        /// The day on which an offer is chosen that was not chosen before.
        var choosingDay: Day
        /// Whether a code stands in a table on the day; true also for what an open table does not
        /// know.
        var knows: @Sendable (_ table: String, _ code: String) -> Bool
        /// Another application for the service is under way.
        var hasOpenCase = false
        /// What the enterprise holds: number, service, last day.
        var grants: [HeldGrant] = []
        /// The offer that is named, if there is one.
        var offers: [Offer] = []
        /// The offer the application was submitted for before: what was taken stays taken.
        var chosen: String?
        /// Fields whose value the enterprise holds, as `field/space`.
        var heldValues: Set<String> = []
        /// Rules of the service whose values another application holds, by place in the file; with
        /// the line that is held where each line of a field is held for itself.
        var conflicts: [Int: String] = [:]
        /// What is wrong with what is asked of a quota.
        var quotaFaults: [Fault] = []
        /// Answers of the enterprise's last granted application for the service.
        var previous: [String: String] = [:]
        /// Whether the tariff of the day has a code of ten digits, or one that begins so.
        var hasGoods: @Sendable (_ code: String) -> Bool = { _ in true }
        /// What the register says of the applicant, by where a field takes it from.
        var own: [FormField.Reuse: String] = [:]
        /// The applicant beside the form; nil where nobody keeps levels and lists.
        var firm: FirmLook?
        /// Whether the applicant is entitled to a benefit, with what the form states of it; nil
        /// where nobody judges benefits.
        var benefit:
            (@Sendable (_ benefit: String, _ stated: [String: Int64]) -> FirmBenefits.Verdict?)?
    }

    /// Something that was granted.
    struct HeldGrant: Sendable, Hashable {
        let number: String
        let service: String
        let validTo: Day?
    }

    let service: ServiceFile
    let facts: Facts

    /// Every fault, in the order of the form; the path names the field.
    ///
    /// - Parameter documents: fields for which a document is there.
    func faults(_ answers: [String: String], documents: Set<String>) -> [Fault] {
        var faults: [Fault] = []
        for field in service.fields where Self.isAsked(field.when, answers) {
            let answer = answers[field.id] ?? ""
            if answer.isEmpty {
                if field.isRequired {
                    let fault: FormFault = field.kind == .tick
                        ? .notTicked(field.label) : .missing(field.label)
                    faults.append(fault.at(field.id))
                }
            } else if let fault = shape(field, answer) ?? others(field, answer)
                ?? endless(field, answer)
            {
                faults.append(fault.at(field.id))
            }
        }
        for document in service.documents
        where document.isRequired && Self.isAsked(document.when, answers)
            && !documents.contains(document.id)
        {
            faults.append(FormFault.documentMissing(document.name).at(document.id))
        }
        let wrong = Set(faults.map(\.path))
        for rule in service.checks {
            // A field that is wrong in itself needs no second fault.
            let fields = rule.check.fields
            if fields.contains(where: { wrong.contains("/" + $0) }) { continue }
            if !fields.allSatisfy({ isGiven($0, answers) || rule.check.isAboutTicks }) { continue }
            if let fault = fault(rule, answers) { faults.append(fault) }
        }
        // What is wrong already needs not be another's as well.
        return faults + facts.quotaFaults.filter { !wrong.contains($0.path) }
            + taken(Set(faults.map(\.path)))
    }

    /// What a check says of the answers; nil when it holds.
    private func fault(_ rule: CheckRule, _ answers: [String: String]) -> Fault? {
        if case .holdsBenefit(let field, let benefit, let facts) = rule.check {
            return unentitled(rule, field, benefit, facts, answers)
        }
        if holds(rule.check, answers) { return nil }
        let basis = rule.basis.map { "（\($0.citation.text)）" } ?? ""
        return Fault(
            code: "procedures.check", path: "/" + (rule.check.fields.first ?? ""),
            message: Localized(zh: rule.message.zh + basis, en: rule.message.en + basis),
            fix: rule.fix, citation: rule.basis?.citation ?? parameterBasis(rule.check, answers))
    }

    /// What a figure that a rule asks for is written in, where the check names no basis itself.
    private func parameterBasis(_ check: NamedCheck, _ answers: [String: String]) -> Citation? {
        guard case .that(_, let formula) = check else { return nil }
        let rules = computation(answers)
        return service.parameters.lazy.filter { formula.names.contains($0.id) }
            .compactMap { rules.inForce($0.id, answers)?.basis.citation }.first
    }

    /// Values that another application holds already.
    private func taken(_ wrong: Set<String>) -> [Fault] {
        facts.conflicts.sorted { $0.key < $1.key }.compactMap { place, value in
            let rule = service.unique[place]
            guard !rule.fields.contains(where: { wrong.contains("/" + $0) }) else { return nil }
            return rule.fault(value)
        }
    }

    func computation(_ answers: [String: String]) -> Computation {
        let chosen = service.offers.flatMap { rule in
            facts.offers.first { $0.id.utf8.elementsEqual((answers[rule.field] ?? "").utf8) }
        }
        return Computation(
            service: service, today: facts.today, previous: facts.previous,
            offerDay: chosen?.day, firm: facts.firm)
    }

    /// The answers to what is asked; the others are dropped.
    func asked(_ answers: [String: String]) -> [String: String] {
        var kept: [String: String] = [:]
        for field in service.fields where Self.isAsked(field.when, answers) {
            if let answer = answers[field.id], !answer.isEmpty { kept[field.id] = answer }
        }
        return kept
    }

    static func isAsked(_ condition: Condition?, _ answers: [String: String]) -> Bool {
        condition?.holds(answers) ?? true
    }

    private func isGiven(_ id: String, _ answers: [String: String]) -> Bool {
        guard let field = service.field(id), Self.isAsked(field.when, answers) else { return false }
        return !(answers[id] ?? "").isEmpty
    }

    /// What the register says of the applicant that is another's: nobody applies in another's
    /// name, unless the file of the service lets the field be another's.
    private func others(_ field: FormField, _ answer: String) -> FormFault? {
        guard let reuse = field.reuse, !field.mayBeOthers, let own = facts.own[reuse],
            !own.isEmpty, !own.utf8.elementsEqual(answer.utf8)
        else { return nil }
        return .notOwn(own)
    }

    /// A year that is none would leave a grant without an end; of a tariff quota more is said.
    private func endless(_ field: FormField, _ answer: String) -> FormFault? {
        guard case .yearEnd(field.id) = service.grant.validity,
            service.grant.drawDown?.quota == nil
        else { return nil }
        return Self.isYear(answer) ? nil : .year
    }

    /// Whether a text is a year of the calendar, four digits.
    static func isYear(_ text: String) -> Bool {
        text.utf8.count == 4 && Day("\(text)-12-31") != nil
    }

    /// Whether the answer has the form its field wants.
    func shape(_ field: FormField, _ answer: String) -> FormFault? {
        switch field.kind {
        case .text:
            if answer.unicodeScalars.count > field.longest { return .tooLong(field.longest) }
            let isLine = answer.utf8.allSatisfy { $0 >= 0x20 }
            return isLine && !answer.hasHiddenSigns ? nil : .hidden(isLine: true)
        case .longText:
            if answer.unicodeScalars.count > field.longest { return .tooLong(field.longest) }
            return answer.hasHiddenSigns ? .hidden(isLine: false) : nil
        case .integer:
            let isWhole =
                answer.utf8.count <= 15 && answer.utf8.allSatisfy { (0x30...0x39).contains($0) }
            return isWhole ? nil : Self.trouble(number: answer, isWhole: true)
        case .decimal:
            return Self.trouble(number: answer, isWhole: false)
        case .day: return Day(answer) == nil ? .day : nil
        case .creditCode: return (try? CreditCode(answer)) == nil ? .creditCode : nil
        case .tick: return answer == "1" ? nil : .tick
        case .choice(let choices):
            let isThere = choices.contains { $0.id.utf8.elementsEqual(answer.utf8) }
            return isThere ? nil : .choice
        case .code(let table): return facts.knows(table, answer) ? nil : .code
        case .offer:
            let offer = facts.offers.first { $0.id.utf8.elementsEqual(answer.utf8) }
            guard let offer else { return .offer }
            let isKept = facts.chosen.map { $0.utf8.elementsEqual(answer.utf8) } ?? false
            return isKept || offer.isOpen(on: facts.choosingDay) ? nil : .offer
        }
    }

    /// What is wrong with a number; nil for one with decimals that can be kept.
    private static func trouble(number answer: String, isWhole: Bool) -> FormFault? {
        do {
            if try Fixed(answer) < .zero { return .negative }
            return isWhole ? .integer : nil
        } catch NumberFault.tooManyDecimals {
            return isWhole ? .integer : .decimals
        } catch {
            let parts = answer.utf8.split(
                omittingEmptySubsequences: false, whereSeparator: { $0 == 0x65 || $0 == 0x45 })
            let isExponent = parts.count == 2
                && parts.allSatisfy { (try? Fixed(String(decoding: $0, as: UTF8.self))) != nil }
            return isExponent ? .exponent : isWhole ? .integer : .decimal
        }
    }

    private func holds(_ check: NamedCheck, _ answers: [String: String]) -> Bool {
        func number(_ field: String) -> Fixed { (try? Fixed(answers[field] ?? "")) ?? .zero }
        func day(_ field: String) -> Day? { Day(answers[field] ?? "") }
        func text(_ field: String) -> [UInt8] { Array((answers[field] ?? "").utf8) }
        switch check {
        case .dayNotPast(let field): return day(field).map { $0 >= facts.today } ?? false
        case .dayNotBefore(let field, let other):
            guard let one = day(field), let two = day(other) else { return false }
            return one >= two
        case .dayWithinMonths(let field, let months):
            return day(field).map { $0 <= facts.today.adding(months: months) } ?? false
        case .numberAtLeast(let field, let value): return number(field) >= value
        case .numberAtMost(let field, let value): return number(field) <= value
        case .numberNotAbove(let field, let other): return number(field) <= number(other)
        case .startsWith(let field, let values):
            return values.contains { text(field).starts(with: $0.utf8) }
        case .isOneOf(let field, let values):
            return values.contains { text(field).elementsEqual($0.utf8) }
        case .allTicked(let fields): return fields.allSatisfy { answers[$0] == "1" }
        case .tickedAtLeast(let fields, let count):
            return fields.count { answers[$0] == "1" } >= count
        case .different(let field, let other): return text(field) != text(other)
        case .noOpenCase: return !facts.hasOpenCase
        case .holdsValue(let field, let space):
            return facts.heldValues.contains("\(field)/\(space)")
        case .madeOf(let field, let characters, let length):
            let allowed = Set(characters.utf8)
            let answer = text(field)
            return (length.map { answer.count == $0 } ?? true)
                && answer.allSatisfy(allowed.contains)
        case .linesMadeOf(let field, let characters, let length):
            let allowed = Set(characters.utf8)
            let lines = (answers[field] ?? "").entries
            return !lines.isEmpty && lines.allSatisfy { line in
                line.utf8.count == length && line.utf8.allSatisfy(allowed.contains)
            }
        case .linesCounted(let field, let other):
            let lines = Set((answers[field] ?? "").entries.map { Array($0.likeness.utf8) })
            return Int32(exactly: lines.count).map { Fixed($0) == number(other) } ?? false
        case .goodsCode(let field, let length):
            let code = text(field)
            return (length.map { code.count == $0 } ?? [4, 6, 8, 10].contains(code.count))
                && code.allSatisfy { (0x30...0x39).contains($0) }
                && facts.hasGoods(answers[field] ?? "")
        case .goodsCodes(let field):
            let codes = (answers[field] ?? "").utf8.split(separator: 0x20)
            return codes.allSatisfy { code in
                (2...10).contains(code.count) && code.allSatisfy { (0x30...0x39).contains($0) }
                    && facts.hasGoods(String(decoding: code, as: UTF8.self))
            }
        case .that(_, let rule): return computation(answers).holds(rule, answers) ?? true
        case .holdsBenefit: return true  // Judged where it can say what is missing.
        case .holdsGrant(let field, let service):
            return facts.grants.contains { grant in
                grant.service == service && Array(grant.number.utf8) == text(field)
                    && (grant.validTo.map { facts.today <= $0 } ?? true)
            }
        }
    }
}

extension NamedCheck {
    /// A tick that is not set is an answer; a rule in words and a benefit say themselves what
    /// they need.
    var isAboutTicks: Bool {
        switch self {
        case .allTicked, .tickedAtLeast, .that, .holdsBenefit: true
        default: false
        }
    }
}

extension UniqueRule {
    /// What is said when another application holds the value.
    ///
    /// - Parameter value: which of several; empty where there is one.
    func fault(_ value: String) -> Fault {
        let basis = basis.map { "（\($0.citation.text)）" } ?? ""
        let (zh, en) = value.isEmpty ? ("", "") : ("\(value)：", "\(value): ")
        return Fault(
            code: "procedures.held", path: "/" + (fields.first ?? ""),
            message: Localized(zh: zh + message.zh + basis, en: en + message.en + basis), fix: fix,
            citation: self.basis?.citation)
    }
}
