import Kernel
public import Wire

/// What a body may hold. A name that nobody reads and a member of another kind are told: whoever
/// sent them meant something by them, and must not believe that it was heard.
public enum BodyShape: Sendable {
    case text, boolean, object, objects
    /// A figure: digits, or text that holds them.
    case figure

    /// Everything that is wrong with the members of a body; what is null counts as left out.
    public static func faults(
        of json: JSON, _ members: KeyValuePairs<String, BodyShape>
    ) -> [FieldFault] {
        json.members.compactMap { member in
            guard let shape = members.first(where: { $0.key == member.name })?.value else {
                return .unread(member.name, known: members.map(\.key))
            }
            return member.value == .null || shape.fits(member.value)
                ? nil : .kind(member.name, shape.name)
        }
    }

    private func fits(_ value: JSON) -> Bool {
        switch (self, value) {
        case (.text, .text), (.boolean, .bool), (.object, .object), (.objects, .array),
            (.figure, .text), (.figure, .number):
            true
        default: false
        }
    }

    private var name: Localized {
        switch self {
        case .text: Localized(zh: "文字", en: "text")
        case .boolean: Localized(zh: " true 或 false", en: "true or false")
        case .object: Localized(zh: "对象", en: "an object")
        case .objects: Localized(zh: "列表", en: "a list")
        case .figure: Localized(zh: "整数", en: "a whole number")
        }
    }
}
