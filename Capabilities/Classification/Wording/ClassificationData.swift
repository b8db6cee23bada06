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
    let limits: VerdictLimits

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
            limits: try limits(share))
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

    private static func limits(_ share: Share) throws(DataFault) -> VerdictLimits {
        var file = try DataFile("\(folder)/settings.csv", in: share)
        let name = try file.column("name")
        let value = try file.column("permille")
        var found: [String: Int] = [:]
        while let row = try file.next() {
            guard let number = Int(row.text(value)), (0...1000).contains(number) else {
                throw row.fault("permille")
            }
            found[row.text(name)] = number
        }
        guard let clear = found["clear_from"], let likely = found["likely_from"],
            let second = found["likely_second_part"], let least = found["not_enough_below"],
            let known = found["short_known_below"], let confirmed = found["confirmed"]
        else {
            throw DataFault(
                path: file.path, line: 0,
                reason: "clear_from, likely_from, likely_second_part, not_enough_below, "
                    + "short_known_below, confirmed")
        }
        return VerdictLimits(
            clearFrom: clear, likelyFrom: likely, likelySecondPart: second, notEnoughBelow: least,
            shortKnownBelow: known, confirmed: confirmed)
    }
}
