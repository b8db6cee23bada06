import Kernel
import Synchronization
import Tariff

/// Makes the classifier when it is first asked for, and anew when the words of the tariff are
/// others: editions begin on days, and a house that classifies nothing pays nothing.
final class ClassifierShelf: Sendable {
    private let codes: GoodsCodes
    private let data: ClassificationData
    private let model: TrainedModel?
    private let kept = Mutex<[(key: Key, classifier: Classifier)]>([])

    /// What a classifier is of.
    private struct Key: Equatable {
        /// How often something was loaded.
        let mark: Int
        /// The first of the days of these words; nil before all that is loaded.
        let from: Day?
        let today: Day
    }

    /// Classifiers that are kept: that of today, and one of the days before or after a change.
    private static let most = 2

    init(codes: GoodsCodes, data: ClassificationData, model: TrainedModel?) {
        self.codes = codes
        self.data = data
        self.model = model
    }

    /// The classifier for questions about a day. Whoever comes while it is made waits for it.
    ///
    /// - Parameter today: by which the words are chosen as long as nothing that was loaded makes
    ///   those of the day others.
    func classifier(for day: Day, on today: Day) -> Classifier {
        let (mark, from) = codes.wording(on: day)
        let now = codes.wording(on: today)
        let key = Key(mark: mark, from: from, today: today)
        return kept.withLock { kept in
            if let place = kept.firstIndex(where: { $0.key == key }) {
                let found = kept.remove(at: place)
                kept.append(found)
                return found.classifier
            }
            let made = Classifier(
                data, codes: codes, on: from == now.from ? today : day, model: model)
            kept.removeAll { $0.key.mark != mark || $0.key.today != today }
            kept.append((key: key, classifier: made))
            if kept.count > ClassifierShelf.most { kept.removeFirst() }
            return made
        }
    }

    /// Whether the tariff held here reaches a day.
    func reaches(_ day: Day) -> Bool { !codes.lines(under: "01", on: day).isEmpty }

    /// Whether a code of ten digits is in force on a day.
    func has(_ code: String, on day: Day) -> Bool { codes.line(hs10: code, on: day) != nil }

    /// Codes that begin like one that is not there.
    func near(_ code: String, on day: Day) -> [String] {
        for digits in [8, 6, 4] where digits < code.utf8.count {
            let lines = codes.lines(under: String(code.prefix(digits)), on: day)
            if !lines.isEmpty { return lines.prefix(8).map(\.code.text) }
        }
        return []
    }

    func name(of code: String, on day: Day) -> Localized? { codes.line(hs10: code, on: day)?.name }
}
