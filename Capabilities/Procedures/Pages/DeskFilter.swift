public import Kernel
import Web

/// Which applications at the desk somebody wants to see. What an address says that means nothing is
/// told, and the rest holds.
struct DeskFilter: Sendable, Hashable {
    typealias Due = DeskSearch.Due
    typealias Held = DeskSearch.Held

    var body: String?
    var service: String?
    var due: Due?
    var held: Held?
    /// Names of the filters that mean nothing.
    var unknown: [String] = []

    /// Where the page begins.
    var after: DeskPlace?

    /// - Parameter services: ids of all there are: what waits for nobody now is known, too.
    init(_ query: Form, services: Set<String>, bodies: Set<String>) {
        func text(_ name: String) -> String? {
            query[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        body = text("body").flatMap { bodies.contains($0) ? $0 : nil }
        if text("body") != nil, body == nil { unknown.append("body") }
        service = text("service").flatMap { services.contains($0) ? $0 : nil }
        if text("service") != nil, service == nil { unknown.append("service") }
        due = text("due").flatMap(Due.init(rawValue:))
        if text("due") != nil, due == nil { unknown.append("due") }
        held = text("held").flatMap(Held.init(rawValue:))
        if text("held") != nil, held == nil { unknown.append("held") }
        after = text("after").flatMap { DeskPlace($0) }
        if text("after") != nil, after == nil { unknown.append("after") }
    }

    var search: DeskSearch { DeskSearch(body: body, service: service, due: due, held: held) }

    /// The address of the page that begins behind a place, narrowed in the same way.
    func address(_ path: String, after place: DeskPlace) -> String {
        let pairs = [
            ("service", service), ("due", due?.rawValue), ("held", held?.rawValue),
            ("body", body), ("after", place.text),
        ]
        return path + "?"
            + Form(pairs.compactMap { name, value in value.map { Form.Pair(name, $0) } }).encoded
    }

    /// What a program is told of a filter that means nothing.
    static func fault(_ name: String) -> FilterFault {
        let allowed: [String] =
            switch name {
            case "due": Due.allCases.map(\.rawValue)
            case "held": Held.allCases.map(\.rawValue)
            case "lang": Language.allCases.map(\.rawValue)
            default: []
            }
        return FilterFault("procedures", name, label: Localized(same: name), allowed: allowed)
    }
}

extension DeskSearch.Due {
    var name: Localized {
        switch self {
        case .overdue: Localized(zh: "已超期", en: "Overdue")
        case .today: Localized(zh: "今日到期", en: "Due today")
        case .later: Localized(zh: "以后到期", en: "Due later")
        }
    }
}

extension DeskSearch.Held {
    var name: Localized {
        switch self {
        case .mine: Localized(zh: "我已领办", en: "Taken by me")
        case .nobody: Localized(zh: "未领办", en: "Taken by nobody")
        case .colleague: Localized(zh: "同事已领办", en: "Taken by a colleague")
        case .proposed: Localized(zh: "待复核", en: "Waits for a second officer")
        }
    }
}

extension ProceduresCapability {
    /// What a filter of the desk is refused with, for the page that explains the code.
    public static var filters: [any Refusal] { [DeskFilter.fault("due")] }
}

extension CaseDesk.Waiting {
    func held(by officer: String) -> DeskFilter.Held {
        if file.proposal != nil { return .proposed }
        guard let taken = file.takenBy else { return .nobody }
        return taken == officer ? .mine : .colleague
    }
}

extension DeskPages {
    func filterErrors(_ filter: DeskFilter, _ language: Language) -> [FormError] {
        filter.unknown.map { FormError(field: $0, DeskPages.unknown[language]) }
    }

    private static let unknown = Localized(
        zh: "该筛选条件没有这个取值，未按它筛选；请重新选择。",
        en: "The filter has no such value and was left out; choose again.")

    func filterBar(
        _ filter: DeskFilter, _ load: DeskLoad, bodies: [String], _ language: Language
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
        var fields = [
            choice(
                "service", ProcedureWords.service,
                load.services.map {
                    Choice($0, desk.editions.latest($0)?.name[language] ?? $0)
                }, filter.service),
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
    func figures(_ load: DeskLoad, _ language: Language) -> HTML? {
        guard load.waiting > 0 else { return nil }
        func tile(_ id: String, _ label: Localized, _ value: String, _ note: String = "")
            -> Figure
        {
            Figure(id: id, label: label[language], value: value, note: note)
        }
        let days = load.oldest.map { desk.clock.now().milliseconds - $0.milliseconds }
            .map { $0 / 86_400_000 } ?? 0
        return .figureTiles(
            [
                tile("load-waiting", Localized(zh: "待办", en: "Waiting"), String(load.waiting)),
                tile("load-overdue", DeskFilter.Due.overdue.name, String(load.overdue)),
                tile("load-today", DeskFilter.Due.today.name, String(load.today)),
                tile(
                    "load-oldest", Localized(zh: "最久已等", en: "Oldest waits"),
                    Localized(zh: "\(days) 天", en: "\(days) d")[language],
                    load.oldest.map { String($0.text.prefix(16)) } ?? ""),
                tile("load-mine", DeskFilter.Held.mine.name, String(load.mine)),
            ], language: language)
    }
}
