import Kernel
import Store
import Web

/// A day by which somebody has to do something.
struct DueDay: Sendable {
    /// What has to be done by then.
    enum Kind: String, Sendable, Hashable {
        /// The body decides.
        case step
        /// The applicant may still appeal.
        case appeal
        /// What was granted ends.
        case expiry
    }

    let kind: Kind
    let number: String
    let about: Localized
    let day: Day
    /// The moment, for terms of hours.
    var moment: Instant?

    func event(_ language: Language) -> CalendarFile.Event {
        CalendarFile.Event(
            id: kind == .step ? number : "\(number)-\(kind.rawValue)",
            summary: "\(number) \(about[language])", day: day, moment: moment)
    }
}

extension CaseDesk {
    /// More than anybody looks through in a calendar.
    private static let mostDays = 1_000

    /// Due days of one's applications, or of what waits at one's desks, the soonest of them.
    ///
    /// - Returns: `isCut` where there are more, which the calendar says.
    func dueDays(_ principal: Principal) async throws -> (days: [DueDay], isCut: Bool) {
        let most = Self.mostDays
        if principal.kind == .officer {
            let (waiting, next) = try await worklist(principal, limit: most)
            let days = waiting.compactMap { waiting in
                waiting.service.flatMap { due(waiting.file, $0, waiting.reading) }
            }
            return (days, next != nil)
        }
        let now = clock.now()
        return try await store.read { session in
            let running = try CaseRows.running(
                of: principal.enterprise, limit: most + 1, in: session)
            let ending = try CaseRows.ending(
                of: principal.enterprise, from: now.day, limit: most + 1, in: session)
            let refused =
                try appealable(since: now.day).map {
                    try CaseRows.refused(
                        of: principal.enterprise, since: $0, limit: most + 1, in: session)
                } ?? []
            let found = [running, refused, ending]
            let days = try pending(found.flatMap { $0.prefix(most) }, now, in: session)
            return (
                days.sorted { ($0.day, $0.number) < ($1.day, $1.number) },
                found.contains { $0.count > most }
            )
        }
    }

    /// Due days of some applications of one enterprise, by number.
    func dueDays(of files: [Case]) async throws -> [String: Day] {
        let now = clock.now()
        let days = try await store.read { session in try pending(files, now, in: session) }
        return Dictionary(days.map { ($0.number, $0.day) }, uniquingKeysWith: { min($0, $1) })
    }

    private func pending(
        _ files: [Case], _ now: Instant, in session: Session
    ) throws -> [DueDay] {
        // What was granted has no clock any more.
        let clocked = files.filter { $0.state == .open || $0.state == .refused }
        let spans = try SpanRows.all(of: clocked, in: session)
        return try files.compactMap { file -> DueDay? in
            guard let service = try editions.service(of: file, in: session) else { return nil }
            let machine = CaseMachine(service: service, calendar: calendar, now: now)
            let stays = spans[file.number] ?? []
            switch file.state {
            case .open: return due(file, service, stays.last.flatMap { machine.reading($0) })
            case .refused:
                return machine.appealEnds(file, stays).flatMap {
                    own(.appeal, file, service, ProcedureWords.appealUntil, $0, now.day)
                }
            case .granted:
                return file.validTo.flatMap {
                    own(.expiry, file, service, ProcedureWords.expires, $0, now.day)
                }
            case .draft, .returned, .paused, .withdrawn, .revoked, .replaced: return nil
            }
        }
    }

    /// The moment since which a refusal can still be appealed against by the longest term that any
    /// service gives; nil where none gives one.
    private func appealable(since today: Day) -> Instant? {
        guard let longest = editions.all.compactMap(\.appeal?.days).max() else { return nil }
        // A term that ended on a day off ends on the next working day, which may be today.
        var end = today
        while calendar.ending(end.adding(days: -1), .rollsForward).day >= today {
            end = end.adding(days: -1)
        }
        return end.adding(days: -longest).start
    }

    private func due(
        _ file: Case, _ service: ServiceFile, _ reading: ServiceClock.Reading?
    ) -> DueDay? {
        guard let day = reading?.due, let step = service.step(file.step) else { return nil }
        func about(_ language: Language) -> String {
            "\(service.name[language]) – \(step.name[language]) (\(step.body.name[language]))"
        }
        return DueDay(
            kind: .step, number: file.number, about: Localized(zh: about(.zh), en: about(.en)),
            day: day, moment: step.clock?.unit == .hours ? reading?.end : nil)
    }

    /// What the applicant has to think of, while it is not over.
    private func own(
        _ kind: DueDay.Kind, _ file: Case, _ service: ServiceFile, _ words: Localized,
        _ day: Day, _ today: Day
    ) -> DueDay? {
        guard today <= day else { return nil }
        return DueDay(
            kind: kind, number: file.number,
            about: Localized(
                zh: "\(service.name.zh) – \(words.zh)", en: "\(service.name.en) – \(words.en)"),
            day: day)
    }
}
