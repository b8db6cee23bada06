import Kernel

/// Three-document match (三单对碰): order, payment and waybill against the import list.
///
/// Pure: gives every difference, in the order of the checks, each with who can mend it. Personal
/// data are compared and never quoted.
enum ImportDocumentsMatch {
    static func findings(
        order: Order, payment: Payment, waybill: Waybill, inventory: Inventory
    ) -> [Finding] {
        numbers(order, payment, inventory) + payments(order, payment)
            + people(order, payment, inventory)
            + transport(order, waybill, inventory) + figures(order, waybill, inventory)
            + goods(order, inventory)
    }

    /// The three name the same order of the same platform and seller.
    private static func numbers(_ order: Order, _ payment: Payment, _ inventory: Inventory)
        -> [Finding]
    {
        var found: [Finding] = []
        if payment.orderNo != order.orderNo || payment.platform != order.platform {
            found.append(
                Finding(
                    "", "411 orderNo",
                    Localized(
                        zh: "支付凭证属于 \(payment.platform) 的订单 \(payment.orderNo)，不是本订单",
                        en: "The payment is for order \(payment.orderNo) of \(payment.platform)"),
                    fix: Localized(
                        zh: "由支付企业更正支付凭证的订单编号和电商平台",
                        en: "The payment enterprise corrects order and platform of the payment")))
        }
        if order.platform != inventory.platform || order.seller != inventory.seller {
            found.append(
                Finding(
                    "", "621 ebcCode",
                    Localized(
                        zh: "清单的电商平台或电商企业与订单不一致",
                        en: "List and order differ in platform or seller"),
                    fix: Localized(
                        zh: "按订单更正清单的电商平台和电商企业代码",
                        en: "Put the order's platform and seller into the list")))
        }
        return found
    }

    /// Whether the sums of the order hold was looked at when it was taken.
    private static func payments(_ order: Order, _ payment: Payment) -> [Finding] {
        var found: [Finding] = []
        if order.paid != payment.paid {
            found.append(
                Finding(
                    "", "411 amountPaid",
                    Localized(
                        zh: "支付金额 \(payment.paid.text) 与订单实际支付金额 \(order.paid.text) 不一致",
                        en: "The payment is \(payment.paid.text), the order says \(order.paid.text)"
                    ),
                    fix: Localized(
                        zh: "核对后更正订单或支付凭证并以 appType=2 重新报送",
                        en: "Correct the order or the payment and send it again with appType 2")))
        }
        if let code = order.payCode, code != payment.payCode {
            found.append(
                Finding(
                    "13035", "311 payCode",
                    Localized(
                        zh: "订单的支付企业 \(code) 与支付凭证的 \(payment.payCode) 不一致",
                        en: "The order names payment enterprise \(code), the payment comes from"
                            + " \(payment.payCode)"),
                    fix: Localized(
                        zh: "更正订单中的支付企业代码", en: "Correct the payment enterprise in the order")))
        }
        if let number = order.payTransaction, number != payment.transaction {
            found.append(
                Finding(
                    "13035", "311 payTransactionId",
                    Localized(
                        zh: "订单的支付流水号 \(number) 与支付凭证的 \(payment.transaction) 不一致",
                        en: "The order names transaction \(number), the payment is"
                            + " \(payment.transaction)"),
                    fix: Localized(
                        zh: "更正订单中的支付交易编号", en: "Correct the transaction number in the order")))
        }
        return found
    }

    private static func people(
        _ order: Order, _ payment: Payment, _ inventory: Inventory
    ) -> [Finding] {
        var found: [Finding] = []
        if order.buyer.name != payment.payer.name
            || order.buyer.idNumber != payment.payer.idNumber
        {
            found.append(
                Finding(
                    "1327", "411 payerIdNumber",
                    Localized(
                        zh: "订单订购人与支付人的姓名或证件号码不一致",
                        en: "Buyer in the order and payer differ in name or ID number"),
                    fix: Localized(
                        zh: "由订购人本人支付，或更正订单订购人后重新报送",
                        en:
                            "The buyer must pay; or correct the buyer in"
                            + " the order and send it again"
                    ),
                    citation: Law.retail))
        }
        if order.buyer.name != inventory.buyer.name
            || order.buyer.idNumber != inventory.buyer.idNumber
        {
            found.append(
                Finding(
                    "13127", "621 buyerIdNumber",
                    Localized(
                        zh: "清单订购人与订单订购人的姓名或证件号码不一致",
                        en: "Buyer in the list and buyer in the order differ in name or ID number"),
                    fix: Localized(
                        zh: "更正清单订购人后重新申报",
                        en: "Correct the buyer in the list and declare again")))
        }
        return found
    }

    private static func transport(
        _ order: Order, _ waybill: Waybill, _ inventory: Inventory
    ) -> [Finding] {
        var found: [Finding] = []
        if waybill.orderNo != order.orderNo {
            found.append(
                Finding(
                    "", "511 orderNo",
                    Localized(
                        zh: "运单 \(waybill.number) 属于订单 \(waybill.orderNo)，不是 \(order.orderNo)",
                        en: "Waybill \(waybill.number) belongs to order \(waybill.orderNo),"
                            + " not \(order.orderNo)"),
                    fix: Localized(
                        zh: "更正清单的运单号，或更正运单的订单号",
                        en: "Correct the waybill number in the list or the order in the waybill")))
        }
        let same = [
            (order.consignee, waybill.consignee, "511 consignee", "收货人姓名", "consignee"),
            (
                order.consigneeTelephone, waybill.consigneeTelephone, "511 consigneeTelephone",
                "收货人电话", "consignee's telephone"
            ),
            (
                order.consigneeAddress, waybill.consigneeAddress, "511 consigneeAddress", "收货地址",
                "consignee's address"
            ),
        ]
        for (left, right, element, zh, en) in same where left != right {
            found.append(
                Finding(
                    "", element,
                    Localized(
                        zh: "订单与运单的\(zh)不一致", en: "Order and waybill differ in the \(en)"),
                    fix: Localized(
                        zh: "由物流企业更正运单或由平台更正订单",
                        en: "The carrier corrects the waybill or the platform the order")))
        }
        if inventory.consigneeAddress != order.consigneeAddress {
            found.append(
                Finding(
                    "", "621 consigneeAddress",
                    Localized(
                        zh: "清单与订单的收货地址不一致",
                        en: "List and order differ in the consignee's address"),
                    fix: Localized(
                        zh: "按订单更正清单的收件地址",
                        en: "Put the order's address into the list")))
        }
        return found
    }

    /// What carrying the parcel cost and what it weighs.
    private static func figures(
        _ order: Order, _ waybill: Waybill, _ inventory: Inventory
    ) -> [Finding] {
        var found: [Finding] = []
        if inventory.freight != order.freight {
            found.append(
                Finding(
                    "", "621 freight",
                    Localized(
                        zh: "清单运费 \(inventory.freight.text) 元与订单运杂费 \(order.freight.text) 元不一致",
                        en: "Freight is CNY \(inventory.freight.text) in the list,"
                            + " CNY \(order.freight.text) in the order"),
                    fix: Localized(
                        zh: "按实际运费更正清单或订单",
                        en: "Correct the list or the order to the freight really charged")))
        }
        if inventory.insurance != waybill.insurance {
            found.append(
                Finding(
                    "", "621 insuredFee",
                    Localized(
                        zh: "清单保费 \(inventory.insurance.text) 元与运单"
                            + " \(waybill.insurance.text) 元不一致",
                        en: "Insurance is CNY \(inventory.insurance.text) in the list,"
                            + " CNY \(waybill.insurance.text) in the waybill"),
                    fix: Localized(
                        zh: "按实际保价费更正清单或运单",
                        en: "Correct the list or the waybill to the insurance really charged")))
        }
        if inventory.grossMassKilograms != waybill.grossMassKilograms {
            found.append(
                Finding(
                    "", "621 grossWeight",
                    Localized(
                        zh: "清单毛重 \(inventory.grossMassKilograms.text) 千克与运单"
                            + " \(waybill.grossMassKilograms.text) 千克不一致",
                        en: "Gross mass \(inventory.grossMassKilograms.text) kg in the list,"
                            + " \(waybill.grossMassKilograms.text) kg in the waybill"),
                    fix: Localized(
                        zh: "按实际重量更正清单或运单",
                        en: "Correct the list or the waybill to the real mass")))
        }
        return found
    }

    private static func goods(_ order: Order, _ inventory: Inventory) -> [Finding] {
        let orderLines = Dictionary(
            order.lines.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        let numbers = Set(inventory.lines.map(\.number))
        guard order.lines.count == inventory.lines.count, orderLines.count == numbers.count,
            numbers.allSatisfy({ orderLines[$0] != nil })
        else {
            return [
                Finding(
                    "1322", "621 gnum",
                    Localized(
                        zh: "订单有 \(order.lines.count) 个商品项，清单有 \(inventory.lines.count) 个，序号须一一对应",
                        en: "The order has \(order.lines.count) lines, the list"
                            + " \(inventory.lines.count); their numbers must correspond"),
                    fix: Localized(
                        zh: "使清单与订单的商品序号一一对应",
                        en: "Make the lines of list and order correspond"))
            ]
        }
        var found: [Finding] = []
        for line in inventory.lines {
            guard let ordered = orderLines[line.number] else { continue }
            let differs = [
                (ordered.name != line.name, "gname", "品名", "name"),
                (
                    ordered.quantity != line.quantity || ordered.unit != line.unit, "qty",
                    "数量或计量单位", "quantity or unit"
                ),
                (ordered.total != line.total, "totalPrice", "总价", "total"),
                (
                    !ordered.country.isEmpty && ordered.country != line.country, "country",
                    "原产国（地区）", "country of origin"
                ),
            ]
            for (wrong, element, zh, en) in differs where wrong {
                found.append(
                    Finding(
                        "1322", "621 \(element)",
                        Localized(
                            zh: "第 \(line.number) 项\(zh)与订单不一致",
                            en: "Line \(line.number) differs from the order in its \(en)"),
                        fix: Localized(
                            zh: "按订单更正清单第 \(line.number) 项",
                            en: "Correct line \(line.number) of the list to the order")))
            }
        }
        return found
    }
}
