@testable import House
import Wire

/// Shapes of what was seen, and what the table makes of them.
extension AnswerShape {
    /// Takes in one more value.
    mutating func see(_ value: JSON) {
        switch value {
        case .object(let seen):
            guard var known = members else {
                var names: Set<String> = []
                members = seen.filter { names.insert($0.name).inserted }.map { member in
                    var shape = AnswerShape()
                    shape.see(member.value)
                    return Member(name: member.name, isAlways: true, shape: shape)
                }
                return
            }
            members = nil
            for place in known.indices where seen.allSatisfy({ $0.name != known[place].name }) {
                known[place].isAlways = false
            }
            for member in seen {
                let place = known.firstIndex { $0.name == member.name } ?? known.count
                if place == known.count {
                    known.append(
                        Member(name: member.name, isAlways: false, shape: AnswerShape()))
                }
                known[place].shape.see(member.value)
            }
            members = known
        case .array(let elements):
            if items.isEmpty { items = [AnswerShape()] }
            for element in elements { items[0].see(element) }
        default: take(kindsOf: AnswerShape(kindOf: value))
        }
    }

    /// Takes in kinds; what is a day once and words another time is a text.
    fileprivate mutating func take(kindsOf other: AnswerShape) {
        guard !kinds.contains(.any) else { return }
        kinds.formUnion(other.kinds)
        let texts = kinds.intersection([.text, .day, .instant])
        if texts.count > 1 { kinds = kinds.subtracting(texts).union([.text]) }
        if kinds.contains(.number) { kinds.remove(.integer) }
    }

    /// An object with free keys instead of the members that were seen.
    fileprivate mutating func free() {
        guard let members else { return }
        var value = values.first ?? AnswerShape()
        for member in members { value.join(member.shape) }
        self.members = nil
        values = [value]
    }

    /// Takes in what another shape may be, of two that were seen.
    private mutating func join(_ other: AnswerShape) {
        take(kindsOf: other)
        for (mine, others) in [(\AnswerShape.items, other.items), (\.values, other.values)] {
            guard let inner = others.first else { continue }
            if self[keyPath: mine].isEmpty { self[keyPath: mine] = [AnswerShape()] }
            self[keyPath: mine][0].join(inner)
        }
        if let theirs = other.members { join(members: theirs) { $0.join($1) } }
    }

    /// Members of both: always there is what both say is.
    fileprivate mutating func join(
        members theirs: [Member], _ joined: (inout AnswerShape, AnswerShape) -> Void
    ) {
        guard var known = members else {
            members = theirs
            return
        }
        members = nil
        for place in known.indices where theirs.allSatisfy({ $0.name != known[place].name }) {
            known[place].isAlways = false
        }
        for member in theirs {
            guard let place = known.firstIndex(where: { $0.name == member.name }) else {
                // New in what is answered: what was seen of it holds.
                var new = Member(name: member.name, isAlways: member.isAlways, shape: .init())
                joined(&new.shape, member.shape)
                known.append(new)
                continue
            }
            known[place].isAlways = known[place].isAlways && member.isAlways
            joined(&known[place].shape, member.shape)
        }
        members = known
    }
}

extension APIAnswers {
    /// Takes in what was seen of an operation: what the table says is an object with free keys, or
    /// a named shape, stays one.
    mutating func take(_ seen: AnswerShape?, _ types: Set<String>, of operation: String) {
        var answer = answers[operation] ?? Answer(types: [])
        answer.types += types.subtracting(answer.types).sorted()
        answers[operation] = answer
        guard let seen else { return }
        var shape = answer.shape ?? AnswerShape()
        merge(seen, into: &shape)
        answer.shape = shape
        answers[operation] = answer
    }

    private mutating func merge(_ seen: AnswerShape, into shape: inout AnswerShape) {
        guard !shape.kinds.contains(.any) else { return }
        if shape.isUnknown {
            shape = folded(seen)
            return
        }
        var seen = seen
        if !shape.values.isEmpty { seen.free() }
        if let name = shape.component, let members = seen.members {
            var known = components[name] ?? .noMembers
            known.join(members: members) { merge($1, into: &$0) }
            components[name] = known
            seen.members = nil
        }
        var kinds = AnswerShape()
        kinds.kinds = seen.kinds
        shape.take(kindsOf: kinds)
        if let inner = seen.items.first {
            if shape.items.isEmpty { shape.items = [AnswerShape()] }
            merge(inner, into: &shape.items[0])
        }
        if let inner = seen.values.first { merge(inner, into: &shape.values[0]) }
        if let members = seen.members {
            if shape.members == nil { shape.members = [] }
            shape.join(members: members) { merge($1, into: &$0) }
        }
    }

    /// What was never seen before: objects whose keys are no names have free keys, and those that
    /// are as a named shape get its name.
    private func folded(_ seen: AnswerShape) -> AnswerShape {
        var shape = seen
        if shape.members?.contains(where: { !isName($0.name) }) == true { shape.free() }
        shape.items = shape.items.map(folded)
        shape.values = shape.values.map(folded)
        shape.members = shape.members.map { members in
            members.map { member in
                .init(name: member.name, isAlways: member.isAlways, shape: folded(member.shape))
            }
        }
        guard shape.members != nil else { return shape }
        let named = components.filter { fits(shape, $0.value) }.map(\.key).min()
        if let named {
            shape.members = nil
            shape.component = named
        }
        return shape
    }

    /// Whether all that is seen fits a named shape.
    private func fits(_ seen: AnswerShape, _ known: AnswerShape) -> Bool {
        guard !known.kinds.contains(.any), !seen.isUnknown, seen != known else { return true }
        var kinds = seen.kinds
        if known.kinds.contains(.text) { kinds.subtract([.day, .instant]) }
        guard kinds.isSubset(of: known.kinds),
            seen.component == nil || seen.component == known.component
        else { return false }
        for (mine, theirs) in [(seen.items, known.items), (seen.values, known.values)] {
            guard let one = mine.first else { continue }
            guard let other = theirs.first, fits(one, other) else { return false }
        }
        guard let members = seen.members else { return true }
        let named = known.component.flatMap { components[$0] } ?? known
        guard let others = named.members,
            others.allSatisfy({ one in !one.isAlways || members.contains { $0.name == one.name } })
        else { return false }
        return members.allSatisfy { member in
            others.contains {
                $0.name == member.name && (member.isAlways || !$0.isAlways)
                    && fits(member.shape, $0.shape)
            }
        }
    }
}

/// `preNo`; not `6403911190`, and no name of a form's field.
private func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, 0x61...0x7A ~= first else { return false }
    return text.utf8.allSatisfy {
        0x61...0x7A ~= $0 || 0x41...0x5A ~= $0 || 0x30...0x39 ~= $0
    }
}
