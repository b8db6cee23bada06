import Kernel
import Reference
import Testing
import Wire

@testable import Procedures

/// As much of JSON Schema as the published schema of service files uses.
private struct Schema {
    let root: JSON

    /// Where a value does not fit, and why.
    func faults(_ value: YAML, _ rule: JSON, at path: String = "") -> [String] {
        if let name = rule["$ref"]?.string?.split(separator: "/").last {
            guard let other = root["$defs"]?[String(name)] else { return ["\(path): no \(name)"] }
            return faults(value, other, at: path)
        }
        var found: [String] = []
        let types = rule["type"].map { $0.string.map { [$0] } ?? $0.elements.compactMap(\.string) }
        if let types, !types.contains(where: { fits(value, $0) }) {
            return ["\(path): should be \(types)"]
        }
        let choices = rule["enum"]?.elements.compactMap(\.string) ?? []
        if !choices.isEmpty, !choices.contains(value.text ?? "") { found.append("\(path): choice") }
        for name in rule["required"]?.elements.compactMap(\.string) ?? []
        where value[name] == nil {
            found.append("\(path): \(name) is missing")
        }
        for member in value.members {
            if let part = rule["properties"]?[member.name] {
                found += faults(member.value, part, at: "\(path)/\(member.name)")
            } else if rule["additionalProperties"]?.boolean == false {
                found.append("\(path): \(member.name) is unknown")
            }
        }
        if let items = rule["items"] {
            for (place, one) in value.elements.enumerated() {
                found += faults(one, items, at: "\(path)/\(place)")
            }
        }
        let ways = ["oneOf", "anyOf"].compactMap { rule[$0]?.elements }.first ?? []
        if !ways.isEmpty, !ways.contains(where: { faults(value, $0, at: path).isEmpty }) {
            found.append("\(path): none of the ways it may be written")
        }
        return found
    }

    private func fits(_ value: YAML, _ type: String) -> Bool {
        switch type {
        case "object": if case .map = value.kind { true } else { false }
        case "array": if case .list = value.kind { true } else { false }
        case "boolean": ["true", "false"].contains(value.text ?? "")
        case "integer": value.text.flatMap { Int($0) } != nil
        case "number": value.text.flatMap { try? Fixed($0) } != nil
        default: value.text != nil
        }
    }
}

@Suite("The published schema of service files")
struct SchemaTests {
    @Test("every shipped service fits the published schema, an unknown member does not")
    func shipped() throws {
        let share = try Share.find()
        let schema = Schema(
            root: try JSON(share.bytes("Capabilities/Procedures/Data/service.schema.json")))
        let files = share.list(ServiceCatalogue.folder).filter { $0.hasSuffix(".yaml") }
        #expect(files.count > 40)
        for name in files {
            let yaml = try YAML(share.bytes("\(ServiceCatalogue.folder)/\(name)"))
            #expect(schema.faults(yaml, schema.root) == [], "\(name)")
        }
        let odd = try YAML(Array((ServiceFileTests.sound + "\nluck: true\n").utf8))
        #expect(schema.faults(odd, schema.root) == [": luck is unknown"])
    }
}
