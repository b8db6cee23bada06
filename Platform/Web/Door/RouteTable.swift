import Kernel

/// Finds the route for a path: a tree of path parts, a fixed part going before a captured one.
struct RouteTable: Sendable {
    enum Found: Sendable {
        case route(Int, [String: String])
        /// The address exists, for these methods only.
        case otherMethods([Visit.Method])
        case nothing
    }

    private struct Node: Sendable {
        var fixed: [Substring: Int] = [:]
        var captured: Int?
        var routes: [(method: Visit.Method, index: Int)] = []
    }

    private var nodes = [Node()]
    /// Captured names of each route, in order of the path.
    private var names: [[String]] = []

    init(_ routes: [Route]) throws(RouteClash) {
        for (index, route) in routes.enumerated() {
            var captured: [String] = []
            var place = 0
            for part in parts(of: route.path[...]) {
                if part.hasPrefix("{"), part.hasSuffix("}") {
                    captured.append(String(part.dropFirst().dropLast()))
                    place = child(of: place, at: \.captured)
                } else {
                    place = child(of: place, at: \.fixed[part])
                }
            }
            if let earlier = nodes[place].routes.first(where: { $0.method == route.method }) {
                throw RouteClash(
                    method: route.method.rawValue, path: route.path,
                    other: routes[earlier.index].path)
            }
            nodes[place].routes.append((route.method, index))
            names.append(captured)
        }
    }

    private mutating func child(of place: Int, at slot: WritableKeyPath<Node, Int?>) -> Int {
        if let known = nodes[place][keyPath: slot] { return known }
        nodes.append(Node())
        nodes[place][keyPath: slot] = nodes.count - 1
        return nodes.count - 1
    }

    /// The route for a path without query. HEAD falls back to GET.
    func find(_ method: Visit.Method?, _ path: Substring) -> Found {
        var values: [Substring] = []
        guard let place = descend(from: 0, parts(of: path)[...], &values) else { return .nothing }
        let here = nodes[place].routes
        guard
            let hit = here.first(where: { $0.method == method })
                ?? (method == .head ? here.first(where: { $0.method == .get }) : nil)
        else { return .otherMethods(here.map(\.method)) }
        if values.isEmpty { return .route(hit.index, [:]) }
        var parameters: [String: String] = [:]
        for (name, raw) in zip(names[hit.index], values) {
            guard let value = capturedValue(raw), name != "language" || isLanguage(value)
            else { return .nothing }
            parameters[name] = value
        }
        return .route(hit.index, parameters)
    }

    private func descend(
        from place: Int, _ parts: ArraySlice<Substring>, _ values: inout [Substring]
    ) -> Int? {
        guard let part = parts.first else { return nodes[place].routes.isEmpty ? nil : place }
        if let next = nodes[place].fixed[part],
            let found = descend(from: next, parts.dropFirst(), &values)
        {
            return found
        }
        guard let next = nodes[place].captured, !part.isEmpty else { return nil }
        values.append(part)
        if let found = descend(from: next, parts.dropFirst(), &values) { return found }
        values.removeLast()
        return nil
    }
}

/// Two routes answer the same method at the same address: the start stops here.
public struct RouteClash: Error, Sendable, Hashable, CustomStringConvertible {
    public let method: String
    public let path: String
    public let other: String

    public var description: String {
        "Two routes for \(method) \(path): the other is \(other). Remove or rename one."
    }
}

/// `/a/b` gives `a`, `b`; `/` gives nothing; a trailing slash gives an empty last part, which
/// matches no route.
private func parts(of path: Substring) -> [Substring] {
    let inner = path.dropFirst()
    if inner.isEmpty { return [] }
    return inner.utf8
        .split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Substring.init)
}

/// A captured part decoded. Separators and control characters hidden behind percent signs would
/// surprise whoever uses the value in a path or a log, so they match nothing.
private func capturedValue(_ raw: Substring) -> String? {
    guard let value = percentDecoded(raw, plusIsSpace: false) else { return nil }
    let clean = value.utf8.allSatisfy {
        $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\")
    }
    return clean && value != ".." && value != "." ? value : nil
}

private func isLanguage(_ text: String) -> Bool { Language(rawValue: text) != nil }
