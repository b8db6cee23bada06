import Journal
import Kernel
import Parties
import Reference
import Secrets
import Store
import Wire

/// What an application holds beside its own row: values nobody else may have, places and sums of
/// offers, its line in a public register.
extension CaseDesk {
    /// What the rules of a service may ask about an application.
    func facts(_ file: Case, _ service: ServiceFile, in session: Session) throws
        -> FormCheck.Facts
    {
        let day = day(of: file)
        let today = clock.today
        let codes = codes
        var facts = FormCheck.Facts(
            today: day, choosingDay: today,
            knows: { table, code in
                guard let table = CodeTable(rawValue: table) else { return false }
                return codes[table].contains(code, on: day)
                    || (table.isOpen && !code.isEmpty && code.utf8.count <= 8)
            },
            hasOpenCase: try CaseRows.hasOpen(
                file.service, of: file.tenant, but: file.number, in: session),
            grants: try named(file, service, in: session))
        facts.hasGoods = { [goods] code in goods(code, day) }
        if let enterprise = applicant(file.tenant) {
            facts.own = [
                .enterpriseName: enterprise.name, .district: enterprise.district ?? "",
                .creditCode: enterprise.creditCode ?? "",
                .customsCode: enterprise.customsCode ?? "",
            ]
        }
        if let offer = try chosen(file, service, in: session) { facts.offers = [offer] }
        facts.quotaFaults = quotaFaults(file, service, on: day)
        facts.chosen = file.answers[Self.chosenOffer]
        facts.previous = try previous(file, service, in: session)
        facts.firm = look(file, service)
        if let benefits {
            facts.benefit = { [tenant = file.tenant] benefit, stated in
                benefits.judge(benefit, tenant, day, stated)
            }
        }
        for rule in service.checks {
            guard case .holdsValue(let field, let space) = rule.check else { continue }
            let value = held([file.answers[field] ?? ""])
            let holder = try HeldRows.holder(of: value, in: space, on: day, in: session)
            if let holder, holder.tenant == file.tenant, holder.isGranted {
                facts.heldValues.insert("\(field)/\(space)")
            }
        }
        let rules = FormCheck(service: service, facts: facts).computation(file.answers)
        // Whose a value is, is asked now: it is now that the application takes it.
        for (place, rule) in service.unique.enumerated() where isMeant(rule, file, rules) {
            for (said, value) in values(rule, file) {
                let holder = try HeldRows.holder(
                    of: value, in: space(rule, file), on: today, in: session)
                if let holder, holder.tenant != file.tenant || holder.number != file.number {
                    facts.conflicts[place] = facts.conflicts[place] ?? said
                }
            }
        }
        return facts
    }

    /// The grants of the enterprise that the form names.
    private func named(
        _ file: Case, _ service: ServiceFile, in session: Session
    ) throws -> [FormCheck.HeldGrant] {
        try service.checks.compactMap { rule in
            guard case .holdsGrant(let field, _) = rule.check, let number = file.answers[field],
                let found = try CaseRows.find(number, of: file.tenant, in: session),
                found.state == .granted
            else { return nil }
            return FormCheck.HeldGrant(
                number: found.number, service: found.service, validTo: found.validTo)
        }
    }

    // MARK: Values held once

    /// Takes every value that the application needs for itself, or says whose it is already.
    func hold(
        _ file: Case, _ service: ServiceFile, _ rules: Computation, in session: Session
    ) throws {
        let today = clock.today
        try HeldRows.release(file, in: session)
        for rule in service.unique where isMeant(rule, file, rules) {
            for (said, value) in values(rule, file) {
                let isTaken = try HeldRows.take(
                    value, in: space(rule, file), for: file, on: today, in: session)
                guard isTaken else {
                    throw ProceduresRefusal.form(
                        [rule.fault(said)], .paper(rule.basis?.citation ?? service.basis))
                }
            }
        }
        let documents = try DocumentRows.all(of: file, in: session)
            .map { "\($0.field) \($0.sha256)" }.sorted()
        // What was worked out differs from day to day; what was asked says whether it is the same.
        let asked = file.answers.filter { service.field($0.key) != nil }
        let whole = held([CaseText.answers(asked)] + documents)
        let space = Self.filed(file)
        guard try HeldRows.take(whole, in: space, for: file, on: today, in: session) else {
            let holder = try HeldRows.holder(of: whole, in: space, on: today, in: session)
            throw ProceduresRefusal.filedTwice(holder?.number ?? "", until: holder?.until)
        }
    }

    /// Where the whole of an application is held while it is under way and for some days after a
    /// grant, so that nothing is filed twice by mistake.
    static func filed(_ file: Case) -> String { "filed/\(file.service)/\(file.tenant)" }

    private func isMeant(_ rule: UniqueRule, _ file: Case, _ rules: Computation) -> Bool {
        guard rule.fields.allSatisfy({ !(file.answers[$0] ?? "").isEmpty }) else { return false }
        return rule.when.map { rules.holds($0, file.answers) == true } ?? true
    }

    private func space(_ rule: UniqueRule, _ file: Case) -> String {
        rule.isForApplicant ? "\(rule.space)/\(file.tenant)" : rule.space
    }

    /// What a rule holds of an application, each as it is said and as it is kept; said only where
    /// it is one of several.
    private func values(_ rule: UniqueRule, _ file: Case) -> [(said: String, kept: String)] {
        let answers = rule.fields.map { file.answers[$0] ?? "" }
        guard rule.isEachLine else { return [(said: "", kept: held(answers))] }
        return (answers.first ?? "").entries.map { (said: $0, kept: held([$0])) }
    }

    /// The same number is written with blanks, dashes, small or full-width letters, and with signs
    /// that look like its own or are not seen (`likeness`). With a key, because numbers of persons
    /// are few enough to be tried one after the other.
    private func held(_ values: [String]) -> String {
        var bytes: [UInt8] = []
        for value in values {
            bytes += value.likeness.utf8
            bytes.append(0x0A)
        }
        return Digest.hex(Digest.hmac(bytes, key: secret))
    }

    // MARK: What follows from a change

    /// Takes, keeps or gives back what an application holds, as its change demands.
    func settle(
        _ change: CaseChange, _ service: ServiceFile, cause: Int64, in session: Session
    ) throws {
        let file = change.file
        switch change.kind {
        case "procedures.submitted", "procedures.completed", "procedures.appealed":
            try hold(file, service, try rules(of: file, service, in: session), in: session)
            guard service.offers?.isTakenAtSubmission ?? false else { return }
            try release(offerOf: file, cause: cause, in: session)
            try take(file, service, cause: cause, in: session)
        case "procedures.granted":
            if !(service.offers?.isTakenAtSubmission ?? true) {
                try take(file, service, cause: cause, in: session)
            }
            let rules = try rules(of: file, service, in: session)
            for rule in service.unique where isMeant(rule, file, rules) {
                let until = rule.endsWithGrant
                    ? file.validTo : rule.months.map { clock.today.adding(months: $0) }
                for (_, value) in values(rule, file) {
                    try HeldRows.keep(value, in: space(rule, file), until: until, in: session)
                }
            }
            let days = try settings.daysUntilFiledAgain(on: clock.today)
            try HeldRows.keep(
                Self.filed(file), of: file, until: clock.today.adding(days: days), in: session)
            try publish(file, service, rules, in: session)
        case "procedures.refused", "procedures.withdrawn", "procedures.appeal-withdrawn",
            "procedures.revoked":
            try HeldRows.release(file, in: session)
            try release(offerOf: file, cause: cause, in: session)
            if file.state == .revoked {
                try HeldRows.release(Self.filed(file), of: file, in: session)
                for rule in service.unique where rule.endsWithGrant {
                    try HeldRows.release(space(rule, file), of: file, in: session)
                }
                try RegisterRows.end(file, on: clock.today, file.reason, in: session)
            }
        default: break
        }
    }

    private func take(
        _ file: Case, _ service: ServiceFile, cause: Int64, in session: Session
    ) throws {
        guard let rule = service.offers, let id = file.answers[rule.field], !id.isEmpty else {
            return
        }
        let amount =
            try rule.takes.map { name -> Fixed in
                guard let amount = try? Fixed(file.answers[name] ?? ""), amount > .zero else {
                    throw ProceduresRefusal.quantity
                }
                return amount
            } ?? Fixed(1)
        try take(amount, of: id, rule, for: file, service, cause: cause, in: session)
    }

    private func publish(
        _ file: Case, _ service: ServiceFile, _ rules: Computation, in session: Session
    ) throws {
        guard let rule = service.publish else { return }
        guard rule.when.map({ rules.holds($0, file.answers) == true }) ?? true else { return }
        let offers = service.offers == nil
            ? [] : try OfferRows.all(of: service.id, since: nil, in: session)
        var values = rule.fields.compactMap { name -> RegisterEntry.Value? in
            guard let (_, shown) = shown(name, file.answers, service, offers) else { return nil }
            return RegisterEntry.Value(id: name, shown: shown)
        }
        if rule.reason != nil, !file.reason.isEmpty {
            values.append(RegisterEntry.Value(id: "reason", shown: Localized(same: file.reason)))
        }
        try RegisterRows.put(
            RegisterEntry(
                tenant: file.tenant, number: file.number, service: service.id,
                holder: rule.showsHolder ? applicantName(file.tenant).zh : "", values: values,
                from: clock.today, validTo: file.validTo, endReason: ""), in: session)
    }

    /// A name's label and how its answer reads, codes and offers by what they stand for.
    func shown(
        _ name: String, _ answers: [String: String], _ service: ServiceFile, _ offers: [Offer]
    ) -> (Localized, Localized)? {
        guard let answer = answers[name], !answer.isEmpty else { return nil }
        guard let field = service.field(name) else { return service.shown(name, answers) }
        switch field.kind {
        case .offer:
            let title = offers.first { $0.id == answer }?.title
            return (field.label, title ?? Localized(same: answer))
        case .code(let table):
            let known = CodeTable(rawValue: table).flatMap {
                codes[$0].name(of: answer, on: clock.today)
            }
            return (field.label, known ?? Localized(same: answer))
        case .longText:
            let text = answer.utf8.contains(0x0A)
                ? answer.split(separator: "\n").joined(separator: "；") : answer
            return (field.label, Localized(same: text))
        default: return service.shown(name, answers)
        }
    }

    // MARK: Registers

    /// Lines of a public register that contain the words; nil when the service has none.
    func register(
        of id: String, words: String
    ) async throws -> (service: ServiceFile, rule: PublishRule, entries: [RegisterEntry]) {
        guard let service = editions.latest(id, where: { $0.publish != nil }),
            let rule = service.publish
        else {
            throw editions.latest(id).map { ProceduresRefusal.noRegister($0.name) }
                ?? .noSuchService(id)
        }
        let entries = try await store.read { session in
            try RegisterRows.found(words, of: id, limit: 200, in: session)
        }
        return (service, rule, entries)
    }
}
