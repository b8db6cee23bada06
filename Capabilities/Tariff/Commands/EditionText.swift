import Kernel
import Wire

/// What an edition changes, for a terminal or a program.
struct EditionText: Sendable {
    var report: EditionReport
    var isDry: Bool
    /// Whom it touches; nil where that is not known.
    let trade: [TradeAffected]?
    /// Whether no document was named that it is written in.
    let isReferenceOnly: Bool
    /// What an enterprise is called.
    let named: @Sendable (String) -> String
    /// Whether it would wait for a second person, and under which number it waits.
    var waitsUnasked = false
    var waiting: Int64?
    /// Set where an edition would be withdrawn, or is.
    var withdrawal: Withdrawal?
    /// Whether it is kept with a proposal: what became of that is told beside it and not in it.
    var isKept = false
    /// Questions that would find other codes.
    var searches: [SearchTouched] = []

    /// Which edition is withdrawn, and why.
    struct Withdrawal: Sendable {
        let number: Int64
        let fileName: String
        let reason: String
    }

    /// As it is kept with a proposal, for whoever decides on it.
    var kept: Localized {
        var told = self
        told.isKept = true
        return Localized(zh: told.plain(.zh, hints: false), en: told.plain(.en, hints: false))
    }

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
        asJSON ? json.encoded : plain(language, hints: true)
    }

    /// All of it.
    var json: JSON { json(after: 0, most: .max) }

    /// - Parameters:
    ///   - after: how many changes are passed by.
    ///   - most: how many are told; what is left out is counted.
    func json(after: Int, most: Int) -> JSON {
        let page = ChangesPage(
            report.changes.filter { $0.what != .same }, after: after, most: most)
        return .object([
            .init("kind", .text(report.kind.rawValue)), .init("from", .text(report.from.text)),
            .init("loaded", .bool(!isDry && withdrawal == nil)),
            .init("withdraws", withdrawal.map { .integer($0.number) } ?? .null),
            .init("withdrawn", .bool(!isDry && withdrawal != nil)),
            .init("waitsForSecondPerson", .bool(waitsUnasked)),
            .init("proposal", waiting.map { .integer($0) } ?? .null),
            .init("referenceOnly", .bool(isReferenceOnly)),
            .init("startsEnforcing", .bool(report.startsEnforcing)),
            .init("warnings", .array(report.warnings.map(\.json))),
            .init("whole", .bool(report.isWhole)),
            .init("inForceBefore", .integer(report.before)),
            .init("untouched", .integer(report.untouched)),
            .init("counts", .object(EditionReport.Change.What.allCases.map {
                .init($0.rawValue, .integer(report.count($0)))
            })),
            .init("changes", page.json), .init("changesTotal", .integer(page.total)),
            .init("changesNext", page.next.map { .integer($0) } ?? .null),
            .init("rest", ChangesPage.rest(page.next, of: waiting)),
            .init("searches", .array(searches.map { one in
                .object([
                    .init("question", .text(one.question)),
                    .init("before", .array(one.before.map { .text($0) })),
                    .init("after", .array(one.after.map { .text($0) })),
                ])
            })),
            .init("trade", trade.map { .array($0.map(affected)) } ?? .null),
            .init("notComputed", trade == nil ? EditionText.notComputed.json : .null),
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
            .init("notDeclarableYuan", .text(one.lostBefore.text)),
            .init("lines", .array(one.changes.map { change in
                .object([
                    .init("number", .text(change.number)),
                    .init("codes", .array(change.codes.map { .text($0) })),
                    .init("beforeYuan", .text(change.before.text)),
                    .init("afterYuan", TariffJSON.number(change.after)),
                    .init("refused", change.refusal.map(\.json) ?? .null),
                    .init("note", change.note.map(\.json) ?? .null),
                ])
            })),
        ])
    }

    /// - Parameter hints: whether commands are named that change what is done.
    func plain(_ language: Language, hints: Bool) -> String {
        var lines = [head(language)]
        if let waiting { lines.append("  " + EditionText.waits(waiting)[language]) }
        if waiting == nil, waitsUnasked, hints {
            lines.append("  " + EditionText.wouldWait[language])
        }
        if let withdrawal {
            if !withdrawal.reason.isEmpty { lines.append("  " + withdrawal.reason) }
        } else {
            lines.append("  " + (hints ? hintedScope : scope)[language])
            if isReferenceOnly { lines.append("  " + EditionText.noDocument[language]) }
        }
        if report.startsEnforcing { lines.append("  " + enforcing[language]) }
        let mind = Localized(zh: "  请注意：", en: "  Mind: ")[language]
        lines += report.warnings.map { mind + $0[language] }
        let changes = ProposalChanges(report).rows
        lines += changes.prefix(EditionText.most).map {
            "  \($0.subject)  \(told($0.what)[language])  " + $0.details.joined(separator: "; ")
        }
        if changes.count > EditionText.most {
            let more = changes.count - EditionText.most
            lines.append(
                Localized(
                    zh: "  …… 另有 \(more) 项" + (hints ? "，用 --json 看全部" : ""),
                    en: "  … \(more) more" + (hints ? ", all of them with --json" : ""))[language])
        }
        return (lines + searched(language) + touched(language)).joined(separator: "\n")
    }

    /// What is done, and how many of each.
    private func head(_ language: Language) -> String {
        let done: Localized
        if let withdrawal {
            let what = Localized(
                zh: "第 \(withdrawal.number) 次导入自 \(report.from.text) 起撤下"
                    + "（\(withdrawal.fileName)），",
                en: "edition \(withdrawal.number), \(withdrawal.fileName), "
                    + "is withdrawn from \(report.from.text) on: ")
            done = Localized(zh: state.zh + what.zh, en: state.en + what.en)
        } else {
            done = state
        }
        let kinds = withdrawal == nil
            ? EditionReport.Change.What.allCases : [.new, .changed, .ended]
        let counts = kinds.map { "\(told($0)[language]) \(report.count($0))" }
            .joined(separator: language == .zh ? "，" : ", ")
        return "\(done[language])\(report.kind.title[language]) \(report.from.text)  \(counts)"
    }

    /// Whether it is only tried, waits or is done.
    private var state: Localized {
        if isKept { return Localized(zh: "变更内容：", en: "What it changes: ") }
        let isWithdrawn = withdrawal != nil
        guard isDry else {
            return isWithdrawn
                ? Localized(zh: "已撤下：", en: "Done: ") : Localized(zh: "已导入：", en: "Loaded: ")
        }
        guard waiting == nil else {
            return Localized(zh: "尚未生效，等待第二人复核：", en: "This waits for a second person: ")
        }
        return isWithdrawn
            ? Localized(zh: "试运行，未撤下：", en: "Dry run, nothing withdrawn: ")
            : Localized(zh: "试运行，未导入：", en: "Dry run, nothing loaded: ")
    }

    /// Which searches find other codes.
    private func searched(_ language: Language) -> [String] {
        searches.map { one in
            func list(_ codes: [String]) -> String {
                codes.isEmpty
                    ? Localized(zh: "查无", en: "nothing")[language]
                    : codes.joined(separator: " ")
            }
            let what = Localized(zh: "检索“\(one.question)”", en: "search “\(one.question)”")
            return "  \(what[language])  \(list(one.before)) → \(list(one.after))"
        }
    }

    private func told(_ what: EditionReport.Change.What) -> Localized {
        EditionText.told(what, isWithdrawal: withdrawal != nil)
    }

    private static let noDocument = Localized(
        zh: "没有写明依据文件，这份数据只作参考；有依据的，请写明",
        en: "no document is named, so these rows are reference only; name it where there is one")

    private static let wouldWait = Localized(
        zh: "导入后须由第二人复核方能生效", en: "loaded, it would wait for a second person")

    /// Why nobody is named: this table says nothing about the lines that are kept.
    static let notComputed = Localized(
        zh: "这张表不改变系统中近一年进口申报的税款，或系统没有所需的申报数据，故未逐家测算",
        en: "no taxes of last year's import declarations held here depend on this table, so no "
            + "firm's are computed")

    private static func waits(_ number: Int64) -> Localized {
        Localized(
            zh: "已作为第 \(number) 号变更提出。请另一位有 tariff.keep 权限的人员登录后在“导入的税则数据”页"
                + "（/zh/tariff/editions）复核",
            en: "it is proposal \(number). Another person with the permission tariff.keep decides "
                + "on it, signed in, at /en/tariff/editions")
    }

    /// What the first positive list means.
    private var enforcing: Localized {
        let (lost, firms, yuan) = trade?.reduce(into: (0, 0, Fixed.zero)) { found, one in
            found.0 += one.lost
            found.1 += one.lost > 0 ? 1 : 0
            found.2 = (try? found.2.adding(one.lostBefore)) ?? found.2
        } ?? (0, 0, .zero)
        return Localized(
            zh: "注意：此前没有执行正面清单。自 \(report.from.text) 起，清单以外的商品一律不得按零售进口申报；"
                + "近一年（含今天）已放行的零售进口中有 \(lost) 项（\(firms) 家企业，"
                + "现计税款 \(yuan.grouped) 元）将被退单",
            en: "Mind: no positive list was enforced so far. From \(report.from.text) on goods "
                + "outside it are refused as retail imports; of those released in the last year, "
                + "today with it, \(lost) (of \(firms) firms, with taxes of \(yuan.grouped) yuan) "
                + "would be refused")
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
                zh: "修改：文件没有提到的 \(report.untouched) 行照旧",
                en: "an amendment: \(report.untouched) lines the file does not name stay")
    }

    /// The same with how to say that it is meant otherwise.
    private var hintedScope: Localized {
        report.isWhole
            ? scope
            : Localized(
                zh: scope.zh + "（文件是完整新表的，请加 --whole）",
                en: scope.en + " (--whole where it is the complete new table)")
    }

    /// Which firms' trade of the year before it touches, and by how much.
    private func touched(_ language: Language) -> [String] {
        guard let trade else { return ["  " + EditionText.notComputed[language]] }
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
        let still = one.changes.count - one.lost
        var zh: [String] = []
        var en: [String] = []
        if still > 0 {
            zh.append("\(still) 项税款 \(before) → \(after) 元")
            en.append("taxes of \(still) \(before) → \(after) yuan")
        }
        if one.lost > 0 {
            let owed = one.lostBefore.grouped
            zh.append("\(one.lost) 项不能再这样申报（现计税款 \(owed) 元，不计入前项）")
            en.append(
                "\(one.lost) no longer possible (taxes of \(owed) yuan today, not in that sum)")
        }
        let head = Localized(
            zh: "  \(name)：近一年 \(one.changes.count) 项受影响，" + zh.joined(separator: "，"),
            en: "  \(name): \(one.changes.count) declared lines of the last year touched, "
                + en.joined(separator: ", "))
        let lines = one.changes.prefix(10).map { change -> String in
            let codes = change.codes.joined(separator: " ")
            let then = change.after?.grouped ?? change.refusal?[language] ?? "–"
            let note = change.note.map { "  (\($0[language]))" } ?? ""
            return "    \(change.number)  \(codes)  \(change.before.grouped) → \(then)\(note)"
        }
        return [head[language]] + lines
    }

    static func told(
        _ what: EditionReport.Change.What, isWithdrawal: Bool = false
    ) -> Localized {
        switch what {
        case .new where isWithdrawal: Localized(zh: "恢复有效", en: "holds again")
        case .ended where isWithdrawal: Localized(zh: "不再有效", en: "holds no longer")
        case .new: Localized(zh: "新增", en: "new")
        case .changed: Localized(zh: "变更", en: "changed")
        case .ended: Localized(zh: "停用", en: "ended")
        case .same: Localized(zh: "不变", en: "unchanged")
        case .dropped: Localized(zh: "去掉（文件中没有）", en: "dropped (not in the file)")
        }
    }
}
