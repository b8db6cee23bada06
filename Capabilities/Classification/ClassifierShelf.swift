import Kernel
import Synchronization
import Tariff

/// Makes the classifier when it is first asked for, and anew on another day: editions begin on
/// days, and a house that classifies nothing pays nothing.
final class ClassifierShelf: Sendable {
    private let codes: GoodsCodes
    private let data: ClassificationData
    private let model: TrainedModel?
    private let kept = Mutex<(day: Day, classifier: Classifier)?>(nil)

    init(codes: GoodsCodes, data: ClassificationData, model: TrainedModel?) {
        self.codes = codes
        self.data = data
        self.model = model
    }

    /// The classifier of a day. Whoever comes while it is made waits for it.
    func classifier(on today: Day) -> Classifier {
        kept.withLock { kept in
            if let kept, kept.day == today { return kept.classifier }
            let made = Classifier(data, codes: codes, on: today, model: model)
            kept = (today, made)
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
