import Kernel
import Wire

extension SampleFacts {
    func importDocuments() -> [SampleDocument] {
        [
            SampleDocument(number: "311", draft: order(), sender: cast.platform),
            SampleDocument(number: "411", draft: payment(), sender: cast.payment),
            SampleDocument(number: "511", draft: waybillDraft(), sender: cast.carrier),
            SampleDocument(number: "621", draft: importList(), sender: cast.declarant),
        ]
    }

    private func order() -> MessageDraft.Document {
        var head = opening(0)
        head["orderType"] = "I"
        head["orderNo"] = orderNo
        head["ebpCode"] = code(cast.platform)
        head["ebpName"] = cast.platform.name
        head["ebcCode"] = sellerCode
        head["ebcName"] = cast.seller.name
        head["goodsValue"] = goodsValue.text
        head["freight"] = freight.text
        head["discount"] = discount.text
        head["taxTotal"] = taxCollected.text
        head["acturalPaid"] = paid.text
        head["currency"] = "142"
        head["buyerRegNo"] = buyer.account
        head["buyerName"] = buyer.name
        head["buyerTelephone"] = buyer.telephone
        head["buyerIdType"] = "1"
        head["buyerIdNumber"] = buyer.idNumber
        head["payCode"] = code(cast.payment)
        head["payName"] = cast.payment.name
        head["payTransactionId"] = transaction
        head["consignee"] = buyer.name
        head["consigneeTelephone"] = buyer.telephone
        head["consigneeAddress"] = buyer.address
        let country = defect == .unknownCountry ? "998" : nil
        return MessageDraft.Document(
            head: head,
            lines: lines.map { line in
                [
                    "gnum": String(line.number), "itemNo": "SKU" + line.goods.code,
                    "itemName": line.goods.name, "gmodel": line.goods.model,
                    "unit": line.goods.unit, "qty": String(line.pieces),
                    "price": line.goods.price.text, "totalPrice": line.total.text,
                    "currency": "142", "country": country ?? line.goods.country,
                ]
            })
    }

    private func payment() -> MessageDraft.Document {
        let payer = defect == .payerDiffers ? SampleBuyer(299_999_999) : buyer
        var amount = paid
        if defect == .amountDiffers { amount = Fixed(raw: paid.raw - Fixed.scale) }
        var head = opening(1)
        head["payCode"] = code(cast.payment)
        head["payName"] = cast.payment.name
        head["payTransactionId"] = transaction
        head["orderNo"] = orderNo
        head["ebpCode"] = code(cast.platform)
        head["ebpName"] = cast.platform.name
        head["payerIdType"] = "1"
        head["payerIdNumber"] = payer.idNumber
        head["payerName"] = payer.name
        head["telephone"] = payer.telephone
        head["amountPaid"] = amount.text
        head["currency"] = "142"
        head["payTime"] = time
        return MessageDraft.Document(head: head)
    }

    private func waybillDraft() -> MessageDraft.Document {
        var head = opening(2)
        head["logisticsCode"] = code(cast.carrier)
        head["logisticsName"] = cast.carrier.name
        head["logisticsNo"] = waybill
        head["orderNo"] = orderNo
        head["freight"] = freight.text
        head["insuredFee"] = "0"
        head["currency"] = "142"
        head["weight"] = grossMass.text
        head["packNo"] = "1"
        head["goodsInfo"] = lines.first?.goods.name ?? ""
        head["consignee"] = buyer.name
        head["consigneeAddress"] = buyer.address + (defect == .addressDiffers ? "2楼" : "")
        head["consigneeTelephone"] = buyer.telephone
        return MessageDraft.Document(head: head)
    }

    private func importList() -> MessageDraft.Document {
        let person = defect == .buyerDiffers ? SampleBuyer(299_999_998) : buyer
        var head = opening(3)
        head["orderNo"] = orderNo
        head["ebpCode"] = code(cast.platform)
        head["ebpName"] = cast.platform.name
        head["ebcCode"] = sellerCode
        head["ebcName"] = cast.seller.name
        head["logisticsNo"] = waybill
        head["logisticsCode"] = code(cast.carrier)
        head["logisticsName"] = cast.carrier.name
        head["copNo"] = copNo
        head["assureCode"] = code(cast.platform)
        head["ieFlag"] = "I"
        head["declTime"] = day
        head["buyerIdType"] = "1"
        head["buyerIdNumber"] = person.idNumber
        head["buyerName"] = person.name
        head["buyerTelephone"] = person.telephone
        head["consigneeAddress"] = buyer.address
        head["agentCode"] = code(cast.declarant)
        head["agentName"] = cast.declarant.name
        head["freight"] = freight.text
        head["insuredFee"] = "0"
        head["currency"] = "142"
        head["wrapType"] = "2"
        head["packNo"] = "1"
        head["grossWeight"] = grossMass.text
        head["netWeight"] = netMass.text
        transport(&head)
        let kept = defect == .lineMissing ? lines.dropLast() : lines[...]
        return MessageDraft.Document(head: head, lines: kept.map { importLine($0) })
    }

    /// Bought abroad, the parcel flies into Pudong; bonded goods leave the zone by lorry.
    private func transport(_ head: inout [String: String]) {
        if kind == .bonded {
            head["tradeMode"] = "1210"
            head["customsCode"] = "2216"
            head["portCode"] = "2216"
            head["trafMode"] = "9"
            head["country"] = "142"
            head["emsNo"] = SampleCast.accountBook
            head["areaCode"] = code(cast.warehouse)
            head["areaName"] = cast.warehouse.name
        } else {
            head["tradeMode"] = "9610"
            head["customsCode"] = "2244"
            head["portCode"] = "2233"
            head["ieDate"] = day
            head["trafMode"] = "5"
            head["trafNo"] = "TEST-01"
            head["voyageNo"] = "TS0588"
            head["billNo"] = "999-" + day
            head["country"] = lines.first?.goods.country ?? "116"
        }
    }

    private func importLine(_ line: Line) -> [String: String] {
        var values = statutory(line)
        values["gnum"] = String(line.number)
        values["itemNo"] = "SKU" + line.goods.code
        values["itemName"] = line.goods.name
        values["gcode"] = defect == .unknownGoodsCode ? "9999999999" : line.goods.code
        values["gname"] = line.goods.name
        values["gmodel"] = line.goods.model
        values["country"] = line.goods.country
        values["currency"] = "142"
        if kind == .bonded { values["itemRecordNo"] = "T" + line.goods.code }
        return values
    }

    /// Quantities and prices, which lists of both directions give alike.
    func statutory(_ line: Line) -> [String: String] {
        var values = [String: String](minimumCapacity: 20)
        values["qty"] = String(line.pieces)
        values["unit"] = line.goods.unit
        values["price"] = line.goods.price.text
        values["totalPrice"] = line.total.text
        for (index, part) in line.goods.statutory.enumerated() {
            values["qty\(index + 1)"] = Fixed(raw: part.perPiece.raw * line.pieces).text
            values["unit\(index + 1)"] = part.unit
        }
        return values
    }
}
