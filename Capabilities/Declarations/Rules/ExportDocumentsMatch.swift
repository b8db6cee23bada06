import Kernel

/// Order, receipt of payment and waybill against the export list.
enum ExportDocumentsMatch {
    static func findings(
        order: Order, receipt: Payment?, waybill: Waybill, inventory: Inventory
    ) -> [Finding] {
        var found: [Finding] = []
        let wanted = ["9710": "B", "9810": "W"][inventory.tradeMode] ?? "E"
        if order.kind != wanted { found.append(otherKind(order, wanted, inventory)) }
        if order.seller != inventory.seller {
            found.append(
                Finding(
                    "", "603 ebcCode",
                    Localized(
                        zh: "清单电商企业 \(inventory.seller) 与订单的 \(order.seller) 不一致",
                        en: "The list names seller \(inventory.seller), the order \(order.seller)"),
                    fix: Localized(
                        zh: "更正清单的电商企业代码", en: "Correct the seller in the list")))
        }
        if let receipt, let due = try? order.goodsValue.adding(order.freight),
            receipt.currency == order.currency, receipt.paid < due
        {
            found.append(
                Finding(
                    "", "403 charge",
                    Localized(
                        zh: "收款金额 \(receipt.paid.text) 少于订单金额 \(due.text)",
                        en: "Received \(receipt.paid.text), less than the order's \(due.text)"),
                    fix: Localized(
                        zh: "核对收款单或订单金额后以 appType=2 重新报送",
                        en: "Correct the receipt or the order and send it again with appType 2")))
        }
        if waybill.grossMassKilograms != inventory.grossMassKilograms {
            found.append(
                Finding(
                    "", "603 grossWeight",
                    Localized(
                        zh: "清单毛重 \(inventory.grossMassKilograms.text) 千克与运单"
                            + " \(waybill.grossMassKilograms.text) 千克不一致",
                        en: "Gross mass \(inventory.grossMassKilograms.text) kg in the list,"
                            + " \(waybill.grossMassKilograms.text) kg in the waybill"),
                    fix: Localized(
                        zh: "按实际重量更正清单或运单",
                        en: "Correct the list or the waybill to the real mass")))
        }
        return found + goods(order, inventory)
    }

    private static func otherKind(
        _ order: Order, _ wanted: String, _ inventory: Inventory
    ) -> Finding {
        Finding(
            "", "303 orderType",
            Localized(
                zh: "监管方式 \(inventory.tradeMode) 的订单类型应为 \(wanted)，订单为 \(order.kind)",
                en: "Mode \(inventory.tradeMode) goes with an order of type \(wanted), this one is"
                    + " \(order.kind)"),
            fix: Localized(
                zh: "更正订单类型（E 零售、B 企业间、W 海外仓订仓单）或监管方式",
                en: "Correct the type (E retail, B between enterprises, W booking order) or the"
                    + " mode"))
    }

    private static func goods(_ order: Order, _ inventory: Inventory) -> [Finding] {
        let orderLines = Dictionary(
            order.lines.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        var found: [Finding] = []
        if order.lines.count != inventory.lines.count
            || !inventory.lines.allSatisfy({ orderLines[$0.number] != nil })
        {
            found.append(
                Finding(
                    "1322", "603 gnum",
                    Localized(
                        zh: "订单有 \(order.lines.count) 个商品项，清单有 \(inventory.lines.count) 个，序号须一一对应",
                        en: "The order has \(order.lines.count) lines, the list"
                            + " \(inventory.lines.count); their numbers must correspond"),
                    fix: Localized(
                        zh: "使清单与订单的商品序号一一对应",
                        en: "Make the lines of list and order correspond")))
        }
        for line in inventory.lines {
            guard let ordered = orderLines[line.number] else { continue }
            if ordered.quantity != line.quantity || ordered.total != line.total
                || ordered.currency != line.currency
            {
                found.append(
                    Finding(
                        "1322", "603 qty",
                        Localized(
                            zh: "第 \(line.number) 项的数量、总价或币制与订单不一致",
                            en: "Line \(line.number) differs from the order in quantity, total or"
                                + " currency"),
                        fix: Localized(
                            zh: "按订单更正清单第 \(line.number) 项",
                            en: "Correct line \(line.number) of the list to the order")))
            }
        }
        return found
    }
}
