import Kernel
import Reference
import Tariff

/// Where the tables of this room lie.
let folder = "Capabilities/Classification/Data"

/// The tables of this room, read once.
struct ClassificationData: Sendable {
    /// Everyday words and the codes they lead to.
    var everyday: [KnownText]
    /// Rows of open sets, see `Data/SOURCES.md`.
    let open: [KnownText]
    let vague: VagueWords
    /// Declaration elements by their Chinese name without brackets.
    let elements: [String: Localized]
    let calibration: (zh: Calibration, en: Calibration)
    private let settings: SettingsTable

    /// Reads every table. Refuses one that is missing or damaged, naming file and line.
    static func load(_ share: Share) throws(DataFault) -> ClassificationData {
        try share.once { () throws(DataFault) in try read(share) }
    }

    private static func read(_ share: Share) throws(DataFault) -> ClassificationData {
        ClassificationData(
            everyday: try everyday(share), open: try open(share),
            vague: VagueWords(try column("vague-words.csv", "word", share)),
            elements: try elements(share),
            calibration: (try calibration("zh", share), try calibration("en", share)),
            settings: try settings(share))
    }

    /// Everyday words with those that an edition brought; these take the place of the same words.
    func everyday(with loaded: LoadedWords) -> [KnownText] {
        guard loaded.isWhole || !loaded.replaced.isEmpty else { return everyday }
        let kept = loaded.isWhole
            ? [] : everyday.filter { !loaded.replaced.contains(LoadedWords.key($0.text)) }
        return kept + loaded.words.compactMap { word, code in
            CodePrefix(code).map {
                KnownText(text: word, code: $0, origin: .synonym, source: "")
            }
        }
    }

    private static func everyday(_ share: Share) throws(DataFault) -> [KnownText] {
        try EverydayWords.load(share).compactMap { entry in
            CodePrefix(entry.code).map {
                KnownText(text: entry.words, code: $0, origin: .synonym, source: "")
            }
        }
    }

    private static func open(_ share: Share) throws(DataFault) -> [KnownText] {
        var file = try DataFile("\(folder)/open-texts.csv", in: share)
        let text = try file.column("text")
        let code = try file.column("hs6")
        let set = try file.column("set")
        var texts: [KnownText] = []
        while let row = try file.next() {
            guard let prefix = CodePrefix(row.text(code)) else { throw row.fault("hs6") }
            texts.append(
                KnownText(
                    text: try row.required(text, "text"), code: prefix, origin: .open,
                    source: row.text(set)))
        }
        return texts
    }

    private static func column(_ name: String, _ column: String, _ share: Share)
        throws(DataFault) -> [String]
    {
        var file = try DataFile("\(folder)/\(name)", in: share)
        let place = try file.column(column)
        var found: [String] = []
        while let row = try file.next() { found.append(try row.required(place, column)) }
        return found
    }

    private static func elements(_ share: Share) throws(DataFault) -> [String: Localized] {
        var file = try DataFile("\(folder)/element-names.csv", in: share)
        let zh = try file.column("name_zh")
        let en = try file.column("name_en")
        var found: [String: Localized] = [:]
        while let row = try file.next() {
            let name = try row.required(zh, "name_zh")
            found[name] = Localized(zh: name, en: try row.required(en, "name_en"))
        }
        return found
    }

    private static func calibration(_ language: String, _ share: Share)
        throws(DataFault) -> Calibration
    {
        var file = try DataFile("\(folder)/calibration.csv", in: share)
        let of = try file.column("language")
        let upTo = try file.column("share_up_to")
        let chance = try file.column("right")
        var steps: [Calibration.Step] = []
        while let row = try file.next() {
            guard row.text(of) == language else { continue }
            guard let share = Float(row.text(upTo)), let right = Float(row.text(chance)),
                (0...1).contains(share), (0...1).contains(right),
                steps.last.map({ $0.upTo < share && $0.chance <= right }) ?? true
            else { throw row.fault("right") }
            steps.append(Calibration.Step(upTo: share, chance: right))
        }
        return Calibration(steps: steps)
    }

    /// From which chance on an answer is what, on a day.
    func limits(on day: Day) -> VerdictLimits {
        func permille(_ key: String) -> Int { settings.standingWhole(key, on: day) }
        return VerdictLimits(
            clearFrom: permille("chance.clear-from"), likelyFrom: permille("chance.likely-from"),
            likelySecondPart: permille("chance.likely-second-part"),
            notEnoughBelow: permille("chance.not-enough-below"),
            shortKnownBelow: permille("words.short-known-below"),
            confirmed: permille("chance.confirmed"))
    }

    static func settings(_ share: Share) throws(DataFault) -> SettingsTable {
        let keys = [
            "chance.clear-from", "chance.likely-from", "chance.likely-second-part",
            "chance.not-enough-below", "chance.confirmed", "words.short-known-below",
        ]
        return try SettingsTable.load(
            "\(folder)/settings.csv",
            SettingsTable.Needs(
                lasting: Set(keys),
                ranges: Dictionary(uniqueKeysWithValues: keys.map { ($0, 0...1000) })), in: share)
    }
}
