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
            let ended = try CaseRows.ending(
                of: principal.enterprise, now, limit: most + 1, in: session)
            let days = try (running.prefix(most) + ended.prefix(most))
                .compactMap { file -> DueDay? in
                    guard let service = try editions.service(of: file, in: session)
                    else { return nil }
                    let machine = CaseMachine(service: service, calendar: calendar, now: now)
                    switch file.state {
                    case .open:
                        let span = try SpanRows.all(of: file, in: session).last
                        return due(file, service, span.flatMap { machine.reading($0) })
                    case .refused:
                        let spans = try SpanRows.all(of: file, in: session)
                        return machine.appealEnds(file, spans).flatMap {
                            own(.appeal, file, service, ProcedureWords.appealUntil, $0, now.day)
                        }
                    case .granted:
                        return file.validTo.flatMap {
                            own(.expiry, file, service, ProcedureWords.expires, $0, now.day)
                        }
                    case .draft, .returned, .paused, .withdrawn, .revoked, .replaced: return nil
                    }
                }
            return (days, running.count > most || ended.count > most)
        }
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
