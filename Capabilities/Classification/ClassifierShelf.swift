import Kernel
import Synchronization
import Tariff

/// Makes the classifier when it is first asked for, and anew when the words of the tariff are
/// others: editions begin on days, and a house that classifies nothing pays nothing.
///
/// One takes some tenths of a second to make, and whoever asks chooses the day: they are made one
/// after the other on a thread that serves nobody else, and what is there waits for none of them.
final class ClassifierShelf: Sendable {
    private let codes: GoodsCodes
    private let data: ClassificationData
    private let model: TrainedModel?
    private let state = Mutex(State())
    private let bench = Turns(atOnce: 1)

    private struct State {
        /// The one asked for last at the end.
        var kept: [(key: Key, classifier: Classifier)] = []
        var made: [Key: Task<Classifier, any Error>] = [:]
    }

    /// What a classifier is of.
    private struct Key: Hashable {
        /// How often something was loaded.
        let mark: Int
        /// The first of the days of these words; nil before all that is loaded.
        let from: Day?
        let today: Day
    }

    /// Classifiers that are kept, some ten megabytes each.
    private static let most = 4
    /// Classifiers that are being made or wait for it; whoever asks for yet another is told to come
    /// again.
    private static let mostMade = 4

    init(codes: GoodsCodes, data: ClassificationData, model: TrainedModel?) {
        self.codes = codes
        self.data = data
        self.model = model
    }

    /// The classifier for questions about a day. Whoever asks for one that is being made waits for
    /// it.
    ///
    /// - Parameter today: by which the words are chosen as long as nothing that was loaded makes
    ///   those of the day others.
    /// - Throws: `busy` when those of too many other days are being made.
    func classifier(for day: Day, on today: Day) async throws -> Classifier {
        let (mark, from) = codes.wording(on: day)
        let now = codes.wording(on: today)
        let key = Key(mark: mark, from: from, today: today)
        let found = state.withLock { state -> Result<Classifier, any Error>? in
            guard let place = state.kept.firstIndex(where: { $0.key == key }) else { return nil }
            let found = state.kept.remove(at: place)
            state.kept.append(found)
            return .success(found.classifier)
        }
        if let found { return try found.get() }
        let isToday = from == now.from
        return try await making(key, on: isToday ? today : day, isAlways: isToday).value
    }

    /// The making of a classifier: that which is going on, or one that begins now.
    ///
    /// - Parameter isAlways: for the words of today, which everybody waits for.
    private func making(_ key: Key, on day: Day, isAlways: Bool) throws
        -> Task<Classifier, any Error>
    {
        try state.withLock { state in
            if let made = state.made[key] { return made }
            guard isAlways || state.made.count < ClassifierShelf.mostMade else {
                throw ClassificationRefusal.busy
            }
            let task = Task { [self] in
                defer { self.state.withLock { $0.made[key] = nil } }
                let made = try await bench.run(orElse: ClassificationRefusal.busy) { [self] in
                    try await OwnThread.run { [codes, data, model] in
                        Classifier(data, codes: codes, on: day, model: model)
                    }
                }
                keep(made, key)
                return made
            }
            state.made[key] = task
            return task
        }
    }

    private func keep(_ made: Classifier, _ key: Key) {
        state.withLock { state in
            state.kept.removeAll {
                $0.key == key || $0.key.mark < key.mark || $0.key.today < key.today
            }
            state.kept.append((key: key, classifier: made))
            if state.kept.count > ClassifierShelf.most { state.kept.removeFirst() }
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
