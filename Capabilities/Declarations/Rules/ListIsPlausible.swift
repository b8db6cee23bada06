import Kernel

/// What must hold inside one import or export list, whatever the other documents say.
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
        if list.netMassKilograms <= .zero || list.grossMassKilograms <= .zero
            || list.netMassKilograms > list.grossMassKilograms
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
        if list.freight.isNegative || list.insurance.isNegative {
            found.append(negative("\(message) freight"))
        }
        return found
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
                || line.quantity2.map({ $0 <= .zero }) ?? false
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
            if line.quantity <= .zero || line.quantity1 <= .zero {
                found.append(
                    Finding(
                        "", "\(message) qty",
                        Localized(
                            zh: "\(here.zh)数量须大于 0", en: "\(here.en): quantity must be above 0"),
                        fix: Localized(zh: "填写实际数量", en: "Give the real quantity")))
            }
            found += prices(line, here, message)
            if line.unit == line.unit1, line.quantity != line.quantity1 {
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

    private static func prices(
        _ line: Inventory.Line, _ here: Localized, _ message: String
    ) -> [Finding] {
        if line.price.isNegative || line.total.isNegative { return [negative("\(message) price")] }
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
            if list.accountBook.isEmpty {
                found.append(required("621 emsNo", "账册编号", "Account book"))
            }
            if list.zoneWarehouse.isEmpty {
                found.append(required("621 areaCode", "区内企业代码", "Zone enterprise code"))
            }
            if list.zoneWarehouseName.isEmpty {
                found.append(required("621 areaName", "区内企业名称", "Zone enterprise name"))
            }
            for line in list.lines where line.recordNo.isEmpty {
                found.append(
                    required(
                        "621 itemRecordNo", "第 \(line.number) 项账册备案料号",
                        "Line \(line.number): item number in the account book"))
            }
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

    private static func exportMode(_ list: Inventory) -> [Finding] {
        list.tradeMode == "9610" ? [] : [notOpen("603", list.tradeMode, "9610", "9610")]
    }

    private static func required(_ element: String, _ zh: String, _ en: String) -> Finding {
        Finding(
            "", element, Localized(zh: "\(zh)不能为空", en: "\(en) must not be empty"),
            fix: Localized(zh: "填写\(zh)", en: "Fill it in"))
    }

    private static func negative(_ element: String) -> Finding {
        Finding(
            "", element,
            Localized(zh: "金额不能为负或超出范围", en: "An amount must not be negative or out of range"),
            fix: Localized(zh: "填写大于或等于 0 的金额", en: "Give an amount of 0 or more"))
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
}
