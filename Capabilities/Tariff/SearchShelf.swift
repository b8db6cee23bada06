import Kernel
import Synchronization

/// The indexes that goods are searched by: the one of what came with the product, and one for each
/// stretch of days on which loaded editions gave goods other names, words or codes, made when it
/// is first asked for.
final class SearchShelf: Sendable {
    private let shipped: CodeSearch
    private let made = Mutex<Made>(Made())

    private struct Made {
        var mark = 0
        /// Indexes of loaded editions, the one asked for last at the end.
        var indexes: [(from: Day, index: CodeSearch)] = []
    }

    /// Indexes of loaded editions that are kept: some megabytes each.
    private static let most = 8

    init(_ shipped: CodeSearch) { self.shipped = shipped }

    /// The same index with none made for what is loaded: for other editions.
    var fresh: SearchShelf { SearchShelf(shipped) }

    func index(_ codes: GoodsCodes, on day: Day) -> CodeSearch {
        let (mark, from) = codes.wording(on: day)
        guard let from else { return shipped }
        let found = made.withLock { made -> CodeSearch? in
            if made.mark < mark { made = Made(mark: mark) }
            guard made.mark == mark,
                let place = made.indexes.firstIndex(where: { $0.from == from })
            else { return nil }
            let found = made.indexes.remove(at: place)
            made.indexes.append(found)
            return found.index
        }
        if let found { return found }
        // Outside the lock: who searches as of other days does not wait for it.
        let index = CodeSearch(codes, on: from)
        made.withLock { made in
            guard made.mark == mark, !made.indexes.contains(where: { $0.from == from }) else {
                return
            }
            made.indexes.append((from: from, index: index))
            if made.indexes.count > SearchShelf.most { made.indexes.removeFirst() }
        }
        return index
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
