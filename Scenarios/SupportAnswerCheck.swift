@testable import House
import Wire

/// Whether an answer keeps to the table of answers: every member is in it, is of a kind it names,
/// and is there where it says always.
struct AnswerCheck {
    let table: APIAnswers
    /// What does not, at which member.
    private(set) var faults: [String] = []

    init(_ table: APIAnswers) { self.table = table }

    mutating func hold(_ value: JSON, against shape: AnswerShape, at path: String) {
        guard !shape.kinds.contains(.any) else { return }
        switch value {
        case .object(let members): hold(members, against: shape, at: path)
        case .array(let elements):
            guard let item = shape.items.first else {
                return wrong(path, "is an array")
            }
            for element in elements { hold(element, against: item, at: path + "[]") }
        default:
            if !shape.admits(value) { wrong(path, "is \(AnswerShape(kindOf: value).text)") }
        }
    }

    private mutating func hold(
        _ members: [JSON.Member], against shape: AnswerShape, at path: String
    ) {
        if let values = shape.values.first {
            for member in members { hold(member.value, against: values, at: path + "{}") }
            return
        }
        let known = shape.component.map { table.components[$0]?.members } ?? shape.members
        guard let known else { return wrong(path, "is an object") }
        var count = 0
        for member in members {
            let place = path.isEmpty ? member.name : path + "." + member.name
            guard let one = known.first(where: { $0.name == member.name }) else {
                wrong(place, "is not in the table")
                continue
            }
            if one.isAlways { count += 1 }
            hold(member.value, against: one.shape, at: place)
        }
        guard count < known.count(where: \.isAlways) else { return }
        for one in known where one.isAlways && !members.contains(where: { $0.name == one.name }) {
            wrong(path.isEmpty ? one.name : path + "." + one.name, "is missing")
        }
    }

    private mutating func wrong(_ path: String, _ what: String) {
        let fault = "`\(path.isEmpty ? "." : path)` \(what)"
        if !faults.contains(fault) { faults.append(fault) }
    }
}

extension AnswerShape {
    /// The kind of a value without members.
    init(kindOf value: JSON) {
        self.init()
        switch value {
        case .null: kinds = [.null]
        case .bool: kinds = [.boolean]
        case .number(let digits):
            let isWhole = digits.utf8.allSatisfy { $0 == 0x2D || 0x30...0x39 ~= $0 }
            kinds = [isWhole ? .integer : .number]
        case .text(let text): kinds = [isDay(text) ? .day : isInstant(text) ? .instant : .text]
        case .array: items = [AnswerShape()]
        case .object: members = []
        }
    }

    /// Whether a value without members is of a kind it names.
    func admits(_ value: JSON) -> Bool {
        switch value {
        case .text where kinds.contains(.text): true
        case .number where kinds.contains(.number): true
        default: !kinds.isDisjoint(with: AnswerShape(kindOf: value).kinds)
        }
    }
}

/// `2026-11-20`.
private func isDay(_ text: String) -> Bool {
    text.utf8.count == 10 && fits(text, "0000-00-00")
}

/// `2026-11-20T09:00:00.000+08:00`, or without the fraction.
private func isInstant(_ text: String) -> Bool {
    fits(text, "0000-00-00T00:00:00.000+00:00") || fits(text, "0000-00-00T00:00:00+00:00")
        || fits(text, "0000-00-00T00:00:00Z") || fits(text, "0000-00-00T00:00:00.000Z")
}

private func fits(_ text: String, _ form: StaticString) -> Bool {
    guard text.utf8.count == form.utf8CodeUnitCount else { return false }
    return form.withUTF8Buffer { form in
        zip(text.utf8, form).allSatisfy { byte, wanted in
            wanted == UInt8(ascii: "0") ? 0x30...0x39 ~= byte : byte == wanted
        }
    }
}
