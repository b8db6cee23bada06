import Kernel

/// The check that asks whether the applicant is entitled to a benefit: it says what is missing.
extension FormCheck {
    /// The fault of a check of this kind; nil when the firm is entitled, or nobody judges it.
    func unentitled(
        _ rule: CheckRule, _ field: String, _ benefit: String, _ facts: [String: String],
        _ answers: [String: String]
    ) -> Fault? {
        guard let judge = self.facts.benefit else { return nil }
        let verdict = judge(benefit, stated(facts, answers)) ?? Self.ended
        guard !verdict.missing.isEmpty else { return nil }
        // What only the form's own answers lack is blamed there.
        let own = verdict.unmet.compactMap { facts[$0] }
        let blamed = own.count == verdict.missing.count ? own.first ?? field : field
        let bases = ([rule.basis?.citation].compactMap { $0 } + verdict.citations).map(\.text)
        let basis = bases.isEmpty ? "" : "（\(bases.joined(separator: "；"))）"
        return Fault(
            code: "procedures.check", path: "/" + blamed,
            message: Localized(
                zh: rule.message.zh + "尚缺：" + verdict.missing.map(\.zh).joined(separator: "；")
                    + "。" + basis,
                en: rule.message.en + " Missing: "
                    + verdict.missing.map(\.en).joined(separator: "; ") + "." + basis),
            fix: rule.fix, citation: rule.basis?.citation ?? verdict.citations.first)
    }

    /// Nobody can have what is not in force.
    private static let ended = FirmBenefits.Verdict(
        missing: [
            Localized(zh: "当日没有这项惠企政策", en: "the benefit is not in force on that day")
        ], unmet: [], citations: [])

    /// What the form states of the firm, in whole units: what is begun does not count.
    private func stated(
        _ facts: [String: String], _ answers: [String: String]
    ) -> [String: Int64] {
        var found: [String: Int64] = [:]
        for (fact, name) in facts {
            guard let field = service.field(name), Self.isAsked(field.when, answers) else {
                continue
            }
            if field.kind == .tick {
                found[fact] = answers[name] == "1" ? 1 : 0
            } else if let number = try? Fixed(answers[name] ?? "") {
                found[fact] = Int64(number.raw / Fixed.scale)
            }
        }
        return found
    }
}
