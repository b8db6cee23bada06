public import Kernel

/// Negative return statuses of the gateway: what went wrong, and how to mend it.
///
/// Import messages have single codes. Export messages have bands of a thousand (signature, format,
/// business, processing) for each document. The same number can mean different things for import
/// and export, so a look-up names the message it answers.
public struct ErrorCodes: Sendable {
    /// The meaning of one code.
    public struct Meaning: Sendable, Hashable {
        public let name: Localized
        /// What to do; nil for codes this gateway does not give.
        public let fix: Localized?
        /// Number of the message the code belongs to (`311`), nil when it fits any.
        public let message: String?
        public let source: String
    }

    private struct Band {
        let highest: Int
        let lowest: Int
        let meaning: Meaning
    }

    private let single: [Int: Meaning]
    private let bands: [Band]

    /// Export messages; all others have the single codes.
    private static let exportMessages: Set<String> = [
        "303", "403", "505", "507", "509", "603", "605", "607", "701",
    ]

    /// What a negative return status means as the answer to a message (`311`, `603` …); nil for a
    /// code no table knows.
    public func meaning(of code: Int, for message: String) -> Meaning? {
        guard ErrorCodes.exportMessages.contains(message) else { return single[code] }
        return bands.first { band in
            band.highest >= code && code >= band.lowest
                && (band.meaning.message == nil || band.meaning.message == message)
        }?.meaning
    }

    /// All single codes with their meaning, in the order of the table: -10101 first.
    public var all: [(code: Int, meaning: Meaning)] {
        single.sorted { $0.key > $1.key }.map { ($0.key, $0.value) }
    }

    static func load(_ share: Share) throws(DataFault) -> ErrorCodes {
        var single: [Int: Meaning] = [:]
        var file = try DataFile("Reference/Data/ceb-error-codes.csv", in: share)
        let code = try file.column("code")
        let columns = try MeaningColumns(file)
        while let row = try file.next() {
            guard let number = Int(row.text(code)), number < 0,
                single.updateValue(try columns.meaning(row), forKey: number) == nil
            else { throw row.fault("code") }
        }
        return ErrorCodes(single: single, bands: try loadBands(share))
    }

    private static func loadBands(_ share: Share) throws(DataFault) -> [Band] {
        var bands: [Band] = []
        var file = try DataFile("Reference/Data/ceb-error-bands-export.csv", in: share)
        let code = try file.column("code")
        let codeTo = try file.column("code_to")
        let columns = try MeaningColumns(file)
        while let row = try file.next() {
            guard let highest = Int(row.text(code)), let lowest = Int(row.text(codeTo)),
                lowest < highest, highest < 0
            else { throw row.fault("code") }
            bands.append(
                Band(highest: highest, lowest: lowest, meaning: try columns.meaning(row)))
        }
        return bands
    }
}

private struct MeaningColumns {
    let zh, en, source, document, fixZh, fixEn: Int

    init(_ file: DataFile) throws(DataFault) {
        zh = try file.column("name_zh")
        en = try file.column("name_en")
        source = try file.column("source")
        document = try file.column("document")
        fixZh = try file.column("fix_zh")
        fixEn = try file.column("fix_en")
    }

    func meaning(_ row: DataRow) throws(DataFault) -> ErrorCodes.Meaning {
        let fix = Localized(zh: row.text(fixZh), en: row.text(fixEn))
        guard fix.zh.isEmpty == fix.en.isEmpty else { throw row.fault("fix_en") }
        return ErrorCodes.Meaning(
            name: Localized(
                zh: try row.required(zh, "name_zh"), en: try row.required(en, "name_en")),
            fix: fix.zh.isEmpty ? nil : fix,
            message: row.text(document).isEmpty ? nil : row.text(document),
            source: try row.required(source, "source"))
    }
}
