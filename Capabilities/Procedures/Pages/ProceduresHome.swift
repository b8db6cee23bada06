import Kernel
import Plug
import Web

/// What the first page and the search of the house show of applications and services.
struct ProceduresHome: Sendable {
    let desk: CaseDesk

    // MARK: The first page

    var parts: [HomePart] { [toComplete, second, waiting, underWay] }

    private static let firms: Set<Principal.Kind> = [.member, .key]

    private var toComplete: HomePart {
        own(
            "to-complete", Localized(zh: "待补正与未提交的申请", en: "Applications to complete"),
            .warn, [.returned, .draft])
    }

    private var underWay: HomePart {
        own(
            "under-way", Localized(zh: "办理中的申请", en: "Applications under way"), nil,
            [.open, .paused])
    }

    private func own(
        _ name: String, _ title: Localized, _ tone: Tone?, _ states: Set<CaseState>
    ) -> HomePart {
        HomePart(
            "procedures.\(name)", title, tone: tone, more: "/applications", kinds: Self.firms,
            access: .permission(ProceduresCapability.apply)
        ) { person, limit in
            guard !person.enterprise.isEmpty else { return [] }
            let shown = Array(
                try await desk.own(person).filter { states.contains($0.state) }.prefix(limit))
            let due = try await desk.dueDays(of: shown)
            return shown.map { file in row(file, due: due[file.number]) }
        }
    }

    private var waiting: HomePart {
        HomePart(
            "procedures.desk", Localized(zh: "待办申请", en: "Applications to decide"), tone: .warn,
            more: "/desk", kinds: [.officer], access: .permission(ProceduresCapability.decide)
        ) { officer, limit in
            try await desk.worklist(officer, limit: limit).waiting.map { one in
                row(one.file, due: one.reading?.due)
            }
        }
    }

    /// Decisions that another officer proposed and that wait for a second one.
    private var second: HomePart {
        let title = Localized(zh: "待您复核的申请", en: "Applications that wait for a second officer")
        return HomePart(
            "procedures.second", title, tone: .warn, more: "/desk?held=proposed", kinds: [.officer],
            access: .permission(ProceduresCapability.decide)
        ) { officer, limit in
            try await desk.worklist(officer, DeskSearch(held: .proposed)).waiting
                .filter { $0.file.proposal.map { $0.by != officer.id } ?? false }
                .prefix(limit).map { one in
                    HomePart.Row(
                        one.file.number, kind: name(of: one.file),
                        state: Localized(zh: "待复核", en: "Waits for a second officer"),
                        tone: .warn, path: "/applications/\(one.file.number)",
                        since: one.file.proposal?.at, due: one.reading?.due)
                }
        }
    }

    private func row(_ file: Case, due: Day?) -> HomePart.Row {
        HomePart.Row(
            file.number, kind: name(of: file), state: file.state.name, tone: file.state.tone,
            note: file.reason.isEmpty
                ? nil : Localized(zh: file.reason, en: file.reason),
            path: "/applications/\(file.number)", since: file.submittedAt ?? file.createdAt,
            due: due)
    }

    private func name(of file: Case) -> Localized {
        desk.editions.known(file)?.name
            ?? Localized(zh: file.service, en: file.service)
    }

    // MARK: The search

    var finders: [Finder] { [services, cases] }

    private var services: Finder {
        Finder("procedures.services", ProcedureWords.services) { question in
            desk.catalogue.current(on: desk.clock.today).filter { service in
                service.matches(question.text)
            }.prefix(question.limit).map {
                Finder.Found($0.name, note: $0.summary, path: "/services/\($0.id)")
            }
        }
    }

    private var cases: Finder {
        Finder("procedures.cases", ProcedureWords.applications, access: .signedIn) { question in
            guard let person = question.person else { return [] }
            do {
                let file = try await desk.record(question.text.uppercased(), for: person).file
                return [
                    Finder.Found(
                        Localized(zh: file.number, en: file.number), note: name(of: file),
                        path: "/applications/\(file.number)", isExact: true)
                ]
            } catch is ProceduresRefusal {
                // Not there, or not theirs to see: both are no finding.
                return []
            }
        }
    }
}
