/// The ways through a service.
extension ServiceFile {
    /// Whether a grant can be come to from a step when another is left out.
    func grants(from first: String, without left: String? = nil) -> Bool {
        var seen = Set([left].compactMap { $0 })
        var open = [first]
        while let id = open.popLast() {
            guard seen.insert(id).inserted, let step = self.step(id) else { continue }
            for action in step.actions {
                if action.effect == .grant { return true }
                if case .advance(let to) = action.effect { open.append(to) }
            }
        }
        return false
    }

    /// Steps of several bodies that every grant from a step goes through, that step included.
    func shared(from id: String) -> [ServiceStep] {
        guard grants(from: id) else { return [] }
        return steps.filter { !$0.parts.isEmpty && !grants(from: id, without: $0.id) }
    }
}
