import Kernel
import Testing
import Wire

@testable import Tariff

@Suite("Files as they are published")
struct PublishedFormTests {
    /// A dBASE III table with these character fields and records.
    static func dbf(_ fields: [(String, Int)], _ records: [[[UInt8]]], deleted: Set<Int> = [])
        -> [UInt8]
    {
        func little(_ number: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(number >> (8 * $0) & 0xFF) }
        }
        let header = 32 + 32 * fields.count + 1
        let length = fields.reduce(1) { $0 + $1.1 }
        var bytes: [UInt8] = [0x03, 126, 6, 9] + little(records.count, 4) + little(header, 2)
        bytes += little(length, 2) + [UInt8](repeating: 0, count: 20)
        for (name, width) in fields {
            let text = Array(name.utf8)
            bytes += text + [UInt8](repeating: 0, count: 11 - text.count) + Array("C".utf8)
            bytes += [0, 0, 0, 0, UInt8(width), 0] + [UInt8](repeating: 0, count: 14)
        }
        bytes.append(0x0D)
        for (index, record) in records.enumerated() {
            bytes.append(deleted.contains(index) ? 0x2A : 0x20)
            for (cell, (_, width)) in zip(record, fields) {
                bytes += cell + [UInt8](repeating: 0x20, count: width - cell.count)
            }
        }
        return bytes + [0x1A]
    }

    static let fields = [
        ("CODE", 12), ("NAME", 20), ("ST_DATE", 8), ("END_DATE", 8), ("TSL", 6), ("ZSSL_SET", 8),
        ("TSFLAG", 1),
    ]

    static func row(
        _ code: String, _ from: String, _ to: String, _ rate: String, vat: String = "13",
        flag: String = "", name: [UInt8] = Array("test".utf8)
    ) -> [[UInt8]] {
        [Array(code.utf8), name, Array(from.utf8), Array(to.utf8), Array(rate.utf8),
            Array(vat.utf8), Array(flag.utf8)]
    }

    private func loaded(_ bytes: [UInt8], from day: String = "2026-07-01") throws -> TariffBook {
        let fresh = try freshBook()
        let table = try PublishedForm.table(bytes)
        try put(String(decoding: table, as: UTF8.self), from: day, on: fresh)
        return fresh
    }

    @Test("the refund library of the tax administration is read as cmcode.DBF, names in GBK")
    func library() throws {
        let fresh = try loaded(
            Self.dbf(
                Self.fields,
                [
                    // 手机 in GBK.
                    Self.row("8517", "20260101", "20991231", "13",
                        name: [0xCA, 0xD6, 0xBB, 0xFA]),
                    Self.row("851713", "20260101", "20261231", "9"),
                    Self.row("851713", "20270101", "20991231", "0", flag: "1"),
                    Self.row("0101", "20200101", "20231231", "5"),
                    Self.row("2402", "20260101", "", "0", vat: "13,9", flag: "2"),
                    Self.row("9999", "20260101", "", "1"),
                ], deleted: [5]))
        func rate(_ code: String, _ day: String) throws -> RefundRate? {
            fresh.codes.loaded.refund(code, on: try #require(Day(day)))?.version.rate
        }
        #expect(try rate("8517620000", "2026-07-01")?.name == "手机")
        #expect(try rate("8517130000", "2026-12-31")?.pct == Fixed(9))
        let taxed = try rate("8517130000", "2027-01-01")
        #expect(taxed?.pct == .zero && taxed?.mark == .taxed)
        #expect(try rate("0101210010", "2026-07-01") == nil, "it ended before the first day")
        #expect(try rate("2402200000", "2026-07-01")?.vatPct == nil, "two rates: not said which")
        #expect(try rate("9999000000", "2026-07-01") == nil, "the record is deleted")
    }

    @Test("the JSON made of the library is read alike")
    func json() throws {
        let fresh = try loaded(Array("""
            [{"code":"8517","goods_name":"手机","unit":"台","tax_rates":[13],"refund_rate":13,
              "effective_from":"2026-01-01","effective_to":"2099-12-31","special_flag":null}]
            """.utf8))
        let found = fresh.codes.loaded.refund("8517130000", on: try #require(Day("2026-07-01")))
        #expect(found?.version.rate.pct == Fixed(13) && found?.version.rate.vatPct == Fixed(13))
    }

    @Test("a later library takes the place of the earlier one, also for later days")
    func later() throws {
        let fresh = try loaded(
            Array("code,refund_pct,valid_from,valid_to\n8517,13,,2027-05-31\n8517,5,2027-06-01,\n".utf8),
            from: "2026-07-01")
        try put("code,refund_pct\n8517,9\n", from: "2027-01-01", on: fresh)
        for (day, pct) in [("2026-12-31", 13), ("2027-01-01", 9), ("2027-07-01", 9)] {
            let found = fresh.codes.loaded.refund("8517130000", on: try #require(Day(day)))
            #expect(found?.version.rate.pct == Fixed(Int32(pct)), "\(day)")
        }
    }

    @Test("what cannot be read is refused with its line and what to do", arguments: [
        (dbf([("CODE", 4)], [[Array("8517".utf8)]]), 1, "cmcode.DBF"),
        (dbf(fields, [row("8517", "2026-1-1", "", "13")]), 2, "2026-1-1"),
        (dbf(fields, [row("8517", "20260101", "", "0.13")]), 1, "100"),
        (Array(dbf(fields, [row("8517", "20260101", "", "13")]).dropLast(40)), 1, "DBF"),
        (Array("Rar!".utf8) + [26, 7, 0], 1, "cmcode.DBF"), ([0x50, 0x4B, 3, 4], 1, "CSV"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], 1, "XLS"), (Array("[{]".utf8), 1, "JSON"),
    ])
    func refused(bytes: [UInt8], line: Int, word: String) throws {
        #expect { try PublishedForm.table(bytes) } throws: { error in
            guard case .fileLine(let found, _, let told, _)? = error as? LookupRefusal else {
                return false
            }
            return found == line && told.zh.contains(word) && told.en.contains(word)
        }
    }
}
