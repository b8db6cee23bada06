extension SampleMessage {
    /// The message with its first document broken in a way the writer would never write it.
    func spoilt(by defect: SampleDefect) -> SampleMessage {
        var bytes = bytes
        switch defect {
        case .wrongOrder: bytes.swap("appType", with: "appTime")
        case .missingElement: bytes.remove("goodsValue")
        case .amount(let text): bytes.put(text, into: "goodsValue")
        default: return self
        }
        return SampleMessage(
            type: type, guid: guid, sender: sender, bytes: bytes, documents: documents)
    }
}

extension [UInt8] {
    /// Where an element lies, tags included, and where its text does.
    private func element(_ name: String) -> (whole: Range<Int>, text: Range<Int>)? {
        let start = Array("<ceb:\(name)>".utf8)
        let end = Array("</ceb:\(name)>".utf8)
        guard let first = place(of: start, from: 0),
            let last = place(of: end, from: first + start.count)
        else { return nil }
        return (first..<last + end.count, first + start.count..<last)
    }

    private func place(of wanted: [UInt8], from: Int) -> Int? {
        guard count >= wanted.count else { return nil }
        return (from...(count - wanted.count)).first { at in
            self[at..<at + wanted.count].elementsEqual(wanted)
        }
    }

    /// Lets two elements change places, the first of which comes directly before the other.
    fileprivate mutating func swap(_ first: String, with second: String) {
        guard let one = element(first)?.whole, let two = element(second)?.whole,
            one.upperBound == two.lowerBound
        else { return }
        replaceSubrange(one.lowerBound..<two.upperBound, with: Array(self[two]) + self[one])
    }

    fileprivate mutating func remove(_ name: String) {
        if let found = element(name) { removeSubrange(found.whole) }
    }

    fileprivate mutating func put(_ text: String, into name: String) {
        if let found = element(name) { replaceSubrange(found.text, with: Array(text.utf8)) }
    }
}
