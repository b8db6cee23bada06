import Journal
import Kernel
import Secrets
import Store
import Web
import Wire

/// Release on check, and what is watched afterwards.
extension OrderDesk {
    /// Releases on check (检查放行): for firms and goods the rules admit; a sample may be taken.
    func releaseOnCheck(_ number: String, by officer: Principal) async throws -> Order {
        let order = try await change(number, officer, isOwner: false) { order, session in
            let outcome = eligibility(order)
            guard let row = outcome.row else {
                throw InspectionsRefusal.notEligible(outcome.explanation)
            }
            try close(&order, .checked, "", officer, in: session)
            if draw(order) < row.sampleShare {
                try take(order, row, officer, in: session)
            }
            try orders.conclude(order, by: officer.id, releases: true, in: session)
        }
        await rates.takeIn()
        return order
    }

    private func take(
        _ order: Order, _ row: MonitoredRelease.Row, _ officer: Principal, in session: Session
    ) throws {
        let sample = Sample(
            tenant: order.tenant, id: ids.brief, order: order.number, firm: order.firm,
            district: order.district, goods: order.goods.joined(separator: " "),
            takenAt: clock.now(), dueDay: clock.today.adding(days: row.sampleDays), state: .open,
            laboratory: "", report: "", decidedAt: nil)
        try SampleRows.insert(sample, in: session)
        try tell("inspections.sample-taken", sample, officer, citation: row.citation, in: session)
    }

    /// Draw of an inspection for a sample, 0 to 9 999: nobody can compute it beforehand.
    private func draw(_ order: Order) -> Int {
        let hash = Digest.hmac(Array("sample\u{1F}\(order.number)".utf8), key: secret)
        return hash.prefix(6).reduce(0) { ($0 << 8 | Int($1)) } % 10_000
    }

    /// Samples of the officer's districts.
    func samples(for officer: Principal) async throws -> [Sample] {
        try await store.read { session in
            try SampleRows.all(
                districts: officer.districts, limit: OrderDesk.most, in: session)
        }
    }

    /// Records what the laboratory found. A bad sample counts in the record of the firm: its rate
    /// rises, and it is not admitted to release on check for a time.
    func decide(
        sample id: String, _ word: String, laboratory: String, report: String,
        by officer: Principal
    ) async throws -> Sample {
        let (laboratory, report) = (laboratory.trimmedBlanks, report.trimmedBlanks)
        let sample = try await store.write { session in
            guard var sample = try SampleRows.find(id, in: session),
                officer.districts.contains(sample.district)
            else { throw InspectionsRefusal.notFound }
            guard let state = Sample.State(rawValue: word), state != .open,
                (1...200).contains(laboratory.unicodeScalars.count),
                (1...200).contains(report.unicodeScalars.count)
            else { throw InspectionsRefusal.sample }
            sample.state = state
            sample.laboratory = laboratory
            sample.report = report
            sample.decidedAt = clock.now()
            guard try SampleRows.decide(sample, by: officer.id, in: session) else {
                throw InspectionsRefusal.movedOn
            }
            if state == .failed {
                try RecordRows.add(
                    .badSample, to: sample.firm, on: clock.today, source: sample.id,
                    change: try session.next("inspections.changes"), in: session)
            }
            try tell("inspections.sample-decided", sample, officer, citation: nil, in: session)
            return sample
        }
        await rates.takeIn()
        return sample
    }

    private func tell(
        _ kind: String, _ sample: Sample, _ officer: Principal, citation: Citation?,
        in session: Session
    ) throws {
        try journal.append(
            Draft(
                kind, actor: officer.id, tenant: sample.tenant, subjectType: "inspection",
                subject: sample.order,
                payload: .object([
                    .init("sample", .text(sample.id)), .init("state", .text(sample.state.rawValue)),
                    .init("due", .text(sample.dueDay.text)),
                ]), citation: citation?.text), in: session)
    }
}
