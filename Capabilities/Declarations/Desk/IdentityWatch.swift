import Journal
import Kernel
import Secrets
import Store
import Wire

/// Looks at each retail import for the signs of a borrowed identity, and remembers, as keyed
/// hashes, what each identity was used with.
struct IdentityWatch: Sendable {
    let rules: IdentityRules
    let key: BuyerKey
    let journal: Journal
    let clock: Clock

    /// What was found about a list.
    struct Outcome: Sendable {
        /// Why it must not be let in: use of the identity is blocked.
        var refusals: [Finding] = []
        /// Why an officer has to look.
        var findings: [IdentityFinding] = []
        /// What the list shows of its buyer.
        var marks: [IdentityMark] = []
    }

    /// Looks; nothing is written.
    func examine(_ file: CaseFile, of person: String, on day: Day, in session: Session) throws
        -> Outcome
    {
        var outcome = Outcome()
        guard try !IdentityCaseRows.hasOpenReport(by: person, in: session) else {
            outcome.refusals.append(Self.reported)
            return outcome
        }
        let marks = marks(of: file)
        outcome.marks = marks
        let blocked = try IdentityRows.blocked(marks, of: person, in: session)
        guard blocked.isEmpty else {
            outcome.refusals = marks.filter { blocked.contains($0.kind) }
                .map { Self.blocked($0.kind) }
            return outcome
        }
        let asked = rules.inForce(on: day).filter { rule in
            marks.contains { $0.kind == rule.kind }
        }
        let counts = try counts(asked, marks, of: person, in: session)
        for (rule, count) in zip(asked, counts) where count + 1 > rule.most {
            outcome.findings.append(IdentityFinding(rule: rule.id, count: count + 1))
        }
        return outcome
    }

    /// What each rule counts, in one statement for all that count alike and look back as far.
    private func counts(
        _ rules: [IdentityRules.Rule], _ marks: [IdentityMark], of person: String,
        in session: Session
    ) throws -> [Int] {
        let now = clock.now()
        var counts = [Int](repeating: 0, count: rules.count)
        var left = Set(rules.indices)
        while let first = left.min() {
            // A kind stands once in a statement: two rules about one kind differ in their window.
            var batch: [IdentityMarkKind: Int] = [:]
            for place in left.sorted() where rules[place].isOfPerson == rules[first].isOfPerson {
                if batch[rules[place].kind] == nil { batch[rules[place].kind] = place }
            }
            let since = batch.mapValues {
                now.adding(milliseconds: -Int64(rules[$0].windowDays) * 86_400_000)
            }
            let found =
                rules[first].isOfPerson
                ? try IdentityRows.others(marks, of: person, since: since, in: session)
                : try IdentityRows.otherPersons(marks, than: person, since: since, in: session)
            for (kind, place) in batch {
                counts[place] = found[kind] ?? 0
                left.remove(place)
            }
        }
        return counts
    }

    /// Notes what an accepted list shows, and opens a case where something was found.
    ///
    /// - Parameter marks: what `examine` saw.
    func note(
        _ file: CaseFile, _ decision: Decision, _ marks: [IdentityMark], in session: Session
    ) throws {
        guard let person = decision.person else { return }
        let now = clock.now()
        try IdentityRows.note(marks, of: person, at: now, in: session)
        try IdentityRows.add(
            IdentityRows.Held(
                preNo: file.record.preNo, declarant: file.record.declarant, at: now),
            order: key.mark("order", file.list.orderNo), of: person, in: session)
        guard !decision.identity.isEmpty else { return }
        try open(
            .found, file.record, of: person, decision.identity, by: "declarations.desk",
            in: session)
    }

    /// Opens a case; gives its number.
    @discardableResult
    func open(
        _ kind: IdentityCase.Kind, _ record: InventoryShelf.Record, of person: String,
        _ findings: [IdentityFinding], by actor: String, in session: Session
    ) throws -> String {
        let now = clock.now()
        let number = "SF\(now.day.year)"
            + digits(try session.next("declarations.identity-cases"), 9)
        try IdentityCaseRows.add(
            IdentityCase(
                person: person, number: number, kind: kind, preNo: record.preNo,
                declarant: record.declarant, district: record.district, at: now,
                findings: findings, state: .open, reason: ""), in: session)
        // The person's own, so that no enterprise learns of it.
        try journal.append(
            Draft(
                kind == .found ? JournalKind.identityFound : JournalKind.identityReported,
                actor: actor, tenant: person, subjectType: "identity-case", subject: number,
                payload: .object([
                    .init("list", .text(record.preNo)),
                    .init("rules", .array(findings.map { .text($0.rule) })),
                ]), citation: Law.supervision.text), in: session)
        return number
    }

    /// What a list and its documents show of the buyer; what is empty shows nothing.
    func marks(of file: CaseFile) -> [IdentityMark] {
        let order = file.order
        let values: [(IdentityMarkKind, String)] = [
            (.telephone, Self.plain(order?.consigneeTelephone ?? "")),
            (.address, Self.plain(order?.consigneeAddress ?? "")),
            (.consignee, Self.plain(order?.consignee ?? "")),
            (
                .account,
                order.map { $0.account.isEmpty ? "" : "\($0.platform)\u{1F}\($0.account)" } ?? ""
            ),
            (.payer, Self.plain(file.payment?.telephone ?? "")),
        ]
        return values.filter { !$0.1.isEmpty }.map { kind, value in
            IdentityMark(kind: kind, hash: key.mark(kind.rawValue, value))
        }
    }

    /// Without what people write between the parts of a number or an address.
    private static func plain(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isBetween) else { return text }
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !isBetween(scalar) { kept.append(scalar) }
        return String(kept)
    }

    private static func isBetween(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "-", "－", "—", "(", ")", "（", "）", ",", "，", ".": true
        // Asking for properties takes a search in tables.
        case "\u{0}"..."\u{7F}": scalar == " " || ("\t"..."\r").contains(scalar)
        default: scalar.properties.isWhitespace
        }
    }

    private static let reported = Finding(
        "", "621 buyerIdNumber",
        Localized(
            zh: "订购人已申诉身份被冒用，核查期间暂停使用该身份申报",
            en: "The buyer has reported that the identity was misused: it is not used while that is"
                + " looked into"),
        fix: Localized(
            zh: "待海关核查结束后以原编号重新申报；请提醒订购人本人与海关联系",
            en: "Declare again under the same number once the customs have decided; the buyer may"
                + " ask the customs"), citation: Law.supervision)

    private static func blocked(_ kind: IdentityMarkKind) -> Finding {
        Finding(
            "", kind == .payer ? "411 telephone" : "311 consignee",
            Localized(
                zh: "海关认定该订购人身份曾被冒用，本单的\(kind.name.zh)与冒用时相同",
                en: "The identity was misused, and the \(kind.name.en.lowercased()) is that of the"
                    + " misuse"),
            fix: Localized(
                zh: "请由订购人本人下单、付款和收货；有异议的向申报地海关提出",
                en: "Let the person order, pay and receive; object to the customs of the district"),
            citation: Law.supervision)
    }
}
