public import Kernel

/// What a nested document says, and everything in it that does not fit its shape.
public struct NestedReading: Sendable {
    /// Nil when the root is none of the shapes, or the document cannot be read.
    public let element: NestedElement?
    public let faults: [Fault]

    public var isValid: Bool { element != nil && faults.isEmpty }
}

extension NestedTables {
    /// Name of the root, when it is one of the shapes in its namespace: told from the first tag.
    public func root(of bytes: [UInt8]) -> String? {
        let found: String?? = try? XMLReader.read(
            bytes, limits: XMLLimits(bytes: 1 << 30)
        ) { reader throws(Fault) in
            guard try reader.next() == .start else { return nil }
            let name = reader.localName
            // Neither a root's name in another namespace nor one in none.
            guard let root = roots[name] else { return nil }
            return root.namespace == reader.namespaceName ? name : nil
        }
        return found ?? nil
    }

    /// Reads a document: its elements and every fault. Never throws.
    public func read(_ bytes: [UInt8], limits: XMLLimits = XMLLimits()) -> NestedReading {
        var scan = NestedScan(roots: roots)
        do throws(Fault) {
            try XMLReader.read(bytes, limits: limits) { reader throws(Fault) in
                try scan.read(&reader)
            }
        } catch {
            scan.faults.append(error)
            return NestedReading(element: nil, faults: scan.faults)
        }
        return NestedReading(element: scan.root, faults: scan.faults)
    }
}

private struct NestedScan {
    /// An element whose end has not come.
    struct Open {
        let node: NestedNode
        var element: NestedElement
        let path: String
        var counts: [Int]
        var last = 0
    }

    let roots: [String: NestedNode]
    var open: [Open] = []
    var root: NestedElement?
    var faults: [Fault] = []

    init(roots: [String: NestedNode]) { self.roots = roots }

    mutating func read(_ reader: inout XMLReader) throws(Fault) {
        while true {
            switch try reader.next() {
            case .start: try start(&reader)
            case .text: text(reader)
            case .end: end()
            case .finish: return
            }
        }
    }

    private mutating func note(_ trouble: MessageTrouble, _ path: String, _ line: Int) {
        note(trouble.fault(path: path, line: line))
    }

    private mutating func note(_ fault: Fault) {
        if faults.count < 1000 { faults.append(fault) }
    }

    private mutating func start(_ reader: inout XMLReader) throws(Fault) {
        let (written, namespace, line) = (reader.localName, reader.namespaceName, reader.line)
        let name = shortened(written)
        guard let parent = open.last else {
            guard let node = roots[name], node.namespace == namespace else {
                throw NestedFault.root(name, roots.keys.sorted(), line)
            }
            begin(node, "/\(name)", reader)
            return
        }
        let path = "\(parent.path)/\(name)"
        if parent.node.form != .node {
            note(.elementInValue(name), parent.path, line)
            return try reader.skipElement()
        }
        guard let place = parent.node.place(of: name, in: namespace) else {
            if let meant = parent.node.children.first(where: { $0.name == name }) {
                note(NestedFault.namespace(namespace, meant.namespace, path, line))
            } else {
                let known = parent.node.children.map(\.name)
                note(.unknownElement(name, LikelyName.of(name, among: known)), path, line)
            }
            return try reader.skipElement()
        }
        let node = parent.node.children[place]
        let count = parent.counts[place] + 1
        open[open.count - 1].counts[place] = count
        if place < parent.last {
            note(.order(name, parent.node.children[parent.last].name), path, line)
        } else if let most = node.occurs.most, count > most {
            note(most == 1 ? .repeated(name) : .tooMany(name, most), path, line)
        }
        open[open.count - 1].last = max(place, parent.last)
        let numbered = node.occurs.most == 1 ? path : "\(path)[\(count)]"
        if node.form == .any {
            open[open.count - 1].element.children.append(
                NestedElement(name, bytes: [], line: line))
            return try reader.skipElement()
        }
        begin(node, numbered, reader)
    }

    private mutating func begin(_ node: NestedNode, _ path: String, _ reader: borrowing XMLReader) {
        var attributes: [String: String] = [:]
        for index in 0..<reader.attributeCount {
            let (namespace, name, _, value) = reader.attribute(index)
            guard namespace == nil, let field = node.attributes.first(where: { $0.name == name })
            else {
                // Where a schema lies is for editors; it says nothing.
                if namespace != "http://www.w3.org/2001/XMLSchema-instance" {
                    note(.unknownAttribute(name), path, reader.line)
                }
                continue
            }
            attributes[name] = value
            check(Array(value.utf8), field, "\(path)/@\(name)", reader.line)
        }
        for field in node.attributes where field.isRequired && attributes[field.name] == nil {
            note(NestedFault.attribute(field, path, reader.line))
        }
        open.append(
            Open(
                node: node,
                element: NestedElement(
                    node.name, bytes: [], attributes: attributes, line: reader.line),
                path: path, counts: Array(repeating: 0, count: node.children.count)))
    }

    private mutating func text(_ reader: borrowing XMLReader) {
        guard let top = open.last else { return }
        if top.node.form == .node {
            if !reader.isBlank { note(.textBetween, top.path, reader.line) }
            return
        }
        reader.appendText(to: &open[open.count - 1].element.bytes)
    }

    private mutating func end() {
        guard let top = open.popLast() else { return }
        let line = top.element.line
        for (child, count) in zip(top.node.children, top.counts) where count < child.occurs.least {
            note(.missingElement(child.name, child.title), "\(top.path)/\(child.name)", line)
        }
        let value = top.element.bytes
        switch top.node.form {
        case .text: if let field = top.node.field { check(value, field, top.path, line) }
        case .time where !NestedValue.isTime(value), .date where !NestedValue.isDate(value):
            note(NestedFault.time(top.node, top.path, line))
        default: break
        }
        if open.isEmpty {
            root = top.element
        } else {
            open[open.count - 1].element.children.append(top.element)
        }
    }

    private mutating func check(
        _ value: [UInt8], _ field: MessageField, _ path: String, _ line: Int
    ) {
        if let fixed = field.fixed, !value.elementsEqual(fixed.utf8) {
            return note(FieldTrouble.notTheFixedValue.fault(field, nil, path: path, line: line))
        }
        let trouble = value.withUnsafeBufferPointer { FieldCheck.trouble(field, $0) }
        if let trouble { note(trouble.fault(field, nil, path: path, line: line)) }
    }
}

/// Times as XML Schema writes them.
enum NestedValue {
    /// `yyyy-MM-ddTHH:mm:ss`, perhaps with fractions and a zone.
    static func isTime(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, Day(String(parts[0])) != nil else { return false }
        let time = Array(parts[1].utf8)
        guard time.count >= 8, time[2] == 0x3A, time[5] == 0x3A,
            let hour = Int(parts[1].prefix(2)), hour < 24,
            let minute = Int(parts[1].dropFirst(3).prefix(2)), minute < 60,
            let second = Int(parts[1].dropFirst(6).prefix(2)), second < 60
        else { return false }
        return time[8...].allSatisfy { "0123456789.+-:Z".utf8.contains($0) }
    }

    static func isDate(_ bytes: [UInt8]) -> Bool {
        Day(String(decoding: bytes.prefix(10), as: UTF8.self)) != nil
    }
}

/// What is wrong with a nested document and has no words among the messages' troubles.
enum NestedFault {
    static func root(_ name: String, _ known: [String], _ line: Int) -> Fault {
        let names = known.joined(separator: "、")
        return Fault(
            code: "message.unknown-type", path: "/", line: line,
            message: Localized(
                zh: "根元素 \(name) 不是信封，或命名空间不正确",
                en: "the root element \(name) is no envelope, or its namespace is wrong"),
            fix: Localized(
                zh: "根元素应为 \(names)，命名空间 http://www.chinaport.gov.cn/dxp",
                en: "The root is \(known.joined(separator: ", ")) in the namespace "
                    + "http://www.chinaport.gov.cn/dxp."))
    }

    static func namespace(
        _ found: String?, _ wanted: String, _ path: String, _ line: Int
    ) -> Fault {
        Fault(
            code: "message.namespace", path: path, line: line,
            message: Localized(
                zh: found.map { "命名空间 \($0.prefix(100)) 不正确" } ?? "元素没有命名空间",
                en: found.map { "the namespace \($0.prefix(100)) is wrong" }
                    ?? "the element is in no namespace"),
            fix: Localized(zh: "应使用命名空间 \(wanted)", en: "Use the namespace \(wanted)."))
    }

    static func attribute(_ field: MessageField, _ path: String, _ line: Int) -> Fault {
        Fault(
            code: "message.attribute-missing", path: "\(path)/@\(field.name)", line: line,
            message: Localized(
                zh: "缺少属性 \(field.name)", en: "the attribute \(field.name) is missing"),
            fix: Localized(
                zh: "请填写 \(field.name)=\"\(field.fixed ?? "…")\"",
                en: "Write \(field.name)=\"\(field.fixed ?? "…")\"."))
    }

    static func time(_ node: NestedNode, _ path: String, _ line: Int) -> Fault {
        let form = node.form == .time ? "2026-11-20T14:05:09" : "2026-11-20"
        return Fault(
            code: "value.not-a-time", path: path, line: line,
            message: Localized(
                zh: "\(node.title.zh)不是有效的日期或时间",
                en: "\(node.title.en) is no valid date or time"),
            fix: Localized(zh: "写作 \(form)", en: "Write it as \(form)."))
    }
}
