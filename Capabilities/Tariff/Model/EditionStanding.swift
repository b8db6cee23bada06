import Kernel

/// An edition that is kept and does not hold, because it does not fit the tables any more.
struct SetAside: Refusal, Hashable {
    let number: Int64
    let fileName: String
    let document: String
    /// First day of what does not hold.
    let from: Day
    let why: LookupRefusal

    var code: String { "tariff.edition-set-aside" }

    var message: Localized {
        Localized(
            zh: "第 \(number) 次导入的 \(fileName)（\(document)，\(from.text) 起）与现有数据表不符，已搁置，未生效："
                + why.message.zh,
            en: "Edition \(number), \(fileName) (\(document), from \(from.text)), no longer fits "
                + "the tables; it is set aside and does not hold: \(why.message.en)")
    }

    var fix: Localized {
        Localized(
            zh: "由关员改正所指的行后重新导入，再撤下第 \(number) 次导入的这一份。其余数据照常使用。",
            en: "Officers mend the line and load the file again, then withdraw edition "
                + "\(number). Everything else is in use.")
    }
}

extension SetAside: CustomStringConvertible {
    /// For the log.
    var description: String { "\(message.en) \(fix.en)" }
}

/// What became of an edition that was loaded.
struct EditionStanding: Sendable {
    enum State: String, Sendable, Hashable {
        case holds
        case setAside = "set-aside"
        case withdrawn

        var told: Localized {
            switch self {
            case .holds: Localized(zh: "使用中", en: "in use")
            case .setAside: Localized(zh: "已搁置", en: "set aside")
            case .withdrawn: Localized(zh: "已撤下", en: "withdrawn")
            }
        }
    }

    let record: EditionShelf.Record
    let state: State
    let fault: SetAside?
    /// How many lines it touched when it was loaded; nil where that was not kept.
    var counts: EditionChangeShelf.Counts?

    /// From when on it is withdrawn, and why; nil where it is not.
    var withdrawn: Localized? {
        record.withdrawal.map { withdrawal in
            let why = withdrawal.reason
            return Localized(
                zh: "自 \(withdrawal.from.text) 起撤下" + (why.isEmpty ? "" : "：\(why)"),
                en: "withdrawn from \(withdrawal.from.text) on" + (why.isEmpty ? "" : ": \(why)"))
        }
    }
}

extension EditionStanding {
    /// The edition in one line for a terminal, with what is to be known of it below.
    func line(_ language: Language) -> String {
        [
            String(record.number), record.title[language], record.from.text,
            Localized(zh: "\(record.rows) 行", en: "\(record.rows) rows")[language],
            record.document, record.fileName, record.loadedAt.iso, state.told[language],
            record.scope[language],
        ].joined(separator: "\t")
            + (fault.map { "\n  \($0.message[language])" } ?? "")
            + (withdrawn.map { "\n  \($0[language])" } ?? "")
    }
}

extension EditionShelf.Record {
    /// What its table is called.
    var title: Localized { edition?.kind.title ?? Localized(same: kind) }

    var scope: Localized {
        isWhole
            ? Localized(zh: "整表替换", en: "whole table")
            : Localized(zh: "修改所列各行", en: "amends its lines")
    }
}

/// Why an edition is not loaded or not withdrawn.
enum EditionRefusal: Refusal, Hashable {
    /// The same file was loaded for the same day before.
    case loadedBefore(name: String)
    case unknown(Int64)
    /// Withdrawing an edition that is in use needs a day, not before the one given here, and a
    /// reason: what earlier answers were given by must not change.
    case holds(Int64, Day)
    case withdrawnTooEarly(Day, Day)
    case withdrawnBefore(Int64, Day)
    /// A whole table that leaves out most of what is in force; the first of what it leaves out.
    case dropsMost(Int, of: Int, first: [String])
    /// A file that is not there or cannot be read.
    case noFile(String)

    static func dropsMost(_ report: EditionReport) -> EditionRefusal {
        .dropsMost(
            report.count(.dropped), of: report.before,
            first: report.changes.lazy.filter { $0.what == .dropped }.prefix(5).map(\.subject))
    }

    static let unknownKind = Localized(
        zh: "本版程序不认识这种表；请用导入它的那一版或更新的版本",
        en: "this version of the program does not know this kind of table; use the one that loaded "
            + "it, or a later one")

    var code: String {
        switch self {
        case .loadedBefore: "tariff.edition-loaded-before"
        case .unknown: "tariff.edition-unknown"
        case .holds: "tariff.edition-holds"
        case .withdrawnTooEarly: "tariff.edition-withdrawal-day"
        case .withdrawnBefore: "tariff.edition-withdrawn-before"
        case .dropsMost: "tariff.edition-drops-most"
        case .noFile: "tariff.file-missing"
        }
    }

    var status: Int {
        switch self {
        case .unknown, .noFile: 404
        case .dropsMost, .withdrawnTooEarly: 422
        default: 409
        }
    }

    var message: Localized {
        switch self {
        case .loadedBefore(let name):
            Localized(zh: "\(name) 已按同一起始日期导入过。", en: "\(name) was loaded for that day before.")
        case .unknown(let number):
            Localized(zh: "没有第 \(number) 次导入。", en: "There is no edition \(number).")
        case .holds(let number, _):
            Localized(
                zh: "第 \(number) 次导入的数据正在使用：撤下须写明自哪一天起、为什么。",
                en: "Edition \(number) is in use: say from which day on it is withdrawn, and why.")
        case .withdrawnTooEarly(let day, let earliest):
            Localized(
                zh: "不能自 \(day.text) 起撤下：最早自 \(earliest.text) 起，之前日期的答复不变。",
                en: "It cannot be withdrawn from \(day.text) on: \(earliest.text) is the first day "
                    + "possible, answers for earlier days stay.")
        case .withdrawnBefore(let number, let day):
            Localized(
                zh: "第 \(number) 次导入的数据已自 \(day.text) 起撤下，这次没有改变什么。",
                en: "Edition \(number) was withdrawn from \(day.text) on before; nothing changed.")
        case .dropsMost(let count, let total, let first):
            Localized(
                zh: "按整表替换，现有 \(total) 行中有 \(count) 行在文件里没有，将不再有效（\(first.joined(separator: "、"))"
                    + "\(count > first.count ? " 等" : "")）；超过一半，未导入。",
                en: "As a whole table the file would drop \(count) of \(total) lines in force "
                    + "(\(first.joined(separator: ", "))\(count > first.count ? ", …" : "")): "
                    + "more than half, so nothing was loaded.")
        case .noFile(let path):
            Localized(
                zh: "没有文件 \(path)，或无法读取。", en: "There is no file \(path), or it cannot be read.")
        }
    }

    var fix: Localized {
        switch self {
        case .loadedBefore:
            Localized(
                zh: "无需再次导入；内容有更正的，请导入更正后的文件。",
                en: "There is nothing to do; load the corrected file if something was wrong.")
        case .unknown:
            Localized(
                zh: "用 tradewind tariff editions 查看已导入的数据。",
                en: "See what was loaded with tradewind tariff editions.")
        case .holds(let number, let earliest):
            Localized(
                zh: "tradewind tariff withdraw \(number) --from \(earliest.text) --reason 原因；"
                    + "只是内容有误的，也可另行导入更正后的数据，自其起始日期起以后导入的为准。",
                en: "tradewind tariff withdraw \(number) --from \(earliest.text) --reason WHY; or "
                    + "load the corrected data: from its first day the later holds.")
        case .withdrawnTooEarly(_, let earliest):
            Localized(
                zh: "起始日期（from）请写 \(earliest.text) 或以后的日期。",
                en: "Give \(earliest.text) or a later day as the first (from).")
        case .withdrawnBefore:
            Localized(
                zh: "无需再撤；用 tradewind tariff editions 查看已导入的数据。",
                en: "There is nothing to do; see tradewind tariff editions.")
        case .dropsMost:
            Localized(
                zh: "文件只改部分行的，去掉 --whole，按修改导入；文件确是完整新表的，加 --drop-most 确认。",
                en: "Leave out --whole if the file amends some lines; if it is the complete new "
                    + "table, confirm with --drop-most.")
        case .noFile:
            Localized(
                zh: "请核对路径（由正在运行的服务读取时，须为其可读的文件）。",
                en: "Check the path; a running server reads it and must be allowed to.")
        }
    }
}
