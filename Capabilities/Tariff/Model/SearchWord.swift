public import Kernel

/// A word goods are searched by, the codes it leads to, and what the tariff says instead: it counts
/// for search, and its codes for classification.
struct SearchWord: LoadedValue, Hashable {
    /// In small letters.
    let word: String
    /// Two to ten digits each, the likeliest first.
    let codes: [String]
    let says: [String]

    var loadedKey: String { word }
}

extension Nomenclature {
    /// The words that came with the product, as rows a later table goes before.
    func shippedWords(from day: Day) -> [Dated<SearchWord>] {
        var codes: [String: [String]] = [:]
        for (word, list) in words { codes[word, default: []] += list }
        let source = Citation(document: "\(folder)")
        return Set(codes.keys).union(otherWords.keys).sorted().map { word in
            Dated(
                from: day, to: nil,
                value: SearchWord(
                    word: word, codes: codes[word] ?? [], says: otherWords[word] ?? []),
                citation: source)
        }
    }
}

extension GoodsCodes {
    /// Words with the codes they lead to that were loaded and hold on a day, and which of the
    /// shipped ones they take the place of.
    public func loadedWords(on day: Day) -> LoadedWords {
        loaded.at(day) { state in
            guard !state.words.isEmpty else { return LoadedWords() }
            var found = LoadedWords(isWhole: state.words.isWhole(on: day))
            for key in state.words.rows.keys.sorted() {
                guard let row = state.words.row(key, on: day) else { continue }
                found.replaced.insert(key)
                found.words += row.value.codes.map { (word: key, code: $0) }
            }
            return found
        }
    }

    /// The first of the days on which search and classification go by the same words as on this
    /// one, and how many times something was loaded; nil where nothing is loaded that holds.
    public func wording(on day: Day) -> (mark: Int, from: Day?) { loaded.wording(on: day) }
}

/// Words an edition brought.
public struct LoadedWords: Sendable {
    /// Whether none of the shipped words counts any more.
    public var isWhole = false
    /// Words, in small letters, that say what the shipped ones said.
    public var replaced: Set<String> = []
    /// A word and a code of two to ten digits it leads to.
    public var words: [(word: String, code: String)] = []

    /// A word as it stands in `replaced`.
    public static func key(_ word: String) -> String { SearchWords.key(word) }
}
