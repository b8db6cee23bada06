import Kernel
import Synchronization

/// The indexes that goods are searched by: the one of what came with the product, and one for each
/// stretch of days on which loaded editions gave goods other names, words or codes, made when it
/// is first asked for.
final class SearchShelf: Sendable {
    private let shipped: CodeSearch
    /// Indexes of loaded editions, the latest asked for last.
    private let made = Mutex<(mark: Int, indexes: [(from: Day, index: CodeSearch)])>((0, []))

    /// Indexes of loaded editions that are kept: some megabytes each.
    private static let most = 3

    init(_ shipped: CodeSearch) { self.shipped = shipped }

    /// The same index with none made for what is loaded: for other editions.
    var fresh: SearchShelf { SearchShelf(shipped) }

    func index(_ codes: GoodsCodes, on day: Day) -> CodeSearch {
        let (mark, from) = codes.wording(on: day)
        guard let from else { return shipped }
        // Whoever comes while it is made waits for it.
        return made.withLock { made in
            if made.mark != mark { made = (mark, []) }
            if let found = made.indexes.first(where: { $0.from == from }) { return found.index }
            let index = CodeSearch(codes, on: from)
            made.indexes.append((from: from, index: index))
            if made.indexes.count > SearchShelf.most { made.indexes.removeFirst() }
            return index
        }
    }
}

extension GoodsCodes {
    /// The words that lead to goods on a day, shipped and loaded.
    func searchWords(on day: Day) -> [SearchWord] {
        let shipped = shippedWords
        return loaded.at(day) { $0.words.all(on: max(day, firstDay), over: shipped) }.map(\.value)
    }

    /// The line a code is searched by: as of a day with what is loaded, where there is a day. A
    /// code that is in force on other days alone is found by the name it has then.
    func line(named code: GoodsCode, on day: Day?) -> TariffLine? {
        guard let day else { return anyLine(code) }
        if let version = loaded.version(of: code, on: day), version.line == nil { return nil }
        return line(code, on: day) ?? anyLine(code)
    }
}
