public import Kernel
import Synchronization

/// What the fields of a form are called and what their values mean, noted while a page is made: a
/// filter that was kept is told in the words of the form it came from.
public final class FormWords: Sendable {
    private struct Named {
        let label: String
        var values: [String: String] = [:]
    }

    @TaskLocal private static var current: FormWords?

    private let fields = Mutex<[String: Named]>([:])

    private init() {}

    /// The words of the forms of what is made meanwhile. Of two fields of one name the first
    /// counts: the filter stands above the rest.
    public static func noting(_ make: () async throws -> Void) async rethrows -> FormWords {
        let words = FormWords()
        try await $current.withValue(words) { try await make() }
        return words
    }

    static func note(_ field: Field, _ choices: [Choice] = []) {
        guard let current else { return }
        current.fields.withLock { fields in
            guard fields[field.name] == nil else { return }
            fields[field.name] = Named(
                label: field.label,
                values: Dictionary(
                    choices.map { ($0.value, $0.label) }, uniquingKeysWith: { one, _ in one }))
        }
    }

    /// What a field is called; nil where the form has none of that name.
    public func label(of name: String) -> String? { fields.withLock { $0[name]?.label } }

    /// What a value of a field means; nil where the form gives it no words.
    public func meaning(of value: String, in name: String) -> String? {
        fields.withLock { $0[name]?.values[value] }
    }
}

/// The words of the form of a list, by its path and in a language. The rooms keep filters by their
/// addresses and do not know each other's lists; the house says around the routes how to ask one.
public enum ListForms {
    @TaskLocal public static var words: (@Sendable (String, Language) async -> FormWords?)?
}
