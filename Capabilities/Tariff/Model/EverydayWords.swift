public import Kernel
public import Reference

/// Everyday words for goods, in Chinese and English, and the subheading or code they lead to: this
/// system's own list, used by search and by classification.
public struct EverydayWords: Sendable, Hashable {
    /// One word or several.
    public let words: String
    /// Two to ten digits.
    public let code: String

    /// Reads the list. Refuses a file that is missing or damaged, naming file and line.
    public static func load(_ share: Share) throws(DataFault) -> [EverydayWords] {
        var file = try DataFile("\(folder)/everyday-words.csv", in: share)
        let words = try file.column("words")
        let code = try file.column("code")
        var found: [EverydayWords] = []
        while let row = try file.next() {
            let digits = row.text(code)
            guard GoodsCode.pack(digits) != nil, digits.utf8.count >= 2 else {
                throw row.fault("code")
            }
            found.append(EverydayWords(words: try row.required(words, "words"), code: digits))
        }
        return found
    }
}
