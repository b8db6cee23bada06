import Kernel

/// Where the values of one record of a message come from.
protocol FieldSource {
    /// Value of an element; nil when it is not there or empty.
    subscript(element: String) -> String? { get }
}

/// What went wrong while reading a record whose form had already been checked.
struct UnreadableField: Error, Sendable, Hashable {
    let element: String
    let reason: NumberFault
}

extension FieldSource {
    /// Text; empty when the element is missing.
    func text(_ element: String) -> String { self[element] ?? "" }

    /// Amount, quantity or mass; zero when the element is missing.
    func amount(_ element: String) throws(UnreadableField) -> Fixed {
        guard let text = self[element] else { return .zero }
        do { return try Fixed(text) } catch {
            throw UnreadableField(element: element, reason: error)
        }
    }
}

/// A natural person as documents name them. Shown masked; compared exactly.
struct Person: Sendable, Hashable {
    var idType: String
    var idNumber: String
    var name: String
}

/// An order (订单), CEB303 or CEB311.
struct Order: Sendable, Hashable {
    struct Line: Sendable, Hashable {
        var number: String
        var name: String
        var quantity: Fixed
        var unit: String
        var price: Fixed
        var total: Fixed
        var currency: String
        /// Country of origin; empty when the order does not give one.
        var country: String
    }

    var orderNo: String
    /// Export: E retail, B to an enterprise, W booking order of an overseas warehouse.
    var kind: String
    var platform: String
    var seller: String
    var goodsValue: Fixed
    var freight: Fixed
    var discount: Fixed
    var taxTotal: Fixed
    /// What was really paid; the element is `acturalPaid` in the standard.
    var paid: Fixed
    var currency: String
    var buyer: Person
    /// Account on the platform and telephone; import only.
    var account: String
    var buyerTelephone: String
    var consignee: String
    var consigneeTelephone: String
    var consigneeAddress: String
    var payCode: String?
    var payTransaction: String?
    var lines: [Line]

    init(head: some FieldSource, lines: [some FieldSource]) throws(UnreadableField) {
        orderNo = head.text("orderNo")
        kind = head.text("orderType")
        platform = head.text("ebpCode")
        seller = head.text("ebcCode")
        goodsValue = try head.amount("goodsValue")
        freight = try head.amount("freight")
        discount = try head.amount("discount")
        taxTotal = try head.amount("taxTotal")
        paid = try head.amount("acturalPaid")
        currency = head.text("currency")
        buyer = Person(
            idType: head.text("buyerIdType"), idNumber: head.text("buyerIdNumber"),
            name: head.text("buyerName"))
        account = head.text("buyerRegNo")
        buyerTelephone = head.text("buyerTelephone")
        consignee = head.text("consignee")
        consigneeTelephone = head.text("consigneeTelephone")
        consigneeAddress = head.text("consigneeAddress")
        payCode = head["payCode"]
        payTransaction = head["payTransactionId"]
        var read: [Line] = []
        for line in lines {
            read.append(
                Line(
                    number: line.text("gnum"), name: line.text("itemName"),
                    quantity: try line.amount("qty"), unit: line.text("unit"),
                    price: try line.amount("price"), total: try line.amount("totalPrice"),
                    currency: line.text("currency"), country: line.text("country")))
        }
        self.lines = read
    }
}

/// A payment (支付凭证, CEB411) or a receipt of payment (收款单, CEB403).
struct Payment: Sendable, Hashable {
    var payCode: String
    var transaction: String
    var orderNo: String
    var platform: String
    var seller: String
    var payer: Person
    /// The payer's; import only, empty where it is not given.
    var telephone: String
    var paid: Fixed
    var currency: String

    init(head: some FieldSource, type: MessageType) throws(UnreadableField) {
        payCode = head.text("payCode")
        orderNo = head.text("orderNo")
        platform = head.text("ebpCode")
        seller = head.text("ebcCode")
        currency = head.text("currency")
        let isImport = type == .importPayment
        transaction = head.text(isImport ? "payTransactionId" : "payNo")
        paid = try head.amount(isImport ? "amountPaid" : "charge")
        telephone = head.text("telephone")
        payer = Person(
            idType: head.text("payerIdType"), idNumber: head.text("payerIdNumber"),
            name: head.text("payerName"))
    }
}

/// A waybill (运单), CEB505 or CEB511.
struct Waybill: Sendable, Hashable {
    var logistics: String
    var number: String
    var orderNo: String
    var freight: Fixed
    var insurance: Fixed
    /// Gross mass in kilograms.
    var grossMassKilograms: Fixed
    var packages: String
    var consignee: String
    var consigneeTelephone: String
    var consigneeAddress: String

    init(head: some FieldSource, type: MessageType) throws(UnreadableField) {
        logistics = head.text("logisticsCode")
        number = head.text("logisticsNo")
        orderNo = head.text("orderNo")
        freight = try head.amount("freight")
        insurance = try head.amount("insuredFee")
        grossMassKilograms = try head.amount(type == .importWaybill ? "weight" : "grossWeight")
        packages = head.text("packNo")
        consignee = head.text("consignee")
        consigneeTelephone = head.text("consigneeTelephone")
        consigneeAddress = head.text("consigneeAddress")
    }
}

/// A declaration list (申报清单), CEB603 or CEB621.
struct Inventory: Sendable, Hashable {
    struct Line: Sendable, Hashable {
        var number: String
        var code: String
        var name: String
        var model: String
        var recordNo: String
        /// Country of origin (import) or of final destination (export).
        var country: String
        var currency: String
        var quantity: Fixed
        var unit: String
        var quantity1: Fixed
        var unit1: String
        var quantity2: Fixed?
        var unit2: String?
        var price: Fixed
        var total: Fixed
        /// Whether a quantity is not there at all; it counts as zero.
        var lacksQuantity = false
        var lacksQuantity1 = false
    }

    var orderNo: String
    var platform: String
    var seller: String
    var logistics: String
    var waybill: String
    var copNo: String
    var declarant: String
    var guarantor: String
    var district: String
    var port: String
    var buyer: Person
    var consigneeAddress: String
    var tradeMode: String
    var transport: String
    var vehicle: String
    var voyage: String
    var bill: String
    var accountBook: String
    var zoneWarehouse: String
    var zoneWarehouseName: String
    var licence: String
    /// Country of departure (import) or arrival (export).
    var country: String
    var freight: Fixed
    var insurance: Fixed
    var packages: String
    var grossMassKilograms: Fixed
    var netMassKilograms: Fixed
    /// Export only: A simplified, B to be summarised (统计标志).
    var statisticsFlag: String
    /// Whether it is declared between enterprises or for an overseas warehouse (9710, 9810).
    var isBusinessExport: Bool { tradeMode == "9710" || tradeMode == "9810" }
    var owner: String
    /// I into the country, E out of it (进出口标记).
    var direction: String
    /// Day of declaration, import only; nil when the text is no day.
    var declarationDay: Day?
    /// Day on which the means of transport crosses the border; nil when not given or no day.
    var borderDay: Day?
    var lines: [Line]

    init(head: some FieldSource, lines: [some FieldSource]) throws(UnreadableField) {
        orderNo = head.text("orderNo")
        platform = head.text("ebpCode")
        seller = head.text("ebcCode")
        logistics = head.text("logisticsCode")
        waybill = head.text("logisticsNo")
        copNo = head.text("copNo")
        declarant = head.text("agentCode")
        guarantor = head.text("assureCode")
        district = head.text("customsCode")
        port = head.text("portCode")
        buyer = Person(
            idType: head.text("buyerIdType"), idNumber: head.text("buyerIdNumber"),
            name: head.text("buyerName"))
        consigneeAddress = head.text("consigneeAddress")
        tradeMode = head.text("tradeMode")
        transport = head.text("trafMode")
        vehicle = head["trafNo"] ?? head.text("trafName")
        voyage = head.text("voyageNo")
        bill = head.text("billNo")
        accountBook = head.text("emsNo")
        zoneWarehouse = head["areaCode"] ?? head.text("iacCode")
        zoneWarehouseName = head["areaName"] ?? head.text("iacName")
        licence = head.text("licenseNo")
        country = head.text("country")
        freight = try head.amount("freight")
        insurance = try head.amount("insuredFee")
        packages = head.text("packNo")
        grossMassKilograms = try head.amount("grossWeight")
        netMassKilograms = try head.amount("netWeight")
        statisticsFlag = head.text("statisticsFlag")
        owner = head.text("ownerCode")
        direction = head.text("ieFlag")
        declarationDay = head["declTime"].flatMap { Day(compact: $0) }
        borderDay = head["ieDate"].flatMap { Day(compact: $0) }
        var read: [Line] = []
        for line in lines { read.append(try Line(line)) }
        self.lines = read
    }
}

extension Inventory.Line {
    init(_ line: some FieldSource) throws(UnreadableField) {
        number = line.text("gnum")
        code = line.text("gcode")
        name = line.text("gname")
        model = line.text("gmodel")
        recordNo = line.text("itemRecordNo")
        country = line.text("country")
        currency = line.text("currency")
        quantity = try line.amount("qty")
        unit = line.text("unit")
        quantity1 = try line.amount("qty1")
        unit1 = line.text("unit1")
        quantity2 = line["qty2"] == nil ? nil : try line.amount("qty2")
        unit2 = line["unit2"]
        price = try line.amount("price")
        total = try line.amount("totalPrice")
        lacksQuantity = line["qty"] == nil
        lacksQuantity1 = line["qty1"] == nil
    }
}
