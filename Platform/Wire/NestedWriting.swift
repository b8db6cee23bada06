extension NestedTables {
    /// Writes a document: children in the order of the shape, prefix `dxp:`, no white space. The
    /// same values always give the same bytes.
    ///
    /// - Throws: `MessageDraft.Misfit` for an element or attribute that the shape has not.
    public func write(_ element: NestedElement, prefix: String = "dxp:")
        throws(MessageDraft.Misfit) -> [UInt8]
    {
        guard let node = roots[element.name] else { throw .noSuchNode(element.name) }
        var xml = XMLWriter(capacity: element.bytes.count + 2048)
        xml.declaration()
        try write(element, node, prefix, isRoot: true, &xml)
        return xml.bytes
    }

    private func write(
        _ element: NestedElement, _ node: NestedNode, _ prefix: String, isRoot: Bool,
        _ xml: inout XMLWriter
    ) throws(MessageDraft.Misfit) {
        let name = prefix + node.name
        xml.start(name)
        if isRoot { xml.attribute("xmlns:\(prefix.dropLast())", node.namespace) }
        for field in node.attributes {
            let own = field.isRequired ? field.fixed : nil
            if let value = element.attributes[field.name] ?? own {
                xml.attribute(field.name, value)
            }
        }
        if let strange = element.attributes.keys.sorted()
            .first(where: { name in !node.attributes.contains { $0.name == name } })
        {
            throw .noSuchElement("@\(strange)", node: node.name)
        }
        xml.open()
        if node.form != .node {
            xml.escaped(element.bytes)
        } else {
            var written = 0
            for child in node.children {
                for found in element.children where found.name == child.name {
                    try write(found, child, prefix, isRoot: false, &xml)
                    written += 1
                }
            }
            if written < element.children.count {
                let known = Set(node.children.map(\.name))
                let strange = element.children.first { !known.contains($0.name) }?.name ?? ""
                throw .noSuchElement(strange, node: node.name)
            }
        }
        xml.end(name)
    }
}
