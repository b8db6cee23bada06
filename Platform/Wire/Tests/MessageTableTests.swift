import Kernel
import Testing
import Wire

@Suite("Message tables") struct MessageTableTests {
    @Test("all forty-two types of the edition are there")
    func complete() {
        let numbers = catalogue.tables.map(\.number)
        #expect(
            numbers == [
                "303", "304", "403", "404", "505", "506", "507", "508", "509", "510", "603", "604",
                "605", "606", "607", "608", "701", "702", "792", "213", "214", "215", "216", "311",
                "312", "411", "412", "511", "512", "513", "514", "621", "622", "623", "624", "625",
                "626", "711", "712", "816", "818", "900",
            ])
        #expect(catalogue.tables.map { $0.head.fields.count + ($0.line?.fields.count ?? 0) }.reduce(0, +) == 749)
    }

    @Test("every request names the receipt that answers it, and only requests do")
    func answers() {
        for table in catalogue.tables {
            #expect((table.kind == .request) == (table.answer != nil), "\(table.number)")
            if let answer = table.answer { #expect(catalogue.table(answer)?.kind == .receipt) }
        }
    }

    @Test("every field has both names and both descriptions, and no element stands twice")
    func words() {
        for table in catalogue.tables {
            for record in [table.head, table.line, table.transfer, table.subscription].compactMap({ $0 }) {
                #expect(Set(record.fields.map(\.name)).count == record.fields.count)
                for field in record.fields {
                    let words = [field.title.zh, field.title.en, field.about.zh, field.about.en]
                    #expect(words.allSatisfy { !$0.isEmpty }, "\(table.number) \(field.name)")
                    #expect(field.title.zh.unicodeScalars.contains { $0.value > 0x2E80 }, "\(table.number) \(field.name)")
                    #expect(field.about.en.unicodeScalars.allSatisfy { $0.value < 0x2E80 || $0 == "无" || "现金支付".unicodeScalars.contains($0) }, "\(table.number) \(field.name)")
                }
            }
        }
    }

    @Test("a type is found by number, name and root", arguments: [
        ("311", "CEB311"), ("CEB311", "CEB311"), ("ceb621", "CEB621"), ("CEB900Message", "CEB900"), ("999", nil), ("", nil), ("CEB", nil),
    ] as [(String, String?)])
    func lookUp(name: String, type: String?) { #expect(catalogue.table(name)?.type == type) }

    @Test("a field is as the specification prints it", arguments: [
        ("311", "goodsValue", "N19,5", true, "商品价格"), ("311", "acturalPaid", "N19,5", true, "实际支付金额"),
        ("621", "itemNo", "C..20", false, "企业商品货号"), ("621", "appStatus", "C1..3", true, "业务状态"),
        ("603", "invtNo", "C..20", false, "清单编号"), ("603", "POD", "C3..4", true, "指运港代码"),
        ("603", "statisticsFlag", "C1", true, "申报业务类型"), ("607", "totalPackageNo", "C..60", false, "总包号"),
        ("505", "logisticsNo", "C..32", true, "物流运单编号"), ("213", "reason", "C..500", true, "退货原因"),
        ("900", "oriBizMessage", "C..*", true, "原业务报文"), ("816", "taxPrice", "N19,5", true, "完税总价格"),
        ("303", "gnum", "N5", true, "商品序号"), ("311", "gnum", "int", true, "商品序号"), ("621", "tradeMode", "C4", true, "监管方式"),
        ("621", "qty1", "N19,5", true, "法定第一数量"), ("311", "buyerName", "C1..60", true, "订购人姓名"),
    ])
    func field(number: String, element: String, notation: String, required: Bool, zh: String) throws {
        let table = try Sample.table(number)
        let field = try #require(table.head.field(element) ?? table.line?.field(element))
        #expect(field.notation == notation)
        #expect(field.isRequired == required)
        #expect(field.title.zh == zh)
    }

    @Test("white space collapses in these fields and nowhere else")
    func collapsing() {
        var found: [String] = []
        for table in catalogue.tables {
            for field in table.head.fields + (table.line?.fields ?? []) where field.collapses {
                found.append("\(table.number) \(field.name)")
            }
        }
        #expect(
            found == [
                "505 goodsInfo", "507 trafMode", "507 domesticTrafNo", "509 trafMode", "603 trafMode", "603 POD",
                "603 wrapType", "603 gmodel", "603 barCode", "605 reason", "607 trafMode", "607 trafName", "607 voyageNo",
            ])
    }

    @Test("names, numbers and addresses of people are marked")
    func personal() {
        let marked = Set(catalogue.tables.flatMap { $0.head.fields + ($0.line?.fields ?? []) }.filter(\.isPersonal).map(\.name))
        #expect(
            marked.isSuperset(of: [
                "buyerName", "buyerIdNumber", "buyerTelephone", "payerName", "payerIdNumber", "telephone", "consignee",
                "consigneeAddress", "consigneeTelephone", "ebcTelephone",
            ]))
    }

}
