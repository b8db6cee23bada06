import Kernel
import Wire

extension SampleFacts {
    func exportDocuments() -> [SampleDocument] {
        [
            SampleDocument(number: "303", draft: exportOrder(), sender: cast.seller),
            SampleDocument(number: "403", draft: receiptOfPayment(), sender: cast.seller),
            SampleDocument(number: "505", draft: exportWaybill(), sender: cast.carrier),
            SampleDocument(number: "603", draft: exportList(), sender: cast.declarant),
        ]
    }

    private func exportOrder() -> MessageDraft.Document {
        var head = opening(0)
        head["orderType"] = "E"
        head["orderNo"] = orderNo
        head["ebpCode"] = code(cast.platform)
        head["ebpName"] = cast.platform.name
        head["ebcCode"] = sellerCode
        head["ebcName"] = cast.seller.name
        head["goodsValue"] = goodsValue.text
        head["freight"] = freight.text
        head["currency"] = "502"
        return MessageDraft.Document(
            head: head,
            lines: lines.map { line in
                [
                    "gnum": String(line.number), "itemNo": "SKU" + line.goods.code,
                    "itemName": line.goods.name, "unit": line.goods.unit, "currency": "502",
                    "qty": String(line.pieces), "price": line.goods.price.text,
                    "totalPrice": line.total.text,
                ]
            })
    }

    private func receiptOfPayment() -> MessageDraft.Document {
        var charge = Fixed(raw: goodsValue.raw + freight.raw)
        if defect == .amountDiffers { charge = Fixed(raw: charge.raw - Fixed.scale) }
        var head = opening(1)
        head["ebpCode"] = code(cast.platform)
        head["ebpName"] = cast.platform.name
        head["ebcCode"] = sellerCode
        head["ebcName"] = cast.seller.name
        head["orderNo"] = orderNo
        head["payCode"] = code(cast.payment)
        head["payName"] = cast.payment.name
        head["payNo"] = transaction
        head["charge"] = charge.text
        head["currency"] = "502"
        head["accountingDate"] = time
        return MessageDraft.Document(head: head)
    }

    private func exportWaybill() -> MessageDraft.Document {
        var head = opening(2)
        head["logisticsCode"] = code(cast.carrier)
        head["logisticsName"] = cast.carrier.name
        head["logisticsNo"] = waybill
        head["freight"] = freight.text
        head["insuredFee"] = "0"
        head["currency"] = "502"
        head["grossWeight"] = grossMass.text
        head["packNo"] = "1"
        head["goodsInfo"] = lines.first?.goods.name ?? ""
        head["ebcCode"] = sellerCode
        head["ebcName"] = cast.seller.name
        return MessageDraft.Document(head: head)
    }

    private func exportList() -> MessageDraft.Document {
        var gross = grossMass
        if defect == .massDiffers { gross = Fixed(raw: gross.raw + Fixed.scale) }
        var head = opening(3)
        head["customsCode"] = "2244"
        head["ebpCode"] = code(cast.platform)
        head["ebpName"] = cast.platform.name
        head["orderNo"] = orderNo
        head["logisticsCode"] = code(cast.carrier)
        head["logisticsName"] = cast.carrier.name
        head["logisticsNo"] = waybill
        head["copNo"] = copNo
        head["ieFlag"] = "E"
        head["portCode"] = "2233"
        head["ieDate"] = day
        head["statisticsFlag"] = kind == .simplified ? "A" : "B"
        head["agentCode"] = code(cast.declarant)
        head["agentName"] = cast.declarant.name
        head["ebcCode"] = sellerCode
        head["ebcName"] = cast.seller.name
        head["ownerCode"] = sellerCode
        head["ownerName"] = cast.seller.name
        head["tradeMode"] = "9610"
        head["trafMode"] = "5"
        head["trafName"] = "TEST-02"
        head["voyageNo"] = "TS0587"
        head["billNo"] = "999-" + day
        head["country"] = defect == .unknownCountry ? "998" : "502"
        head["POD"] = "3154"
        head["freight"] = freight.text
        head["fCurrency"] = "502"
        head["fFlag"] = "3"
        head["insuredFee"] = "0"
        head["iCurrency"] = "502"
        head["iFlag"] = "3"
        head["wrapType"] = "2"
        head["packNo"] = "1"
        head["grossWeight"] = gross.text
        head["netWeight"] = netMass.text
        let kept = defect == .lineMissing ? lines.dropLast() : lines[...]
        return MessageDraft.Document(head: head, lines: kept.map { exportLine($0) })
    }

    private func exportLine(_ line: Line) -> [String: String] {
        var values = statutory(line)
        values["gnum"] = String(line.number)
        values["itemNo"] = "SKU" + line.goods.code
        values["itemName"] = line.goods.name
        values["gcode"] = goodsCode(line)
        values["gname"] = line.goods.name
        values["gmodel"] = line.goods.model
        values["barCode"] = "无"
        values["country"] = "502"
        values["currency"] = "502"
        return values
    }

    /// Simplified lists name the heading; the element stays ten digits long.
    private func goodsCode(_ line: Line) -> String {
        if defect == .unknownGoodsCode { return "9999999999" }
        return kind == .simplified ? line.goods.code.prefix(4) + "000000" : line.goods.code
    }
}
