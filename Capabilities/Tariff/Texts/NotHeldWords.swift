import Kernel

/// What is not held here is said to be so, with where it stands and how it is loaded: it must not
/// look like nought, or like none.
enum NotHeldWords {
    static let exportTitle = Localized(zh: "出口关税", en: "Export duty")
    static let notesTitle = Localized(zh: "类注、章注和品目注释", en: "Legal notes")

    /// The rate alone, for a table.
    static func rate(_ finding: ExportDutyFinding) -> Localized {
        switch finding {
        case .stated(let duty): rate(duty)
        case .none: Localized(zh: "不征", en: "none")
        case .notHeld: RateWords.notStated
        }
    }

    private static func rate(_ duty: ExportDuty) -> Localized {
        switch (duty.rate, duty.provisional) {
        case (let rate?, let provisional?):
            Localized(
                zh: "暂定 \(provisional.text)%（出口税则 \(rate.text)%）",
                en: "provisional \(provisional.text)% (export tariff \(rate.text)%)")
        case (nil, let provisional?):
            Localized(
                zh: "暂定 \(provisional.text)%", en: "provisional \(provisional.text)%")
        case (let rate?, nil): Localized(same: rate.text + "%")
        case (nil, nil): RateWords.notStated
        }
    }

    /// The whole sentence.
    static func told(_ finding: ExportDutyFinding, on day: Day) -> Localized {
        switch finding {
        case .stated(let duty):
            let part = duty.isPart
                ? Localized(zh: "，仅限该税目的部分商品", en: ", for a part of the line's goods alone")
                : Localized(same: "")
            let rate = rate(duty)
            return Localized(zh: "\(rate.zh)\(part.zh)。", en: "\(rate.en)\(part.en).")
        case .none(let from, _):
            return Localized(
                zh: "不在 \(from.text) 起的出口税率表内，不征出口关税。",
                en: "Not in the table of export duties from \(from.text) on: none is levied.")
        case .notHeld(let last):
            let before = last.last.map { duty -> Localized in
                let rate = rate(duty)
                return Localized(
                    zh: "本系统载有的最后一版是 \(duty.from.year) 年的：\(rate.zh)，只是线索，不可据以申报。",
                    en: " The last table held is that of \(duty.from.year): \(rate.en); a hint, "
                        + "nothing to declare by.")
            } ?? Localized(same: "")
            return Localized(
                zh: "本系统没有载入 \(day.year) 年的出口税率，未载明不等于零：请查当年出口税则。\(before.zh)"
                    + "出口税率表由管理税则的海关关员导入。",
                en: "The export duties of \(day.year) are not held here, which is not zero: see "
                    + "the export tariff of the year.\(before.en) Customs officers who keep the "
                    + "tariff load the table of export duties.")
        }
    }

    /// That no notes are held.
    static let notes = Localized(
        zh: "本系统没有载入税则的类注、章注和品目注释，不等于没有注释；归类前请查《进出口税则》。"
            + "注释由管理税则的海关关员导入。",
        en: "The legal notes of the tariff are not held here, which does not say that there "
            + "are none: see the tariff before you classify. Customs officers who keep the "
            + "tariff load them.")

    /// Where officers load what is not held.
    static let loading = Localized(zh: "到“导入的税则数据”", en: "See the loaded editions")

    /// What a note is on.
    static func place(_ note: LegalNote) -> Localized {
        switch note.place.utf8.count {
        case 2 where note.place.utf8.first.map { $0 < 0x41 } == true:
            Localized(zh: "第 \(note.place) 章注释", en: "Notes to chapter \(note.place)")
        case 4 where note.place.utf8.first.map { $0 < 0x41 } == true:
            Localized(zh: "品目 \(note.place) 注释", en: "Notes to heading \(note.place)")
        case 6 where note.place.utf8.first.map { $0 < 0x41 } == true:
            Localized(zh: "子目 \(note.place) 注释", en: "Notes to subheading \(note.place)")
        default:
            Localized(zh: "第 \(note.place) 类注释", en: "Notes to section \(note.place)")
        }
    }
}
