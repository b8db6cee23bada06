import Kernel

/// English of the sentences that receipts carry. What goes into a receipt is Chinese, as the
/// protocol has it; pages in English say the same in English first.
enum ReceiptSentences {
    /// English of the words of a receipt; nil for words this system did not put there.
    ///
    /// - Parameter findings: what was found of the document, whose words know both languages.
    static func english(_ words: String, _ findings: [Finding] = []) -> String? {
        if let finding = findings.first(where: { told($0, words) }) {
            // Which element it is stands in the official words, for who reads the message.
            return "\(finding.message.en); \(finding.fix.en)"
        }
        for known in ReceiptPhrase.allCases {
            if let holes = holes(of: words, in: known.pattern.zh) {
                return ReceiptPhrase.filled(known.pattern.en, holes)
            }
        }
        return step(words)
    }

    /// As `receiptInfo` writes it.
    private static func told(_ finding: Finding, _ words: String) -> Bool {
        receiptInfo([finding], code: 0).utf8.dropLast().hasSuffix(";Desc:\(words)".utf8)
    }

    /// Whether words are a step and nothing but the reason for it.
    static func isStep(_ words: String) -> Bool { step(words) != nil }

    /// A step in the words of its status, with the reason an officer gave.
    private static func step(_ words: String) -> String? {
        for status in Status.allCases {
            if words == status.name.zh { return status.name.en }
            if let holes = holes(of: words, in: "\(status.name.zh) {}") {
                return ReceiptPhrase.filled("\(status.name.en): {}", holes)
            }
        }
        return nil
    }

    /// What stands in the gaps of a pattern; nil for other words.
    private static func holes(of words: String, in pattern: String) -> [String]? {
        let parts = pattern.split(separator: "{}", omittingEmptySubsequences: false)
        guard let first = parts.first, words.utf8.starts(with: first.utf8) else { return nil }
        var rest = words[words.utf8.index(words.startIndex, offsetBy: first.utf8.count)...]
        guard parts.count > 1 else { return rest.isEmpty ? [] : nil }
        var holes: [String] = []
        for (index, part) in parts.enumerated().dropFirst() {
            if part.isEmpty {
                guard index == parts.count - 1 else { return nil }
                holes.append(String(rest))
                return holes
            }
            guard let next = rest.utf8.firstRange(of: part.utf8) else { return nil }
            holes.append(String(rest[..<next.lowerBound]))
            rest = rest[next.upperBound...]
        }
        return rest.isEmpty ? holes : nil
    }
}

extension Sequence<UInt8> {
    /// Whether it ends with these bytes.
    fileprivate func hasSuffix(_ bytes: some Sequence<UInt8>) -> Bool {
        Array(self).reversed().starts(with: Array(bytes).reversed())
    }
}
