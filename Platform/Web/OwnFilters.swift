public import Kernel

/// A person's own filters of a list, put into the page after it was made: whoever makes a list need
/// not know who keeps what.
public struct OwnFilters: Sendable {
    /// A filter that was kept: its name, and its address with the language.
    public typealias Kept = (name: String, path: String)

    private static let place = Array(HTML.ownFilters.text.utf8)

    /// Whether a page has a place for them.
    public static func fit(_ answer: Answer) -> Bool { at(answer.body) != nil }

    /// The page with them.
    ///
    /// - Parameters:
    ///   - list: path of the list, without the language.
    ///   - all: where all of them are, with the language; the form leads there to keep one.
    public static func put(
        _ kept: [Kept], of list: String, all: String, into answer: Answer, _ language: Language
    ) -> Answer {
        guard let at = at(answer.body) else { return answer }
        let links = kept.map { HTML.link($0.name, to: $0.path) }
        let word: HTML? = links.isEmpty
            ? nil : #"<span class="own-filters-word">\#(Words.ownFilters, language)</span> "#
        let part: HTML = """
            <p class="own-filters">\(word)\(links.joined(by: " "))\
            <button class="plain" type="submit" formaction="\(url: all)" name="saved-list" \
            value="\(list)">\(Words.keepFilter, language)</button></p>
            """
        var answer = answer
        answer.body.replaceSubrange(at..<(at + place.count), with: part.bytes)
        return answer
    }

    private static func at(_ body: [UInt8]) -> Int? {
        let place = place
        return body.withUnsafeBytes { bytes in
            guard bytes.count >= place.count else { return nil }
            for start in 0...(bytes.count - place.count)
            where bytes[start] == place[0] && bytes[start + 5] == place[5] {
                if (1..<place.count).allSatisfy({ bytes[start + $0] == place[$0] }) { return start }
            }
            return nil
        }
    }
}
