import Kernel

/// What must hold inside one import or export list, whatever the other documents say.
///
/// A figure with a minus sign is told where the values are read (`Preparation`), with its line;
/// what follows from it is not told again here.
enum ListIsPlausible {
    static func findings(_ list: Inventory, isImport: Bool) -> [Finding] {
        let message = isImport ? "621" : "603"
        return heads(list, message) + lines(list, message)
            + (isImport ? importMode(list) : exportMode(list))
    }

    private static func heads(_ list: Inventory, _ message: String) -> [Finding] {
        var found: [Finding] = []
        if list.copNo.isEmpty {
            found.append(
                required("\(message) copNo", "企业内部编号", "Own document number"))
        }
        let masses = [list.netMassKilograms, list.grossMassKilograms]
        if !masses.contains(where: \.isNegative),
            masses.contains(.zero) || list.netMassKilograms > list.grossMassKilograms
        {
            found.append(
                Finding(
                    "", "\(message) netWeight",
                    Localized(
                        zh:
                            "净重 \(list.netMassKilograms.text) 与毛重"
                            + " \(list.grossMassKilograms.text) 不合理",
                        en: "Net mass \(list.netMassKilograms.text) and gross mass"
                            + " \(list.grossMassKilograms.text) do not fit"),
                    fix: Localized(
                        zh: "两者均须大于 0，且净重不大于毛重",
                        en: "Both must be above 0 and net not above gross")))
        }
        found += direction(list, message) + offices(list, message)
        return found + statutoryMass(list, message)
    }

    private static func direction(_ list: Inventory, _ message: String) -> [Finding] {
        let isImport = message == "621"
        let wanted = isImport ? "I" : "E"
        if list.direction == wanted { return [] }
        return [
            Finding(
                "", "\(message) ieFlag",
                Localized(
                    zh: "\(isImport ? "进口" : "出口")清单的进出口标记须为 \(wanted)",
                    en: "The mark of an \(isImport ? "import" : "export") list is \(wanted)"),
                fix: Localized(zh: "填写 \(wanted)", en: "Put \(wanted)"))
        ]
    }

    /// 0000 stands in the table for the administration as a whole, where nothing is declared.
    private static func offices(_ list: Inventory, _ message: String) -> [Finding] {
        let crossing =
            message == "621"
            ? ("口岸海关代码", "Entry district") : ("出口口岸代码", "Exit district")
        return [
            ("customsCode", list.district, "申报海关代码", "Customs district"),
            ("portCode", list.port, crossing.0, crossing.1),
        ].filter { $0.1 == "0000" }.map { element, _, zh, en in
            Finding(
                "", "\(message) \(element)",
                Localized(
                    zh: "\(zh) 0000 不是具体的海关", en: "\(en): 0000 is not a customs office"),
                fix: Localized(
                    zh: "填写实际办理的海关的四位关区代码",
                    en: "Give the four digits of the office that handles the parcel"))
        }
    }

    /// Statutory quantities in kilograms are net: together they cannot weigh more than the parcel.
    private static func statutoryMass(_ list: Inventory, _ message: String) -> [Finding] {
        var sum = Fixed.zero
        for line in list.lines {
            let parts = [(line.quantity1, line.unit1), (line.quantity2 ?? .zero, line.unit2 ?? "")]
            guard let mass = parts.first(where: { $0.1 == kilogram })?.0 else { continue }
            // A sum out of range is above any mass that can be declared.
            sum = (try? sum.adding(mass)) ?? Fixed(raw: .max)
        }
        guard !list.grossMassKilograms.isNegative, sum > list.grossMassKilograms else { return [] }
        return [
            Finding(
                "", "\(message) grossWeight",
                Localized(
                    zh: "各项法定数量合计 \(sum.text) 千克，大于毛重"
                        + " \(list.grossMassKilograms.text) 千克",
                    en: "The statutory quantities come to \(sum.text) kg, more than the gross mass"
                        + " of \(list.grossMassKilograms.text) kg"),
                fix: Localized(
                    zh: "更正法定数量或毛重（均以千克计）",
                    en: "Correct the statutory quantities or the gross mass, both in kilograms"))
        ]
    }

    private static func lines(_ list: Inventory, _ message: String) -> [Finding] {
        var found: [Finding] = []
        var seen: Set<String> = []
        for line in list.lines {
            let here = Localized(zh: "第 \(line.number) 项", en: "Line \(line.number)")
            if !seen.insert(line.number).inserted {
                found.append(
                    Finding(
                        message == "621" ? "-621027" : "", "\(message) gnum",
                        Localized(
                            zh: "商品序号 \(line.number) 重复", en: "Line number \(line.number) repeats"),
                        fix: Localized(zh: "请确认表体 gnum 无重复", en: "Give every line its own number")))
            }
            if (line.quantity2 == nil) != (line.unit2 == nil)
                || line.quantity2?.isZero ?? false
            {
                found.append(
                    Finding(
                        "", "\(message) qty2",
                        Localized(
                            zh: "\(here.zh)第二法定数量与第二法定单位须同时填写且数量大于 0",
                            en:
                                "\(here.en): second quantity and second unit"
                                + " go together, quantity above 0"
                        ),
                        fix: Localized(
                            zh: "同时填写或同时留空", en: "Give both or neither")))
            }
            found += nothing(line, here, message)
            found += prices(line, here, message)
            if line.unit == line.unit1, line.quantity != line.quantity1,
                !line.lacksQuantity, !line.lacksQuantity1
            {
                found.append(
                    Finding(
                        "", "\(message) qty1",
                        Localized(
                            zh: "\(here.zh)申报单位与法定单位相同，数量须相等",
                            en: "\(here.en): same unit, so both quantities must be equal"),
                        fix: Localized(
                            zh: "使法定数量等于申报数量",
                            en: "Make the first statutory quantity equal to the quantity")))
            }
        }
        return found
    }

    /// A quantity of zero. One that is not there at all is told by the schema.
    private static func nothing(
        _ line: Inventory.Line, _ here: Localized, _ message: String
    ) -> [Finding] {
        func finding(_ element: String, _ name: Localized) -> Finding {
            Finding(
                "", "\(message) \(element)",
                Localized(
                    zh: "\(here.zh)\(name.zh)须大于 0",
                    en: "\(here.en): \(name.en) must be above 0"),
                fix: Localized(zh: "填写实际数量", en: "Give the real quantity"))
        }
        var found: [Finding] = []
        if line.quantity.isZero, !line.lacksQuantity {
            found.append(finding("qty", Localized(zh: "数量", en: "quantity")))
        }
        if line.quantity1.isZero, !line.lacksQuantity1 {
            found.append(
                finding("qty1", Localized(zh: "第一法定数量", en: "first statutory quantity")))
        }
        return found
    }

    private static func prices(
        _ line: Inventory.Line, _ here: Localized, _ message: String
    ) -> [Finding] {
        if line.price.isNegative || line.total.isNegative || line.quantity.isNegative { return [] }
        if message == "603", line.price.isZero || line.total.isZero {
            return [
                Finding(
                    "", "603 price",
                    Localized(
                        zh: "\(here.zh)出口单价和总价须大于 0",
                        en: "\(here.en): price and total must be above 0"),
                    fix: Localized(zh: "填写成交价格", en: "Give the price agreed"))
            ]
        }
        guard !PriceTimesQuantity.fits(line.price, line.quantity, line.total) else { return [] }
        return [
            Finding(
                "", "\(message) totalPrice",
                Localized(
                    zh:
                        "\(here.zh)总价 \(line.total.text) 不等于单价 \(line.price.text)"
                        + " × 数量 \(line.quantity.text)",
                    en: "\(here.en): total \(line.total.text) is not price \(line.price.text) ×"
                        + " quantity \(line.quantity.text)"),
                fix: Localized(zh: "更正单价、数量或总价", en: "Correct price, quantity or total"))
        ]
    }

    /// 9610: the cross-border leg is named. 1210: the account book and the zone warehouse are.
    private static func importMode(_ list: Inventory) -> [Finding] {
        var found: [Finding] = []
        switch list.tradeMode {
        case "9610":
            if list.vehicle.isEmpty {
                found.append(required("621 trafNo", "运输工具编号", "Means of transport"))
            }
            if list.voyage.isEmpty { found.append(required("621 voyageNo", "航班航次号", "Voyage")) }
            if list.bill.isEmpty { found.append(required("621 billNo", "提运单号", "Bill number")) }
        case "1210":
            found += zone(list, book: "621 emsNo", code: "621 areaCode", name: "621 areaName")
            if list.country != "142" {
                found.append(
                    Finding(
                        "", "621 country",
                        Localized(
                            zh: "保税进口的起运国应为 142（中国）", en: "Bonded import leaves from 142 (China)"),
                        fix: Localized(zh: "起运国填写 142", en: "Put 142")))
            }
            for (element, value) in [
                ("trafNo", list.vehicle), ("voyageNo", list.voyage), ("billNo", list.bill),
            ] where !value.isEmpty {
                found.append(
                    Finding(
                        "", "621 \(element)",
                        Localized(
                            zh: "保税进口（1210）不填 \(element)",
                            en: "Bonded import (1210) leaves \(element) empty"),
                        fix: Localized(zh: "删除该项内容", en: "Remove it")))
            }
        default: found.append(notOpen("621", list.tradeMode, "9610、1210", "9610, 1210"))
        }
        if list.packages != "1" {
            found.append(
                Finding(
                    "", "621 packNo",
                    Localized(zh: "进口清单件数须为 1", en: "An import list is one parcel"),
                    fix: Localized(zh: "件数填写 1", en: "Put 1")))
        }
        if list.buyer.idType != "1" {
            found.append(
                Finding(
                    "", "621 buyerIdType",
                    Localized(zh: "订购人证件类型限 1（身份证）", en: "Only ID type 1 (identity card) is taken"),
                    fix: Localized(zh: "填写订购人身份证", en: "Give the buyer's identity card")))
        }
        return found
    }

    /// What a list out of a zone names: the account book, whose it is, and the item of each line.
    private static func zone(
        _ list: Inventory, book: String, code: String, name: String
    ) -> [Finding] {
        var found: [Finding] = []
        if list.accountBook.isEmpty { found.append(required(book, "账册编号", "Account book")) }
        if list.zoneWarehouse.isEmpty {
            found.append(required(code, "区内企业代码", "Zone enterprise code"))
        }
        if list.zoneWarehouseName.isEmpty {
            found.append(required(name, "区内企业名称", "Zone enterprise name"))
        }
        for line in list.lines where line.recordNo.isEmpty {
            found.append(
                required(
                    "\(book.prefix(3)) itemRecordNo", "第 \(line.number) 项账册备案料号",
                    "Line \(line.number): item number in the account book"))
        }
        return found
    }

    private static func exportMode(_ list: Inventory) -> [Finding] {
        let open = ["9610", "1210", "9710", "9810"]
        guard !open.contains(list.tradeMode) else {
            return list.tradeMode == "1210"
                ? zone(list, book: "603 emsNo", code: "603 iacCode", name: "603 iacName") : []
        }
        return [
            notOpen(
                "603", list.tradeMode, open.joined(separator: "、"), open.joined(separator: ", "))
        ]
    }

    private static func required(_ element: String, _ zh: String, _ en: String) -> Finding {
        Finding(
            "", element, Localized(zh: "\(zh)不能为空", en: "\(en) must not be empty"),
            fix: Localized(zh: "填写\(zh)", en: "Fill it in"))
    }

    private static func notOpen(_ message: String, _ mode: String, _ zh: String, _ en: String)
        -> Finding
    {
        Finding(
            "", "\(message) tradeMode",
            Localized(
                zh: "监管方式 \(mode) 尚未在本系统开通（已开通：\(zh)）",
                en: "Trade mode \(mode) is not open here yet (open: \(en))"),
            fix: Localized(
                zh: "改用已开通的监管方式，或通过海关其他渠道申报",
                en: "Use an open mode, or declare through another channel of the customs"))
    }

    /// Code of the kilogram in the units table.
    private static let kilogram = "035"
}
