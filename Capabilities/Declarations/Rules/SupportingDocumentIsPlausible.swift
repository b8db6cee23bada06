import Kernel

/// What must hold inside an order, a payment or a waybill on its own. A minus sign is told where
/// the values are read (`Preparation`), with its line; what follows from it is not told again here.
enum SupportingDocumentIsPlausible {
    static func findings(_ order: Order, type: MessageType) -> [Finding] {
        let message = type == .importOrder ? "311" : "303"
        var found: [Finding] = []
        var seen: Set<String> = []
        for line in order.lines {
            if !seen.insert(line.number).inserted {
                found.append(
                    Finding(
                        type == .importOrder ? "-301002" : "", "\(message) gnum",
                        Localized(
                            zh: "订单商品信息内有重复商品序号 \(line.number)",
                            en: "Line number \(line.number) is used twice in the order"),
                        fix: Localized(zh: "商品序号不得重复", en: "Give every line its own number")))
            }
            if line.quantity.isZero {
                found.append(zero("\(message) qty", line: line.number))
            } else if ![line.quantity, line.price, line.total].contains(where: \.isNegative),
                !PriceTimesQuantity.fits(line.price, line.quantity, line.total) {
                found.append(product(line, message))
            }
        }
        if type == .importOrder {
            found += sums(order)
            if order.buyer.idType != "1" { found.append(idType("311 buyerIdType")) }
        }
        return found
    }

    /// The goods value is the sum of the lines; what was paid is goods, freight and tax less what
    /// was settled otherwise. To the last decimal: nothing official allows for more.
    private static func sums(_ order: Order) -> [Finding] {
        var found: [Finding] = []
        let lines = try? order.lines.reduce(Fixed.zero) { try $0.adding($1.total) }
        if lines != order.goodsValue {
            found.append(
                Finding(
                    "", "311 goodsValue",
                    Localized(
                        zh: "订单商品价格 \(order.goodsValue.text) 不等于各行总价之和 \(lines?.text ?? "—")",
                        en: "Goods value \(order.goodsValue.text) is not the sum of the lines,"
                            + " \(lines?.text ?? "—")"),
                    fix: Localized(
                        zh: "更正商品价格或各行总价", en: "Correct the goods value or the line totals")))
        }
        let due = try? order.goodsValue.adding(order.freight).adding(order.taxTotal)
            .subtracting(order.discount)
        if due != order.paid {
            found.append(
                Finding(
                    "", "311 acturalPaid",
                    Localized(
                        zh: "订单实际支付金额 \(order.paid.text) 不等于商品价格＋运杂费＋代扣税款－非现金抵扣"
                            + "（应为 \(due?.text ?? "—")）",
                        en: "The amount paid \(order.paid.text) is not goods + freight + tax −"
                            + " discount (which is \(due?.text ?? "—"))"),
                    fix: Localized(
                        zh: "更正金额后重新报送", en: "Correct the amounts and send the order again")))
        }
        return found
    }

    private static func product(_ line: Order.Line, _ message: String) -> Finding {
        Finding(
            "", "\(message) totalPrice",
            Localized(
                zh: "第 \(line.number) 项总价 \(line.total.text) 不等于单价 \(line.price.text)"
                    + " × 数量 \(line.quantity.text)",
                en: "Line \(line.number): total \(line.total.text) is not price"
                    + " \(line.price.text) × quantity \(line.quantity.text)"),
            fix: Localized(zh: "更正单价、数量或总价", en: "Correct price, quantity or total"))
    }

    static func findings(_ payment: Payment, type: MessageType) -> [Finding] {
        let isImport = type == .importPayment
        var found: [Finding] = []
        if payment.paid.isZero { found.append(zero(isImport ? "411 amountPaid" : "403 charge")) }
        if isImport, payment.payer.idType != "1" { found.append(idType("411 payerIdType")) }
        return found
    }

    static func findings(_ waybill: Waybill, type: MessageType) -> [Finding] {
        let message = type == .importWaybill ? "511" : "505"
        var found: [Finding] = []
        if waybill.grossMassKilograms.isZero {
            found.append(zero("\(message) \(type == .importWaybill ? "weight" : "grossWeight")"))
        }
        if type == .importWaybill, waybill.packages != "1" {
            found.append(
                Finding(
                    "", "511 packNo",
                    Localized(zh: "进口运单件数须为 1", en: "An import waybill is one parcel"),
                    fix: Localized(zh: "件数填写 1", en: "Put 1")))
        }
        return found
    }

    private static func zero(_ element: String, line: String? = nil) -> Finding {
        let place = line.map { Localized(zh: "第 \($0) 项", en: "Line \($0): ") }
        return Finding(
            "", element,
            Localized(
                zh: "\(place?.zh ?? "")金额、数量或重量须大于 0",
                en: (place?.en ?? "") + "amount, quantity or mass must be above 0"),
            fix: Localized(zh: "填写实际数值", en: "Give the real figure"))
    }

    private static func idType(_ element: String) -> Finding {
        Finding(
            "", element,
            Localized(zh: "证件类型限 1（身份证）", en: "Only ID type 1 (identity card) is taken"),
            fix: Localized(zh: "填写身份证", en: "Give an identity card"))
    }
}
