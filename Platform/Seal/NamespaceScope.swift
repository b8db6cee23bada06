internal import Wire

/// Which prefixes mean what, at the place where a reader stands, and what of it an element says in
/// the canonical form.
struct NamespaceScope {
    struct Binding {
        /// Empty for the default namespace.
        let prefix: [UInt8]
        /// Empty where the default is taken back.
        let name: [UInt8]
    }

    private var bindings: [Binding] = []
    /// How many bindings were in force outside of each open element.
    private var outer: [Int] = []

    /// Takes an element's declarations in and returns those that say something new: a repetition
    /// of what is in force has no place in the canonical form. Sorted by prefix.
    mutating func enter(_ reader: borrowing XMLReader) -> [Binding] {
        let before = bindings.count
        outer.append(before)
        for declaration in reader.declarations {
            let binding = Binding(
                prefix: Array(declaration.prefix.utf8), name: Array(declaration.name.utf8))
            // Always in force and never declared in the canonical form.
            if binding.prefix == Array("xml".utf8) { continue }
            if binding.name == name(of: binding.prefix, among: before) { continue }
            bindings.append(binding)
        }
        return bindings.count == before ? [] : sorted(Array(bindings[before...]))
    }

    /// Leaves the innermost element.
    mutating func leave() {
        if let count = outer.popLast() { bindings.removeSubrange(count...) }
    }

    /// Everything in force: what the outermost element of a part says. Sorted by prefix.
    var all: [Binding] {
        var seen: Set<[UInt8]> = []
        return sorted(bindings.reversed().filter { seen.insert($0.prefix).inserted })
            .filter { !$0.name.isEmpty }
    }

    private func name(of prefix: [UInt8], among count: Int) -> [UInt8] {
        bindings[..<count].last { $0.prefix == prefix }?.name ?? []
    }

    private func sorted(_ some: [Binding]) -> [Binding] {
        some.sorted { $0.prefix.lexicographicallyPrecedes($1.prefix) }
    }
}
