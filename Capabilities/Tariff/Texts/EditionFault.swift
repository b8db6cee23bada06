import Kernel

/// Why a row cannot be, in the words of those who mend it.
enum EditionFault {
    static func endsBefore(_ first: Day) -> Localized {
        Localized(
            zh: "早于同一行的起始日期 \(first.text)", en: "it lies before the first day \(first.text)")
    }

    static func neverHolds(_ day: Day) -> Localized {
        Localized(
            zh: "早于导入的起始日期 \(day.text)，这一行永不生效",
            en: "it lies before the first day \(day.text) of the edition: the row never holds")
    }

    static func overlaps(_ line: Int) -> Localized {
        Localized(
            zh: "与第 \(line) 行是同一编号，有效期又重叠",
            en: "line \(line) has the same code, and the days overlap")
    }

    static let noCode = Localized(
        zh: "税则中没有这个编号；是新编号的，请先导入商品编号表",
        en: "the tariff has no such code; load the goods codes first if it is a new one")

    static func noMember(_ members: [String]) -> Localized {
        let some = members.filter { !$0.utf8.elementsEqual("CHN".utf8) }.prefix(15)
        return Localized(
            zh: "不是该协定的成员（成员：\(some.joined(separator: " "))）",
            en: "it is no member of the agreement (members: \(some.joined(separator: " ")))")
    }

    static func aboveVAT(_ vat: Fixed) -> Localized {
        Localized(
            zh: "退税率高于增值税税率 \(vat.text)%", en: "more is refunded than the VAT of \(vat.text) %")
    }

    static func aboveHighest(_ pct: Fixed) -> Localized {
        Localized(
            zh: "高于 \(pct.text)%，不是增值税税率（上限为本系统默认设置）",
            en: "no VAT rate lies above \(pct.text) % (a default setting of this system)")
    }

    static func noUnit(_ unit: String) -> Localized {
        Localized(
            zh: "计量单位代码表没有 \(unit)", en: "the table of units has no \(unit)")
    }

    static func beforeTheFirst(_ day: Day, _ first: Day) -> Localized {
        Localized(
            zh: "起始日期 \(day.text) 早于本系统载有的最早一版税则（\(first.text)）。",
            en: "The first day, \(day.text), lies before the tariff held here begins "
                + "(\(first.text)).")
    }

    static func fromTheFirst(_ first: Day) -> Localized {
        Localized(
            zh: "请把起始日期改为 \(first.text) 或以后；此前的日期，本系统不作答复。",
            en: "Give \(first.text) or a later day; days before it are not answered here.")
    }

    static func largeChange(_ old: Fixed) -> Localized {
        Localized(
            zh: "与现行汇率（每单位 \(old.text) 元）相差十倍以上；确属如此的，加 --large-change",
            en: "more than ten times, or less than a tenth of, the rate in force (\(old.text) yuan "
                + "a unit); confirm with --large-change if it is meant")
    }

    static func provisionalAbove(_ pct: Fixed, _ mfn: Fixed) -> Localized {
        Localized(
            zh: "暂定税率 \(pct.text)% 高于它所代替的最惠国税率 \(mfn.text)%；确属如此的，加 --large-change",
            en: "the provisional rate, \(pct.text) %, is above the most-favoured-nation rate it "
                + "goes before, \(mfn.text) %; confirm with --large-change if it is meant")
    }

    static func provisionalTold(_ line: Int, _ code: String, _ pct: Fixed) -> Localized {
        Localized(
            zh: "第 \(line) 行 \(code)：暂定税率 \(pct.text)% 高于最惠国税率，已确认",
            en: "line \(line), \(code): the provisional rate, \(pct.text) %, is above the "
                + "most-favoured-nation rate, as confirmed")
    }

    static func generalBelow(
        _ line: Int, _ code: String, _ general: Fixed, _ mfn: Fixed
    ) -> Localized {
        Localized(
            zh: "第 \(line) 行 \(code)：普通税率 \(general.text)% 低于最惠国税率 \(mfn.text)%，请核对",
            en: "line \(line), \(code): the general rate, \(general.text) %, is below the "
                + "most-favoured-nation rate, \(mfn.text) %: check them")
    }

    static func newHeading(_ line: Int, _ heading: String) -> Localized {
        Localized(
            zh: "第 \(line) 行：品目 \(heading) 不在本系统所载的税则中，请核对是否为新增品目",
            en: "line \(line): heading \(heading) is in no tariff held here; check that it is new")
    }

    static func aboveFavoured(
        _ line: Int, _ code: String, _ rate: Fixed, _ mfn: Fixed
    ) -> Localized {
        Localized(
            zh: "第 \(line) 行 \(code)：协定税率 \(rate.text)% 高于最惠国税率 \(mfn.text)%，不会适用，请核对",
            en: "line \(line), \(code): the agreement's rate, \(rate.text) %, is above the "
                + "most-favoured-nation rate, \(mfn.text) %, and would never apply: check it")
    }

    static func noChapter(_ chapter: String) -> Localized {
        Localized(
            zh: "税则没有第 \(chapter) 章", en: "the tariff has no chapter \(chapter)")
    }

    static func noNomenclature(_ latest: Int, _ years: [Int]) -> Localized {
        let list = years.map(String.init)
        return Localized(
            zh: "起始日没有这一版协调制度（有 \(list.joined(separator: "、"))；留空即 \(latest)）",
            en: "there is no such edition of the Harmonized System on the first day (there are "
                + "\(list.joined(separator: ", ")); empty means \(latest))")
    }

    static func otherNomenclature(_ year: Int) -> Localized {
        Localized(
            zh: "同一协定前面的行写的是 \(year)", en: "an earlier line of the agreement says \(year)")
    }

    static let noHeirs = Localized(
        zh: "只有停用的编号（action 为 end）才有承接编号", en: "only a code that ends (action end) has any")

    static let noPart = Localized(
        zh: "只能写 1（仅该税目的部分商品）、0 或留空",
        en: "only 1 (a part of the line's goods alone), 0 or nothing stands here")

    static let privateText = Localized(
        zh: "有不能辨认的字符：文件多半是 Big5 等编码，被当作 GB18030 读了。",
        en: "there are characters nobody can read: most likely the file is in Big5 or another "
            + "encoding, and was read as GB18030.")

    static let asUTF8 = Localized(
        zh: "请另存为 UTF-8 的 CSV；", en: "Save it as CSV in UTF-8.")

    static func unknownColumn(_ name: String, _ nearest: String?, _ allowed: [String])
        -> Localized
    {
        let list = allowed.joined(separator: "、")
        return Localized(
            zh: "没有“\(name)”这一列" + (nearest.map { "，是不是“\($0)”？" } ?? "。") + "可用的列：\(list)。",
            en: "there is no column “\(name)”"
                + (nearest.map { "; is “\($0)” meant?" } ?? ".")
                + " Columns: \(allowed.joined(separator: ", ")).")
    }

    static func twoTables(_ kinds: [Edition.Kind]) -> Localized {
        let names = kinds.map(\.rawValue)
        return Localized(
            zh: "表头同时符合几种表（\(names.joined(separator: "、"))），不知是哪一种。",
            en: "the header fits several tables (\(names.joined(separator: ", "))).")
    }
}
