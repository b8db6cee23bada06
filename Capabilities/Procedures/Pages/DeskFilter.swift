public import Kernel
import Web

/// Which applications at the desk somebody wants to see. What an address says that means nothing is
/// told, and the rest holds.
struct DeskFilter: Sendable, Hashable {
    enum Due: String, Sendable, CaseIterable {
        case overdue, today, later

        var name: Localized {
            switch self {
            case .overdue: Localized(zh: "已超期", en: "Overdue")
            case .today: Localized(zh: "今日到期", en: "Due today")
            case .later: Localized(zh: "以后到期", en: "Due later")
            }
        }
    }

    /// Who has it.
    enum Held: String, Sendable, CaseIterable {
        case mine, nobody, colleague, proposed

        var name: Localized {
            switch self {
            case .mine: Localized(zh: "我已领办", en: "Taken by me")
            case .nobody: Localized(zh: "未领办", en: "Taken by nobody")
            case .colleague: Localized(zh: "同事已领办", en: "Taken by a colleague")
            case .proposed: Localized(zh: "待复核", en: "Waits for a second officer")
            }
        }
    }

    var body: String?
    var service: String?
    var due: Due?
    var held: Held?
    /// Names of the filters that mean nothing.
    var unknown: [String] = []

    init() {}

    init(_ query: Form, _ waiting: [CaseDesk.Waiting], bodies: Set<String>) {
        func text(_ name: String) -> String? {
            query[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        body = text("body").flatMap { bodies.contains($0) ? $0 : nil }
        if text("body") != nil, body == nil { unknown.append("body") }
        let services = Set(waiting.map(\.service.id))
        service = text("service").flatMap { services.contains($0) ? $0 : nil }
        if text("service") != nil, service == nil { unknown.append("service") }
        due = text("due").flatMap(Due.init(rawValue:))
        if text("due") != nil, due == nil { unknown.append("due") }
        held = text("held").flatMap(Held.init(rawValue:))
        if text("held") != nil, held == nil { unknown.append("held") }
    }

    /// What a program is told of a filter that means nothing.
    static func fault(_ name: String) -> FilterFault {
        let allowed: [String] =
            switch name {
            case "due": Due.allCases.map(\.rawValue)
            case "held": Held.allCases.map(\.rawValue)
            default: []
            }
        return FilterFault("procedures", name, label: Localized(same: name), allowed: allowed)
    }

    func admits(_ one: CaseDesk.Waiting, for officer: String, today: Day) -> Bool {
        (body.map { one.body == $0 } ?? true)
            && (service.map { one.service.id == $0 } ?? true)
            && (due.map { one.due(today) == $0 } ?? true)
            && (held.map { one.held(by: officer) == $0 } ?? true)
    }
}

extension ProceduresCapability {
    /// What a filter of the desk is refused with, for the page that explains the code.
    public static var filters: [any Refusal] { [DeskFilter.fault("due")] }
}

extension CaseDesk.Waiting {
    /// Id of the body at whose desk it lies.
    var body: String {
        part?.body.id ?? service.step(file.step)?.body.id ?? service.revoke?.body.id ?? ""
    }

    func due(_ today: Day) -> DeskFilter.Due {
        guard let reading else { return .later }
        if reading.isOverdue { return .overdue }
        return reading.due == today ? .today : .later
    }

    func held(by officer: String) -> DeskFilter.Held {
        if file.proposal != nil { return .proposed }
        guard let taken = file.takenBy else { return .nobody }
        return taken == officer ? .mine : .colleague
    }

    /// Since when it lies where it is.
    var since: Instant? { span?.beganAt ?? file.submittedAt }
}

extension DeskPages {
    func filterErrors(_ filter: DeskFilter, _ language: Language) -> [FormError] {
        filter.unknown.map { FormError(field: $0, DeskPages.unknown[language]) }
    }

    private static let unknown = Localized(
        zh: "该筛选条件没有这个取值，未按它筛选；请重新选择。",
        en: "The filter has no such value and was left out; choose again.")

    func filterBar(
        _ filter: DeskFilter, _ waiting: [CaseDesk.Waiting], bodies: [String],
        _ language: Language
    ) -> HTML {
        func choice(
            _ name: String, _ label: Localized, _ choices: [Choice], _ value: String?
        ) -> HTML {
            .selectInput(
                Field(
                    name, label: label[language],
                    error: filter.unknown.contains(name) ? DeskPages.unknown[language] : nil,
                    isRequired: false, marksOptional: false),
                choices: choices, value: value ?? "",
                none: Localized(zh: "全部", en: "All")[language], width: .full,
                language: language)
        }
        var services: [String: Localized] = [:]
        for one in waiting { services[one.service.id] = one.service.name }
        let named = services.sorted { $0.key < $1.key }
        var fields = [
            choice(
                "service", ProcedureWords.service,
                named.map { Choice($0.key, $0.value[language]) }, filter.service),
            choice(
                "due", Localized(zh: "时限", en: "Term"),
                DeskFilter.Due.allCases.map { Choice($0.rawValue, $0.name[language]) },
                filter.due?.rawValue),
            choice(
                "held", Localized(zh: "领办", en: "Taken"),
                DeskFilter.Held.allCases.map { Choice($0.rawValue, $0.name[language]) },
                filter.held?.rawValue),
        ]
        if bodies.count > 1 {
            fields.append(
                choice(
                    "body", ProcedureWords.body,
                    bodies.map { Choice($0, desk.bodies[$0]?.name[language] ?? $0) },
                    filter.body))
        }
        return .filterBar(path: language.path("/desk"), fields: fields, language: language)
    }

    /// How much waits and how long, over all that waits.
    func figures(
        _ waiting: [CaseDesk.Waiting], for officer: String, _ language: Language
    ) -> HTML? {
        guard !waiting.isEmpty else { return nil }
        let today = desk.clock.today
        func tile(_ id: String, _ label: Localized, _ value: String, _ note: String = "")
            -> Figure
        {
            Figure(id: id, label: label[language], value: value, note: note)
        }
        func count(_ due: DeskFilter.Due) -> String {
            String(waiting.count { $0.due(today) == due })
        }
        let oldest = waiting.compactMap(\.since).min()
        let days = oldest.map { desk.clock.now().milliseconds - $0.milliseconds }
            .map { $0 / 86_400_000 } ?? 0
        return .figureTiles(
            [
                tile("load-waiting", Localized(zh: "待办", en: "Waiting"), String(waiting.count)),
                tile("load-overdue", DeskFilter.Due.overdue.name, count(.overdue)),
                tile("load-today", DeskFilter.Due.today.name, count(.today)),
                tile(
                    "load-oldest", Localized(zh: "最久已等", en: "Oldest waits"),
                    Localized(zh: "\(days) 天", en: "\(days) d")[language],
                    oldest.map { String($0.text.prefix(16)) } ?? ""),
                tile(
                    "load-mine", DeskFilter.Held.mine.name,
                    String(waiting.count { $0.held(by: officer) == .mine })),
            ], language: language)
    }
}
