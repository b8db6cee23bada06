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
    ///   - mayChangeMuch: whether a rate of exchange may be ten times the one in force, or a tenth.
    case load(
        path: String, from: Day, document: String, isDry: Bool, asJSON: Bool, Language,
        isWhole: Bool = false, mayDropMost: Bool = false, mayChangeMuch: Bool = false)
    /// The editions loaded so far.
    case list(Language)
    /// The same with their files, for a look-up in another process.
    case kept
    /// Withdraws an edition by its number: one that is in use from a day on and for a reason.
    case withdraw(Int64, from: Day? = nil, reason: String = "")

    public var json: JSON {
        switch self {
        case .load(
            let path, let from, let document, let isDry, let asJSON, let language, let isWhole,
            let mayDropMost, let mayChangeMuch):
            .object([
                .init("tariff", .text("load")), .init("path", .text(path)),
                .init("from", .text(from.text)), .init("document", .text(document)),
                .init("dry", .bool(isDry)), .init("json", .bool(asJSON)),
                .init("language", .text(language.rawValue)), .init("whole", .bool(isWhole)),
                .init("dropMost", .bool(mayDropMost)),
                .init("largeChange", .bool(mayChangeMuch)),
            ])
        case .list(let language):
            .object([
                .init("tariff", .text("list")), .init("language", .text(language.rawValue)),
            ])
        case .kept: .object([.init("tariff", .text("kept"))])
        case .withdraw(let number, let day, let reason):
            .object([
                .init("tariff", .text("withdraw")), .init("number", .integer(number)),
                .init("from", day.map { .text($0.text) } ?? .null), .init("reason", .text(reason)),
            ])
        }
    }

    /// Reads a request back; nil for anything else.
    public init?(_ json: JSON) {
        switch json["tariff"]?.string {
        case "list":
            self = .list(json["language"]?.string.flatMap(Language.init(rawValue:)) ?? .zh)
        case "kept": self = .kept
        case "withdraw":
            guard let number = json["number"]?.integer else { return nil }
            self = .withdraw(
                number, from: json["from"]?.string.flatMap { Day($0) },
                reason: json["reason"]?.string ?? "")
        case "load":
            guard let path = json["path"]?.string, let from = Day(json["from"]?.string ?? ""),
                let language = Language(rawValue: json["language"]?.string ?? "")
            else { return nil }
            self = .load(
                path: path, from: from, document: json["document"]?.string ?? "",
                isDry: json["dry"]?.boolean ?? true, asJSON: json["json"]?.boolean ?? false,
                language, isWhole: json["whole"]?.boolean ?? false,
                mayDropMost: json["dropMost"]?.boolean ?? false,
                mayChangeMuch: json["largeChange"]?.boolean ?? false)
        default: return nil
        }
    }
}

extension TariffCapability {
    /// Does what a command asks and gives what is to be printed.
    public func perform(_ request: TariffRequest, by actor: String) async throws -> String {
        switch request {
        case .list(let language):
            return try await desk.all().map { standing in
                let record = standing.record
                return [
                    String(record.number), record.kind, record.from.text, String(record.rows),
                    record.document, record.fileName, record.loadedAt.iso,
                    standing.state.rawValue, record.isWhole ? "whole" : "amendment",
                ].joined(separator: "\t")
                    + (standing.fault.map { "\n  \($0.message[language])" } ?? "")
                    + (standing.withdrawn.map { "\n  \($0[language])" } ?? "")
            }.joined(separator: "\n")
        case .kept: return JSON.array(try await desk.kept().map(\.json)).encoded
        case .withdraw(let number, let day, let reason):
            let first = try await desk.withdraw(number, from: day, reason: reason, by: actor).text
            return "第 \(number) 次导入自 \(first) 起撤下 / edition \(number) is withdrawn from \(first) on"
        case .load(
            let path, let from, let document, let isDry, let asJSON, let language, let isWhole,
            let mayDropMost, let mayChangeMuch):
            let edition = try TariffCapability.edition(path, from, document, isWhole)
            let before = try desk.report(
                edition, mayDropMost: mayDropMost, mayChangeMuch: mayChangeMuch)
            let trade = try await pastTrade.affected(by: edition, orders: recentOrders)
            let report = isDry
                ? before
                : try await desk.load(
                    edition, mayDropMost: mayDropMost, mayChangeMuch: mayChangeMuch, by: actor)
            return EditionText(
                report: report, isDry: isDry, trade: trade,
                isReferenceOnly: edition.isReferenceOnly, named: enterpriseName
            ).text(asJSON, language)
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
    /// Whether no document was named that it is written in.
    let isReferenceOnly: Bool
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
            .init("loaded", .bool(!isDry)), .init("referenceOnly", .bool(isReferenceOnly)),
            .init("startsEnforcing", .bool(report.startsEnforcing)),
            .init("whole", .bool(report.isWhole)),
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
        if isReferenceOnly { lines.append("  " + EditionText.noDocument[language]) }
        if report.startsEnforcing { lines.append("  " + enforcing[language]) }
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

    private static let noDocument = Localized(
        zh: "没有写明依据文件，这份数据只作参考；有依据的，请加 --document",
        en: "no document is named, so these rows are reference only; name it with --document")

    /// What the first positive list means.
    private var enforcing: Localized {
        let (lost, firms) = trade?.reduce(into: (0, 0)) { found, one in
            found.0 += one.lost
            found.1 += one.lost > 0 ? 1 : 0
        } ?? (0, 0)
        return Localized(
            zh: "注意：此前没有执行正面清单。自 \(report.from.text) 起，清单以外的商品一律不得按零售进口申报；"
                + "近一年（含今天）已放行的零售进口中有 \(lost) 项（\(firms) 家企业）将被退单",
            en: "Mind: no positive list was enforced so far. From \(report.from.text) on goods "
                + "outside it are refused as retail imports; of those released in the last year, "
                + "today with it, \(lost) (of \(firms) firms) would be refused")
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
