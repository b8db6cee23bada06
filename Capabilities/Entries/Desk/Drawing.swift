import Inspections
import Journal
import Kernel
import Parties
import Secrets
import Store
import Wire

/// Where entries and their inspections meet: the rate is that of the Inspections room, the draw is
/// made here, an inspection that is ordered stands among all others, and its result comes back.
extension EntryDesk {
    /// What an entry is among the cases that are inspected.
    static let kind = "entry"

    /// What its inspection rate hangs on. The record that counts is the consignee's.
    func rateFacts(_ entry: GoodsEntry) -> RateFacts {
        RateFacts(
            kind: Self.kind, subject: entry.number, tenant: entry.tenant, firm: entry.tenant,
            agent: entry.lodger, district: entry.district, isImport: true,
            mode: entry.document["tradeMode"],
            goods: entry.document.lines.map { $0["code"] ?? "" },
            countries: Array(Set(entry.document.lines.compactMap { $0["origin"] })).sorted())
    }

    /// The rate by which an entry was drawn, from what was known then.
    func rate(of entry: GoodsEntry) -> RateOutcome? {
        guard let judged = entry.judged, let standing = RateStanding(text: judged.standing) else {
            return nil
        }
        return rates.outcome(rateFacts(entry), standing, on: judged.day)
    }

    /// How it came to be inspected or not; for officers alone, since who sees a rate knows how to
    /// slip through.
    func judgement(of entry: GoodsEntry) -> Explanation? {
        guard let judged = entry.judged, let rate = rate(of: entry) else { return nil }
        let isDrawn = judged.draw < rate.share
        return Explanation(
            rule: "entries.inspection", version: judged.day,
            title: Localized(zh: "布控抽查", en: "Draw for inspection"),
            inputs: [
                .init(Localized(zh: "抽查号（0–9999）", en: "Draw (0 to 9999)"), String(judged.draw)),
                .init(Localized(zh: "查验率（万分之）", en: "Rate (ten-thousandths)"), String(rate.share)),
            ],
            outcome: isDrawn
                ? Localized(zh: "抽查号小于查验率，抽中。", en: "Below the rate: drawn.")
                : Localized(zh: "抽查号不小于查验率，未抽中。", en: "Not below the rate: not drawn."),
            citations: rate.explanation.citations, children: [rate.explanation])
    }

    /// A draw that nobody can foretell and everybody with the secret can repeat. It hangs on the
    /// goods: the same ones under another number are not drawn anew.
    private func draw(_ entry: GoodsEntry) -> Int {
        let hash = Digest.hmac(Array("inspection\u{1F}\(goods(entry))".utf8), key: secret)
        return hash.prefix(4).reduce(0) { $0 << 8 | Int($1) } % 10_000
    }

    /// Judges an entry once: whether it is inspected. What was judged stays.
    func isDrawn(_ entry: inout GoodsEntry, _ session: Session) throws -> Bool {
        if let judged = entry.judged, let known = rate(of: entry) {
            return judged.draw < known.share
        }
        let facts = rateFacts(entry)
        let today = clock.today
        let standing = rates.standing(of: facts, on: today)
        let share = rates.outcome(facts, standing, on: today).share
        let draw = draw(entry)
        entry.judged = EntryJudgement(day: today, draw: draw, standing: standing.text)
        try orders.note(
            InspectionOrders.Judged(
                facts: facts, standing: standing, day: today, draw: draw, share: share,
                verdict: draw < share ? "inspection" : "release"), in: session)
        return draw < share
    }

    /// Orders the inspection of an entry that was drawn, once.
    func order(_ entry: inout GoodsEntry, by actor: String, _ session: Session) throws {
        guard entry.inspection == nil else { return }
        entry.inspection = try orders.open(
            Self.kind, entry.number, of: entry.tenant, by: actor, in: session)
    }

    /// Goes on with what was inspected and found in order.
    var inspected: Subscriber {
        Subscriber(
            name: "entries.inspected", kinds: [InspectionsCapability.concluded], batch: 64
        ) { concluded, advance in
            try await store.write { session in
                try advance(session)
                for one in concluded { try goOn(one, session) }
            }
        }
    }

    private func goOn(_ one: Entry, _ session: Session) throws {
        guard one.payload["case"]?.string == Self.kind, one.payload["releases"]?.boolean == true,
            let number = one.payload["number"]?.string,
            var entry = try EntryRows.find(number, in: session), entry.tenant == one.tenant,
            entry.state == .inspection
        else { return }
        entry.isCleared = true
        // A release on check looked into nothing, so that what the law asks to inspect still is.
        entry.isTested = entry.isTested || one.payload["result"]?.string == "clean"
        let cause = try note(.inspected, entry, by: one.actor, session)
        try EntrySteps(desk: self, session: session, actor: one.actor, cause: cause)
            .goOnOrWait(&entry)
        try keep(&entry, session)
    }
}
