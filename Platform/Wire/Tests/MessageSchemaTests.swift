import FoundationEssentials
import Testing
import Wire

/// Reading by tables and validation of the same tables as an XML schema must agree on every mutant.
@Suite("Against a schema validator") struct MessageSchemaTests {
    static let rounds = ProcessInfo.processInfo.environment["TRADEWIND_ROUNDS"].flatMap(Int.init) ?? 1

    @Test("mutants of every type are taken or refused alike", arguments: catalogue.tables.map(\.number))
    func mutants(number: String) throws {
        let table = try Sample.table(number)
        let oracle = try #require(SchemaOracle(table))
        var accepted = 0
        var total = 0
        for round in 0..<MessageSchemaTests.rounds {
            var random = Seeded(state: UInt64(round) << 16 | UInt64(number.utf8.reduce(0) { $0 &* 31 &+ Int($1) }))
            for _ in 0..<120 {
                var message = Mutant(table, &random)
                for _ in 0..<random.below(3) { message.mutate(&random) }
                let bytes = Array(message.text.utf8)
                let theirs = oracle.takes(bytes)
                let reading = catalogue.read(bytes)
                total += 1
                if theirs { accepted += 1 }
                if reading.isValid != theirs {
                    Issue.record("the validator \(theirs ? "takes" : "refuses") it, we: \(shown(reading))\n\(message.text)")
                    return
                }
            }
        }
        #expect(accepted > total / 8 && accepted < total, "neither all good nor all bad: \(accepted) of \(total)")
    }
}

/// A message as a tree of text that can be damaged.
struct Mutant {
    final class Node {
        var name: String
        var attributes = ""
        var text: String?
        var children: [Node]

        init(_ name: String, text: String? = nil, _ children: [Node] = []) {
            self.name = name
            self.text = text
            self.children = children
        }

        func write(_ out: inout String) {
            out += "<\(name)\(attributes)>"
            if let text { out += text }
            for child in children { child.write(&out) }
            out += "</\(name.split(separator: " ").first ?? "")>"
        }

        /// All nodes with their parents.
        func pairs() -> [(parent: Node, place: Int)] {
            children.indices.flatMap { place in [(self, place)] + children[place].pairs() }
        }
    }

    static let values = [
        "", " ", "\n", "0", "1", "-0", "+1", ".5", "5.", "1.50", "1.000000", "1.000001", "99999", "100000", "123456789", "1234567890", "2147483647", "2147483648",
        "1234567890123456789", "12345678901234567890", "12345678901234.12345", "123456789012345.12345", "1e9", "１２", "abc", "142", " 142", "502", "3", " 3 ", "中文", "😀",
        "a  b", " a ", String(repeating: "中", count: 18), String(repeating: "x", count: 19), String(repeating: "中", count: 60), String(repeating: "x", count: 61),
        String(repeating: "x", count: 100), String(repeating: "x", count: 101), String(repeating: "x", count: 1000), String(repeating: "x", count: 1001), "&#32;1", "<![CDATA[1]]>",
        "1<!-- c -->", "<!-- -->", "00000000-0000-4000-8000-0000000000A1", "20261120140509", "20261120140509123", "NaN", "-", "e\u{301}", "0.00001", "000.1",
    ]

    static let padded: Set<String> = [" 142", " 3 ", "&#32;1"]

    let root: Node

    init(_ table: MessageTable, _ random: inout Seeded) {
        let optional = random.chance(2)
        func record(_ record: RecordTable, _ name: String) -> Node {
            Node("ceb:" + name, record.fields.filter { optional || $0.isRequired }.map { Node("ceb:" + $0.name, text: Sample.value($0)) })
        }
        root = Node("ceb:" + table.root)
        root.attributes = " xmlns:ceb='http://www.chinaport.gov.cn/ceb' xmlns:ds='http://www.w3.org/2000/09/xmldsig#' guid='\(Sample.guid)' version='1.0'"
        for _ in 0...(table.documents.most == 1 ? 0 : random.below(2)) {
            guard !table.isFlat else {
                root.children.append(record(table.head, table.document))
                continue
            }
            let document = Node("ceb:" + table.document, [record(table.head, table.head.name)])
            if let line = table.line {
                for _ in 0...random.below(2) { document.children.append(record(line, line.name)) }
            }
            root.children.append(document)
        }
        if let transfer = table.transfer { root.children.append(record(transfer, "BaseTransfer")) }
        if let subscription = table.subscription, optional { root.children.append(record(subscription, "BaseSubscribe")) }
        let signature = Node("ds:Signature")
        let extending = Node("ceb:ExtendMessage", [Node("ceb:name", text: "a"), Node("ceb:version", text: "1"), Node("ceb:Message", text: random.chance(2) ? "<x><y/></x>" : nil)])
        guard table.kind == .request else { return }
        let signed = table.signature == .required || optional ? [signature] : []
        let extended = random.chance(2) ? [extending] : []
        root.children += table.direction == .export ? signed + extended : extended + signed
    }

    var text: String {
        var out = ""
        root.write(&out)
        return out
    }

    mutating func mutate(_ random: inout Seeded) {
        let pairs = root.pairs()
        guard !pairs.isEmpty else { return }
        let (parent, place) = random.pick(pairs)
        let node = parent.children[place]
        switch random.below(13) {
        case 0...4:
            guard node.children.isEmpty else { return }
            let value = random.pick(Mutant.values)
            // libxml2 does not collapse white space of xs:int as the recommendation says.
            if node.name != "ceb:gnum" || !Mutant.padded.contains(value) { node.text = value }
        case 5: parent.children.remove(at: place)
        case 6: parent.children.insert(node, at: place)
        case 7: if place + 1 < parent.children.count { parent.children.swapAt(place, place + 1) }
        case 8: node.attributes += random.pick([" a='1'", " xmlns='u'", " xml:lang='zh'", " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a b'"])
        case 9: parent.children.insert(Node(random.pick(["ceb:other", "ceb:note", "ceb:guid", "x"])), at: place)
        case 10: parent.text = (parent.text ?? "") + random.pick(["x", " ", "\n", "<!-- c -->"])
        case 11: node.name = random.pick([node.name.replacing("ceb:", with: ""), "ceb:gnum", node.name])
        default:
            for _ in 0..<random.pick([5, 98, 99, 100]) { parent.children.insert(node, at: place) }
        }
    }
}
