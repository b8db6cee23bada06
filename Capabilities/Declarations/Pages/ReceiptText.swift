import Kernel
import Reference
import Web

/// The text of a receipt in its parts: `[Code:2600;Desc:放行]` is a code with words, what stands
/// outside brackets is words.
struct ReceiptText: Sendable, Hashable {
    struct Part: Sendable, Hashable {
        /// Empty where the words stand alone.
        let code: String
        let words: String
    }

    let parts: [Part]

    init(_ info: String) {
        var parts: [Part] = []
        var rest = info[...]
        while let open = rest.utf8.firstRange(of: "[Code:".utf8) {
            let before = String(rest[..<open.lowerBound]).trimmedBlanks
            let inside = rest[open.upperBound...]
            guard let close = inside.utf8.firstIndex(of: UInt8(ascii: "]")) else { break }
            if !before.isEmpty { parts.append(Part(code: "", words: before)) }
            let body = inside[..<close]
            if let middle = body.utf8.firstRange(of: ";Desc:".utf8) {
                parts.append(
                    Part(
                        code: String(body[..<middle.lowerBound]),
                        words: String(body[middle.upperBound...])))
            } else {
                parts.append(Part(code: String(body), words: ""))
            }
            rest = inside[inside.utf8.index(after: close)...]
        }
        let after = String(rest).trimmedBlanks
        if !after.isEmpty { parts.append(Part(code: "", words: after)) }
        self.parts = parts
    }
}

extension ReceiptText {
    /// The official tables mark with `[*]` what a receipt fills in; alone it says nothing.
    static func withoutPlaceholders(_ text: String) -> String {
        var text = text
        for mark in [" (number [*])", "[[*]]", "[*]"] { text = text.replacing(mark, with: "") }
        for (from, to) in [("  ", " "), (" ,", ","), (" :", ":")] {
            text = text.replacing(from, with: to)
        }
        while let last = text.unicodeScalars.last, " ,:".unicodeScalars.contains(last) {
            text.unicodeScalars.removeLast()
        }
        return text.trimmedBlanks
    }
}

/// Shows the texts of receipts. They are official words, so they stay Chinese; English readers get
/// what they say first, at least what the code means, and the official words below in small print.
struct ReceiptWords: Sendable {
    let codes: CodeTables
    let day: Day
    /// What was found of the document that is told about.
    var findings: [Finding] = []

    /// - Parameter message: number of the message that was answered, `621`.
    func html(_ info: String, answering message: String, _ language: Language) -> HTML {
        let lines = ReceiptText(info).parts.map { part -> HTML in
            let code: HTML? = part.code.isEmpty ? nil : "<code>\(part.code)</code> "
            return "<li>\(code)\(Self.said(part.words, meaning(part, message, language)))</li>"
        }
        return #"<ul class="plain-list">\#(lines)</ul>"#
    }

    /// Official words with what they say; alone where nobody needs that or it is not known. A step
    /// and an officer's reason are not said twice.
    static func said(_ words: String, _ english: String?) -> HTML {
        guard let english else { return #"<span lang="zh-CN">\#(words)</span>"# }
        if ReceiptSentences.isStep(words) { return "\(english)" }
        return #"\#(english)<span class="under" lang="zh-CN">\#(words)</span>"#
    }

    /// Meaning of a code for those who do not read the official words.
    private func meaning(
        _ part: ReceiptText.Part, _ message: String, _ language: Language
    ) -> String? {
        guard language == .en else { return nil }
        let code = part.code
        let said = ReceiptSentences.english(part.words, findings)
        guard let number = Int(code) else { return said }
        if let said { return said }
        if number < 0 {
            return codes.errors.meaning(of: number, for: message).map {
                ReceiptText.withoutPlaceholders($0.name.en)
            }
        }
        return codes[.receiptInformation].name(of: code, on: day)?.en
            ?? codes[.receiptStatuses].name(of: code, on: day)?.en
    }
}
