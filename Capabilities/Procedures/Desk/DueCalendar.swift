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
    /// Due days of one's applications, or of what waits at one's desks.
    func dueDays(_ principal: Principal) async throws -> [DueDay] {
        if principal.kind == .officer {
            return try await worklist(principal, limit: 1_000).waiting.compactMap { waiting in
                due(waiting.file, waiting.service, waiting.reading)
            }
        }
        let now = clock.now()
        return try await store.read { session in
            let ended = try CaseRows.all(of: principal.enterprise, limit: 500, in: session)
                .filter { $0.state == .refused || $0.state == .granted }
            return try (CaseRows.running(of: principal.enterprise, limit: 200, in: session) + ended)
                .compactMap { file in
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
