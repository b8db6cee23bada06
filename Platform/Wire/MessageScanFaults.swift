import Kernel

/// Noting faults, and telling elements apart.
extension MessageScan {
    mutating func note(_ trouble: MessageTrouble, _ path: String, _ line: Int) {
        guard faults.count < options.mostFaults else {
            unlisted += 1
            return
        }
        faults.append(trouble.fault(path: path, line: line))
    }

    /// Notes a fault of a child of the present place, or of the place itself.
    mutating func noteHere(_ trouble: MessageTrouble, _ element: String?, _ line: Int) {
        guard faults.count < options.mostFaults else {
            unlisted += 1
            return
        }
        note(trouble, path(to: element), line)
    }

    private func path(to element: String?) -> String {
        let known = table ?? likely
        var path = "/" + rootName
        let document = "/\(known?.document ?? "")[\(documentNumber)]"
        switch place {
        case .root:
            if element == known?.document, documentNumber > 0 { return path + document }
        case .document: path += document
        case .head:
            path += document
            if known?.isFlat == false { path += "/" + (known?.head.name ?? "") }
        case .line(let number): path += document + "/\(known?.line?.name ?? "")[\(number)]"
        case .transfer: path += "/BaseTransfer"
        case .subscription(let number): path += "/BaseSubscribe[\(number)]"
        case .extending: path += "/ExtendMessage"
        }
        if let element { path += "/" + element }
        return path
    }

    /// Text between elements is said once for each parent.
    mutating func noteText(
        _ reader: borrowing XMLReader, _ complained: inout Bool, _ element: String? = nil
    ) {
        if reader.isBlank || complained { return }
        complained = true
        noteHere(.textBetween, element, reader.line)
    }

    /// Whether a fault is still listed: where faults are only counted any more, nobody reads a
    /// suggestion, and comparing names is saved.
    var isListing: Bool { faults.count < options.mostFaults }

    /// The next event, unless more faults have come than are counted: whoever has so many faults to
    /// mend is helped by none of those behind them, and finding them costs the others' time.
    @inline(__always) mutating func next(
        _ reader: inout XMLReader
    ) throws(Fault) -> XMLReader.Event {
        guard unlisted <= options.mostUnlisted else {
            hasStopped = true
            throw MessageTrouble.stopped(unlisted).fault(path: "", line: reader.line)
        }
        return try reader.next()
    }

    /// Notes an element that does not belong here. Returns the name that was probably meant, of
    /// those that may still come: its absence is then no second fault.
    mutating func noteUnknown(
        _ reader: inout XMLReader, _ names: [String]
    ) throws(Fault) -> String? {
        guard isListing else {
            unlisted += 1
            try reader.skipElement()
            return nil
        }
        let name = reader.localName
        let meant = LikelyName.of(name, among: names)
        noteHere(.unknownElement(shortened(name), meant), shortened(name), reader.line)
        try reader.skipElement()
        return meant
    }

    /// Elements have no attributes but hints where a schema lies.
    mutating func noteAttributes(_ reader: borrowing XMLReader, _ element: String? = nil) {
        for index in 0..<reader.attributes.count {
            let attribute = reader.attributes[index]
            if isSchemaHint(reader, attribute) { continue }
            let name = shortened(
                reader.string(Int(attribute.name.start), Int(attribute.name.end)))
            noteHere(
                .unknownAttribute(name), (element.map { $0 + "/" } ?? "") + "@" + name, reader.line)
        }
    }

    func isSchemaHint(_ reader: borrowing XMLReader, _ attribute: XMLAttribute) -> Bool {
        guard
            reader.spanIs(attribute.namespace, "http://www.w3.org/2001/XMLSchema-instance")
        else { return false }
        let start = attribute.name.localStart
        let end = Int(attribute.name.end)
        return reader.isText(start, end, "schemaLocation")
            || reader.isText(start, end, "noNamespaceSchemaLocation")
    }

    // MARK: names

    func isCEB(_ reader: borrowing XMLReader) -> Bool {
        reader.spanIs(reader.namespace, "http://www.chinaport.gov.cn/ceb")
    }

    /// Complains when the element, known by its name, is in the wrong namespace, and takes that
    /// namespace on for what is inside. Returns what to restore behind the element.
    @inline(__always) mutating func adopt(
        _ reader: borrowing XMLReader, signature: Bool = false
    ) -> XMLSpan? {
        if !signature, reader.namespace.start == lastGood.start, lastGood.start >= 0,
            reader.namespace.isDecoded == lastGood.isDecoded
        {
            return adopted
        }
        return adoptSlowly(reader, signature)
    }

    private mutating func adoptSlowly(
        _ reader: borrowing XMLReader, _ signature: Bool
    ) -> XMLSpan? {
        let outer = adopted
        if signature {
            if !reader.spanIs(reader.namespace, "http://www.w3.org/2000/09/xmldsig#") {
                noteHere(.signatureNamespace(reader.namespaceName), "Signature", reader.line)
            }
            return outer
        }
        if isCEB(reader) {
            lastGood = reader.namespace
            return outer
        }
        if isBare, reader.namespace.start == XMLSpan.absent.start { return outer }
        if let outer, reader.isSameNamespace(outer, reader.namespace) { return outer }
        let name = shortened(reader.localName)
        noteHere(.namespace(reader.namespaceName), name, reader.line)
        adopted = reader.namespace
        return outer
    }

    func isNamed(_ reader: borrowing XMLReader, _ name: String) -> Bool {
        let start = reader.name.localStart
        return name.utf8.elementsEqual(
            UnsafeBufferPointer(
                start: reader.source + start, count: Int(reader.name.end) - start))
    }

    func partIndex(_ reader: borrowing XMLReader, _ table: MessageTable) -> Int? {
        table.parts.firstIndex { isNamed(reader, $0.name) }
    }
}

/// At most forty characters of a text, for people.
func shortened(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: 40, limitedBy: scalars.endIndex),
        end < scalars.endIndex
    else { return text }
    return String(scalars[..<end]) + "…"
}
