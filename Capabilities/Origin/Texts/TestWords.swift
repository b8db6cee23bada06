import Kernel
import Reference

/// Puts tests into words.
struct TestWords: Sendable {
    /// By the names that tests use.
    let processes: [String: Localized]

    static func load(_ share: Share) throws(DataFault) -> TestWords {
        var file = try DataFile("\(folder)/processes.csv", in: share)
        let name = try file.column("process")
        let (zh, en) = (try file.column("name_zh"), try file.column("name_en"))
        var processes: [String: Localized] = [:]
        while let row = try file.next() {
            processes[try row.required(name, "process")] = Localized(
                zh: try row.required(zh, "name_zh"), en: try row.required(en, "name_en"))
        }
        return TestWords(processes: processes)
    }

    func text(_ test: OriginTest) -> Localized {
        switch test {
        case .wholly:
            Localized(
                zh: "在缔约方完全获得或生产（WO）",
                en: "wholly obtained or produced in the parties (WO)")
        case .change(let level, let except): change(level, except)
        case .content(let share):
            Localized(
                zh: "区域价值成分不低于 \(share.text)%（RVC\(share.text)）",
                en: "regional value content of at least \(share.text)% (RVC\(share.text))")
        case .process(let name): processes[name] ?? Localized(same: name)
        case .unread:
            Localized(
                zh: "协定另有条件，本系统只以文字提示，不作检验，须对照协定原文",
                en: "a further condition of the agreement, in words only and not testable here: "
                    + "compare with its text")
        case .all(let parts): joined(parts, zh: "，并且", en: ", and ")
        case .any(let parts): joined(parts, zh: "；或者", en: "; or ")
        }
    }

    private func joined(_ parts: [OriginTest], zh: String, en: String) -> Localized {
        let words = parts.map { part -> Localized in
            if case .any = part {
                let inner = text(part)
                return Localized(zh: "（\(inner.zh)）", en: "(\(inner.en))")
            }
            return text(part)
        }
        return Localized(
            zh: words.map(\.zh).joined(separator: zh), en: words.map(\.en).joined(separator: en))
    }

    private func change(_ level: ChangeLevel, _ except: [CodeRange]) -> Localized {
        let place: Localized =
            switch level {
            case .chapter: Localized(zh: "章", en: "chapter")
            case .heading: Localized(zh: "品目", en: "heading")
            case .subheading: Localized(zh: "子目", en: "subheading")
            }
        let base = Localized(
            zh: "非原产材料均从其他\(place.zh)改变而来（\(level.rawValue)）",
            en: "all non-originating materials are of another \(place.en) than the good "
                + "(\(level.rawValue))")
        guard !except.isEmpty else { return base }
        return Localized(
            zh: base.zh + "，但从" + except.map { Self.text($0, .zh) }.joined(separator: "、")
                + "改变而来的除外",
            en: base.en + ", but none of "
                + except.map { Self.text($0, .en) }.joined(separator: ", "))
    }

    /// `品目 52.05 至 52.07`, `heading 52.05 to 52.07`.
    private static func text(_ range: CodeRange, _ language: Language) -> String {
        let isOne = range.from == range.to
        let (from, to) = (dotted(range.from), dotted(range.to))
        switch (range.from.utf8.count, language) {
        case (2, .zh): return isOne ? "第 \(from) 章" : "第 \(from) 至 \(to) 章"
        case (2, .en): return isOne ? "chapter \(from)" : "chapters \(from) to \(to)"
        case (4, .zh): return isOne ? "品目 \(from)" : "品目 \(from) 至 \(to)"
        case (4, .en): return isOne ? "heading \(from)" : "headings \(from) to \(to)"
        case (_, .zh): return isOne ? "子目 \(from)" : "子目 \(from) 至 \(to)"
        case (_, .en): return isOne ? "subheading \(from)" : "subheadings \(from) to \(to)"
        }
    }

    /// As the tariff writes codes: 52.05, 1211.20.
    static func dotted(_ code: String) -> String {
        switch code.utf8.count {
        case 4: "\(code.prefix(2)).\(code.suffix(2))"
        case 6: "\(code.prefix(4)).\(code.suffix(2))"
        default: code
        }
    }
}
