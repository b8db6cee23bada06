import ArgumentParser
import FoundationEssentials
public import Kernel
import Plug
import Reference
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What every look-up takes.
struct TariffPlace: ParsableArguments {
    @Option(help: "日期，如 2026-11-21，默认今天 / day, today if not given")
    var on: String?

    @Option(help: "zh 或 en / zh or en")
    var lang: String?

    @Flag(help: "输出 JSON / print JSON")
    var json = false

    @Flag(help: "输出 CSV / print CSV")
    var csv = false

    @Option(
        help: """
            数据目录：计入其中导入的税则数据；不给的，只按随产品提供的数据答复 / data folder, whose loaded \
            editions count; without it the tables that come with the product answer alone
            """)
    var data: String?

    var language: Language { Language.ofTerminal(lang) }

    /// A look-up with the day of the command.
    func query(_ pairs: [(String, String?)] = []) -> TariffQuery {
        TariffQuery([("on", on)] + pairs, today: Clock.system.today)
    }

    /// The tables that answer: those that come with the product, and what was loaded into the data
    /// folder where one is named. Which they are is said beside the answer.
    func book<House: TariffHouse>(_ house: House.Type) async throws -> TariffBook {
        try await TariffBook.answering(try Share.find(), data: data, in: house, language)
    }

    /// Does something; a refusal becomes a sentence with the way to mend it.
    func run(_ work: () async throws -> String) async throws {
        do {
            print(try await work())
        } catch let refusal as any Refusal {
            throw CommandRefusal(refusal, language)
        }
    }
}

extension Language {
    /// The language that is asked for, else that of the terminal.
    static func ofTerminal(_ asked: String?) -> Language {
        let environment = ProcessInfo.processInfo.environment
        let told = asked
            ?? ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
            .first { !$0.isEmpty } ?? ""
        return told.utf8.starts(with: "en".utf8) ? .en : .zh
    }
}

/// Which tables an answer is from.
struct AnsweredFrom {
    /// First day of the tariff that comes with the product.
    let shipped: Day?
    /// What was loaded and counts; nil where nobody asked for it.
    let loaded: [EditionShelf.Record]?
    let setAside: [SetAside]

    var told: Localized {
        let first = shipped?.text ?? "–"
        guard let loaded else {
            return Localized(
                zh: "# 答复依据：随产品提供的数据表（税则 \(first) 起）。未计入任何导入的数据；要计入，请加 --data 数据目录。",
                en: "# Answered from the tables that come with the product (tariff from \(first)). "
                    + "No loaded edition counts; name the data folder with --data for that.")
        }
        let names = loaded.map { "#\($0.number) \($0.kind) \($0.from.text) \($0.document)" }
        let head = Localized(
            zh: "# 答复依据：随产品提供的数据表（税则 \(first) 起），及导入的 \(loaded.count) 份数据"
                + (names.isEmpty ? "。" : "：\(names.joined(separator: "；"))。"),
            en: "# Answered from the tables that come with the product (tariff from \(first)) and "
                + "\(loaded.count) loaded editions"
                + (names.isEmpty ? "." : ": \(names.joined(separator: "; "))."))
        return setAside.reduce(head) { text, fault in
            Localized(
                zh: "\(text.zh)\n# \(fault.message.zh)", en: "\(text.en)\n# \(fault.message.en)")
        }
    }
}

extension TariffBook {
    /// The tables that answer a command: those that come with the product, and what was loaded into
    /// the data folder where one is named. Which they are is said beside the answer.
    public static func answering<House: TariffHouse>(
        _ share: Share, data: String?, in house: House.Type, _ language: Language
    ) async throws -> TariffBook {
        let book = try TariffBook.load(share, tables: try CodeTables.load(share))
        var from = AnsweredFrom(shipped: book.codes.edition?.from, loaded: nil, setAside: [])
        if let data {
            let (records, faults) = try book.take(await House.perform(.kept, data: data))
            from = AnsweredFrom(
                shipped: book.codes.edition?.from,
                loaded: records.filter { record in
                    !faults.contains { $0.number == record.number }
                }, setAside: faults)
        }
        // Beside the answer, so that a program reads the answer alone.
        let bytes = Array((from.told[language] + "\n").utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
        return book
    }

    /// Puts what a house keeps on top of these tables; gives all of it, and what is set aside.
    func take(_ text: String) throws -> (all: [EditionShelf.Record], aside: [SetAside]) {
        let records = try EditionShelf.Record.records(JSON(Array(text.utf8)))
        let (timeline, aside) = EditionReading(book: self).timeline(records)
        codes.loaded.replace(with: timeline)
        return (records, aside)
    }
}

extension EditionShelf.Record {
    /// What is needed to put it on top of the tables, for another process.
    var json: JSON {
        .object([
            .init("number", .integer(number)), .init("kind", .text(kind)),
            .init("from", .text(from.text)), .init("document", .text(document)),
            .init("file", .text(fileName)), .init("whole", .bool(isWhole)),
            .init("withdrawnFrom", withdrawal.map { .text($0.from.text) } ?? .null),
            .init("content", .text(String(decoding: content, as: UTF8.self))),
        ])
    }

    /// Reads records back.
    static func records(_ json: JSON) throws(LookupRefusal) -> [EditionShelf.Record] {
        var found: [EditionShelf.Record] = []
        for one in json.elements {
            guard let number = one["number"]?.integer, let kind = one["kind"]?.string,
                let from = Day(one["from"]?.string ?? ""),
                let content = one["content"]?.string
            else { throw .missing(field: "editions") }
            found.append(
                EditionShelf.Record(
                    number: Int64(number), kind: kind, from: from,
                    document: one["document"]?.string ?? "",
                    fileName: one["file"]?.string ?? "", content: Array(content.utf8), rows: 0,
                    loadedAt: Instant(milliseconds: 0), loadedBy: "",
                    isWhole: one["whole"]?.boolean ?? false,
                    withdrawal: one["withdrawnFrom"]?.string.flatMap { Day($0) }.map {
                        EditionShelf.Withdrawal(from: $0, reason: "")
                    }))
        }
        return found
    }
}
