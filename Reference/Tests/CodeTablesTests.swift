import Kernel
import Testing

@testable import Reference

/// Read once for all tests.
private let loaded = Result { try CodeTables.load(Share.find()) }
private let day = Day(sinceEpoch: 20_777)  // 2026-11-20

@Suite("Code tables")
struct CodeTablesTests {
    @Test(
        "a code has its meaning in both languages",
        arguments: [
            (.units, "011", "件", "piece"),
            (.units, "035", "千克", "kilogram"),
            (.currencies, "142", "人民币", "Chinese yuan (renminbi)"),
            (.countries, "502", "美国", "United States"),
            (.customsDistricts, "2244", "上海快件", "Shanghai Express Consignments Customs"),
            (.tradeModes, "9610", "跨境贸易电子商务", "Cross-border e-commerce, retail"),
            (.transportModes, "5", "航空运输", "Air"),
            (.wrapTypes, "2", "纸箱", "Carton"),
            (.receiptStatuses, "800", "放行", "Released"),
            (.receiptInformation, "1800", "逻辑校验通过", "Logic check passed"),
            (.ports, "1001", "喀布尔", "KABOL"),
        ] as [(CodeTable, String, String, String)])
    func names(table: CodeTable, code: String, zh: String, en: String) throws {
        let name = try loaded.get()[table].name(of: code, on: day)
        #expect(name?.zh == zh)
        #expect(name?.en == en)
    }

    @Test(
        "what is no code is not found",
        arguments: [
            (.units, "11"), (.units, " 011"), (.units, "011 "), (.units, "０１１"), (.units, ""),
            (.units, "\u{0}011"), (.units, "011011011011"), (.countries, "100"),
            (.countries, "600"), (.currencies, "610"), (.currencies, "CNY"),
            (.tradeModes, "961"), (.transportModes, "A"), (.wrapTypes, "8"),
            (.receiptStatuses, "-1"),
        ] as [(CodeTable, String)])
    func unknown(table: CodeTable, code: String) throws {
        #expect(try loaded.get()[table].contains(code, on: day) == false)
    }

    @Test(
        "a code is in force from its first day to its last",
        arguments: [
            (.tradeModes, "9610", "2014-02-09", false), (.tradeModes, "9610", "2014-02-10", true),
            (.tradeModes, "9710", "2020-06-30", false), (.tradeModes, "9810", "2020-07-01", true),
            (.currencies, "332", "1991-12-31", true), (.currencies, "332", "1992-01-01", false),
            (.units, "011", "1990-01-01", true),
        ] as [(CodeTable, String, String, Bool)])
    func dates(table: CodeTable, code: String, on: String, expected: Bool) throws {
        let on = try #require(Day(on))
        #expect(try loaded.get()[table].contains(code, on: on) == expected)
        #expect(try loaded.get()[table].entries(on: on).contains { $0.code == code } == expected)
    }

    @Test("an office without an English name of its own is named by its district")
    func offices() throws {
        let offices = try loaded.get()[.customsDistricts]
        #expect(offices.name(of: "0101", on: day)?.en == "Beijing Customs, office 0101")
        let chinese = offices.entries(on: day).filter { $0.name.en == $0.name.zh }
        #expect(chinese.isEmpty)
        let shanghai = offices.entries(on: day).filter { $0.code.hasPrefix("22") }
        #expect(shanghai.count == 50)
        #expect(shanghai.allSatisfy { !$0.name.en.contains("office") })
    }

    @Test("every table is complete as its source gives it", arguments: [
        (.countries, 243), (.currencies, 26), (.units, 123), (.customsDistricts, 1085),
        (.ports, 2672), (.tradeModes, 101), (.transportModes, 15), (.wrapTypes, 7),
        (.receiptStatuses, 18), (.receiptInformation, 10),
    ] as [(CodeTable, Int)])
    func counts(table: CodeTable, count: Int) throws {
        let entries = try loaded.get()[table].entries(on: day)
        #expect(entries.count == count)
        #expect(Set(entries.map(\.code)).count == count)
        #expect(entries.allSatisfy { !$0.source.isEmpty && !$0.name.en.isEmpty })
    }

    @Test("only tables that may be incomplete are open")
    func open() {
        let open = CodeTable.allCases.filter(\.isOpen)
        #expect(
            open == [
                .customsDistricts, .ports, .transportModes, .receiptStatuses, .receiptInformation,
            ])
    }
}

@Suite("Error codes")
struct ErrorCodesTests {
    @Test(
        "every code of a message this gateway answers says how to mend it",
        arguments: ["311", "411", "511", "621"])
    func fixes(message: String) throws {
        let codes = try loaded.get().errors.all.filter {
            $0.meaning.message == message || $0.meaning.message == nil
        }
        #expect(codes.count > 8)
        for (code, meaning) in codes {
            #expect(meaning.fix != nil, "\(code)")
            #expect(try loaded.get().errors.meaning(of: code, for: message) == meaning)
        }
    }

    @Test(
        "an export code is read by its band and its document",
        arguments: [
            (-301_001, "303", "订单签名校验失败"), (-302_500, "303", "订单格式校验失败"),
            (-403_001, "403", "收款单业务校验失败"), (-504_999, "505", "运单报文处理失败"),
            (-505_500, "509", "物流离境单签名校验失败"), (-603_001, "603", "清单业务校验失败"),
            (-10_102, "603", "企业类型或企业代码无效"),
        ])
    func bands(code: Int, message: String, zh: String) throws {
        let meaning = try loaded.get().errors.meaning(of: code, for: message)
        #expect(meaning?.name.zh == zh)
        #expect(meaning?.fix != nil)
    }

    @Test("the same number means another thing for import and export")
    func sameNumber() throws {
        let errors = try loaded.get().errors
        #expect(errors.meaning(of: -301_002, for: "311")?.name.zh == "订单商品信息内有重复商品序号")
        #expect(errors.meaning(of: -301_002, for: "303")?.name.zh == "订单签名校验失败")
        #expect(errors.meaning(of: -301_002, for: "603") == nil)
        #expect(errors.meaning(of: -999_999, for: "311") == nil)
        #expect(errors.meaning(of: 120, for: "311") == nil)
    }
}

@Suite("Data files")
struct DataFileTests {
    @Test("a missing file and a missing column are named")
    func missing() throws {
        let share = try Share.find()
        let absent = #expect(throws: DataFault.self) {
            try DataFile("Reference/Data/absent.csv", in: share)
        }
        #expect(absent?.path == "Reference/Data/absent.csv")
        let file = try DataFile("Reference/Data/units.csv", in: share)
        let fault = #expect(throws: DataFault.self) { try file.column("weight") }
        #expect(fault?.line == 1)
    }
}
