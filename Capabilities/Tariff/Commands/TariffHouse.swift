public import Kernel
import Plug
public import Wire

/// Where commands that change the tariff find the store. The program provides it: it opens the
/// store, or hands the request to the server that holds it.
public protocol TariffHouse: Sendable {
    /// Has a request done and gives what is to be printed.
    ///
    /// - Parameter data: the data folder, as given; nil for the usual one.
    static func perform(_ request: TariffRequest, data: String?) async throws -> String
}

/// What a command asks of the house, as a value that can go through a socket.
public enum TariffRequest: Sendable, Hashable {
    /// Loads a file, or only tells what it would change. The path is whole: the server reads it.
    ///
    /// - Parameters:
    ///   - isWhole: whether the file takes the place of the whole table, not of the lines it names.
    ///   - mayDropMost: whether such a file may leave out more than half of what is in force.
    case load(
        path: String, from: Day, document: String, isDry: Bool, asJSON: Bool, Language,
        isWhole: Bool = false, mayDropMost: Bool = false)
    /// The editions loaded so far.
    case list
    /// The same with their files, for a look-up in another process.
    case kept
    /// Has done with an edition that is set aside, by its number.
    case withdraw(Int64)

    public var json: JSON {
        switch self {
        case .load(
            let path, let from, let document, let isDry, let asJSON, let language, let isWhole,
            let mayDropMost):
            .object([
                .init("tariff", .text("load")), .init("path", .text(path)),
                .init("from", .text(from.text)), .init("document", .text(document)),
                .init("dry", .bool(isDry)), .init("json", .bool(asJSON)),
                .init("language", .text(language.rawValue)), .init("whole", .bool(isWhole)),
                .init("dropMost", .bool(mayDropMost)),
            ])
        case .list: .object([.init("tariff", .text("list"))])
        case .kept: .object([.init("tariff", .text("kept"))])
        case .withdraw(let number):
            .object([
                .init("tariff", .text("withdraw")), .init("number", .integer(number)),
            ])
        }
    }

    /// Reads a request back; nil for anything else.
    public init?(_ json: JSON) {
        switch json["tariff"]?.string {
        case "list": self = .list
        case "kept": self = .kept
        case "withdraw":
            guard let number = json["number"]?.integer else { return nil }
            self = .withdraw(number)
        case "load":
            guard let path = json["path"]?.string, let from = Day(json["from"]?.string ?? ""),
                let language = Language(rawValue: json["language"]?.string ?? "")
            else { return nil }
            self = .load(
                path: path, from: from, document: json["document"]?.string ?? "",
                isDry: json["dry"]?.boolean ?? true, asJSON: json["json"]?.boolean ?? false,
                language, isWhole: json["whole"]?.boolean ?? false,
                mayDropMost: json["dropMost"]?.boolean ?? false)
        default: return nil
        }
    }
}

extension TariffCapability {
    /// Does what a command asks and gives what is to be printed.
    public func perform(_ request: TariffRequest, by actor: String) async throws -> String {
        switch request {
        case .list:
            return try await desk.all().map { standing in
                let record = standing.record
                return [
                    String(record.number), record.kind, record.from.text, String(record.rows),
                    record.document, record.fileName, record.loadedAt.iso,
                    standing.state.rawValue, record.isWhole ? "whole" : "amendment",
                ].joined(separator: "\t")
                    + (standing.fault.map { "\n  \($0.message.zh)\n  \($0.message.en)" } ?? "")
            }.joined(separator: "\n")
        case .kept: return JSON.array(try await desk.kept().map(\.json)).encoded
        case .withdraw(let number):
            try await desk.withdraw(number, by: actor)
            return "第 \(number) 次导入已撤下 / edition \(number) is withdrawn"
        case .load(
            let path, let from, let document, let isDry, let asJSON, let language, let isWhole,
            let mayDropMost):
            let edition = try TariffCapability.edition(path, from, document, isWhole)
            let before = try desk.report(edition, mayDropMost: mayDropMost)
            let trade = try await pastTrade.affected(by: edition, orders: recentOrders)
            let report = isDry
                ? before : try await desk.load(edition, mayDropMost: mayDropMost, by: actor)
            return EditionText(report: report, isDry: isDry, trade: trade, named: enterpriseName)
                .text(asJSON, language)
        }
    }

    /// Reads a file an operator named.
    private static func edition(_ path: String, _ from: Day, _ document: String, _ isWhole: Bool)
        throws -> Edition
    {
        guard let data = CommandInput.bytes(path) else { throw EditionRefusal.noFile(path) }
        let name = String(path.split(separator: "/").last ?? "")
        let content = try PublishedForm.table(data)
        try EditionText.check(content)
        return Edition(
            kind: try EditionReading.kind(of: content, name: name), from: from,
            document: document.isEmpty ? name : document, fileName: name, content: content,
            isWhole: isWhole)
    }
}

/// What an edition changes, for a terminal or a program.
struct EditionText: Sendable {
    let report: EditionReport
    let isDry: Bool
    /// Whom it touches; nil where that is not known.
    let trade: [TradeAffected]?
    /// What an enterprise is called.
    let named: @Sendable (String) -> String

    /// Reads a file as CSV, so that what is wrong with its form is told in both languages.
    static func check(_ content: [UInt8]) throws(LookupRefusal) {
        do {
            var table = try CSVTable(content, limits: .data)
            while try table.next() != nil {}
        } catch {
            throw .fileLine(max(1, error.line), column: "", error.mending)
        }
    }

    /// Most changes a terminal shows.
    private static let most = 50

    func text(_ asJSON: Bool, _ language: Language) -> String {
        asJSON ? json.encoded : plain(language)
    }

    private var json: JSON {
        .object([
            .init("kind", .text(report.kind.rawValue)), .init("from", .text(report.from.text)),
            .init("loaded", .bool(!isDry)), .init("whole", .bool(report.isWhole)),
            .init("inForceBefore", .integer(report.before)),
            .init("untouched", .integer(report.untouched)),
            .init("counts", .object(EditionReport.Change.What.allCases.map {
                .init($0.rawValue, .integer(report.count($0)))
            })),
            .init("changes", .array(report.changes.filter { $0.what != .same }.map { change in
                .object([
                    .init("subject", .text(change.subject)),
                    .init("what", .text(change.what.rawValue)),
                    .init("details", .array(change.details.map { .text($0) })),
                ])
            })),
            .init("trade", trade.map { .array($0.map(affected)) } ?? .null),
        ])
    }

    private func affected(_ one: TradeAffected) -> JSON {
        .object([
            .init("enterprise", .text(one.enterprise)),
            .init("name", .text(named(one.enterprise))),
            .init("declarations", .integer(one.changes.count)),
            .init("beforeYuan", .text(one.before.text)),
            .init("afterYuan", .text(one.after.text)),
            .init("notDeclarable", .integer(one.lost)),
            .init("lines", .array(one.changes.map { change in
                .object([
                    .init("number", .text(change.number)),
                    .init("codes", .array(change.codes.map { .text($0) })),
                    .init("beforeYuan", .text(change.before.text)),
                    .init("afterYuan", TariffJSON.number(change.after)),
                    .init("refused", change.refusal.map(\.json) ?? .null),
                ])
            })),
        ])
    }

    private func plain(_ language: Language) -> String {
        let head = isDry
            ? Localized(zh: "试运行，未导入：", en: "Dry run, nothing loaded: ")
            : Localized(zh: "已导入：", en: "Loaded: ")
        let counts = EditionReport.Change.What.allCases.map {
            "\(EditionText.told($0)[language]) \(report.count($0))"
        }.joined(separator: language == .zh ? "，" : ", ")
        var lines = ["\(head[language])\(report.kind.rawValue) \(report.from.text)  \(counts)"]
        lines.append("  " + scope[language])
        // What is dropped first: it is what nobody sees in the file.
        let changes = report.changes.filter { $0.what == .dropped }
            + report.changes.filter { $0.what != .same && $0.what != .dropped }
        lines += changes.prefix(EditionText.most).map {
            "  \($0.subject)  \(EditionText.told($0.what)[language])  "
                + $0.details.joined(separator: "; ")
        }
        if changes.count > EditionText.most {
            lines.append(
                Localized(
                    zh: "  …… 另有 \(changes.count - EditionText.most) 项，用 --json 看全部",
                    en: "  … \(changes.count - EditionText.most) more, all of them with --json")[
                        language])
        }
        return (lines + touched(language)).joined(separator: "\n")
    }

    /// What becomes of the lines the file does not name.
    private var scope: Localized {
        let dropped = report.count(.dropped)
        return report.isWhole
            ? Localized(
                zh: "整表替换：现有 \(report.before) 行中，文件没有的 \(dropped) 行自 \(report.from.text) 起不再有效",
                en: "a whole table: of \(report.before) lines in force, \(dropped) that the file "
                    + "does not have hold no longer from \(report.from.text) on")
            : Localized(
                zh: "修改：文件没有提到的 \(report.untouched) 行照旧（文件是完整新表的，请加 --whole）",
                en: "an amendment: \(report.untouched) lines the file does not name stay (--whole "
                    + "where it is the complete new table)")
    }

    /// Which firms' trade of the year before it touches, and by how much.
    private func touched(_ language: Language) -> [String] {
        guard let trade else { return [] }
        guard !trade.isEmpty else {
            return [
                Localized(
                    zh: "  对近一年已申报的货物没有影响", en: "  No declaration of the last year is touched")[
                        language]
            ]
        }
        return trade.flatMap { told($0, language) }
    }

    private func told(_ one: TradeAffected, _ language: Language) -> [String] {
        let name = named(one.enterprise)
        let (before, after) = (one.before.grouped, one.after.grouped)
        let head = Localized(
            zh: "  \(name)：近一年 \(one.changes.count) 项受影响，税款 \(before) → \(after) 元，"
                + "\(one.lost) 项不能再这样申报",
            en: "  \(name): \(one.changes.count) declared lines of the last year touched, taxes "
                + "\(before) → \(after) yuan, \(one.lost) no longer possible")
        let lines = one.changes.prefix(10).map { change -> String in
            let codes = change.codes.joined(separator: " ")
            let then = change.after?.grouped ?? change.refusal?[language] ?? "–"
            return "    \(change.number)  \(codes)  \(change.before.grouped) → \(then)"
        }
        return [head[language]] + lines
    }

    private static func told(_ what: EditionReport.Change.What) -> Localized {
        switch what {
        case .new: Localized(zh: "新增", en: "new")
        case .changed: Localized(zh: "变更", en: "changed")
        case .ended: Localized(zh: "停用", en: "ended")
        case .same: Localized(zh: "不变", en: "unchanged")
        case .dropped: Localized(zh: "去掉（文件中没有）", en: "dropped (not in the file)")
        }
    }
}
