import Kernel
import Testing

@Suite("Numbers") struct NumberTests {
    @Test("a decimal is read exactly or refused", arguments: [
        ("0", "0"), ("12", "12"), ("12.5", "12.5"), ("-3.00001", "-3.00001"), ("+7", "7"),
        (".5", "0.5"), ("5.", "5"), ("007.10", "7.1"), ("1.000000", "1"),
        ("92233720368547.75807", "92233720368547.75807"),
    ])
    func accepted(text: String, shown: String) throws {
        #expect(try Fixed(text).text == shown)
    }

    @Test("what is not a decimal is refused", arguments: [
        ("1e9", NumberFault.notANumber), ("１２", .notANumber), ("", .notANumber), ("-", .notANumber),
        (".", .notANumber), ("1.2.3", .notANumber), ("1,000", .notANumber), (" 1", .notANumber),
        ("1-", .notANumber), ("NaN", .notANumber), ("0.000001", .tooManyDecimals),
        ("92233720368547.75808", .outOfRange), ("99999999999999999999", .outOfRange),
    ])
    func refused(text: String, fault: NumberFault) {
        #expect(throws: fault) { try Fixed(text) }
    }

    @Test("the fen is rounded half up, away from zero", arguments: [
        ("1.005", "1.01"), ("1.00499", "1"), ("-1.005", "-1.01"), ("454.909", "454.91"),
    ])
    func rounding(text: String, shown: String) throws {
        #expect(try Fixed(text).rounded(to: 2).text == shown)
    }

    @Test("arithmetic throws instead of trapping")
    func overflow() throws {
        let most = Fixed(raw: .max)
        #expect(throws: NumberFault.outOfRange) { try most.adding(Fixed(raw: 1)) }
        #expect(throws: NumberFault.outOfRange) { try most.multiplied(by: most) }
        #expect(throws: NumberFault.divisionByZero) { try most.scaled(1, over: 0) }
    }

    @Test("a share of an amount is rounded once", arguments: [("1000", 91, 1000, "91"), ("2", 1, 3, "0.67")])
    func share(amount: String, top: Int, bottom: Int, shown: String) throws {
        #expect(try Fixed(amount).scaled(Int128(top), over: Int128(bottom), places: 2).text == shown)
    }

    @Test("people read grouped figures", arguments: [
        ("1234567.5", "1,234,567.50"), ("0", "0.00"), ("-12", "-12.00"), ("100", "100.00"),
        ("1000.12345", "1,000.12345"),
    ])
    func grouped(text: String, shown: String) throws {
        #expect(try Fixed(text).grouped == shown)
    }

    @Test("amounts of two currencies do not add up")
    func currencies() throws {
        let yuan = Money(Fixed(1), .cny)
        let dollar = Money(Fixed(1), try #require(CurrencyCode("502")))
        #expect(throws: MoneyFault.currenciesDiffer) { try yuan.adding(dollar) }
        #expect(try yuan.adding(yuan).text == "142 2.00")
    }
}

@Suite("Days and moments") struct TimeTests {
    @Test("a day is counted both ways", arguments: [
        ("1970-01-01", 0), ("2000-02-29", 11016), ("2026-11-20", 20777), ("1969-12-31", -1),
    ])
    func counted(text: String, days: Int) throws {
        let day = try #require(Day(text))
        #expect(day.sinceEpoch == days)
        #expect(Day(sinceEpoch: days) == day)
    }

    @Test("a day that does not exist is refused", arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "20261120", "２０２６-11-20", "",
    ])
    func refused(text: String) { #expect(Day(text) == nil) }

    @Test("months are added with the end of the month clamped", arguments: [
        ("2025-08-31", 6, "2026-02-28"), ("2026-01-15", 6, "2026-07-15"), ("2026-03-31", -1, "2026-02-28"),
    ])
    func months(text: String, count: Int, result: String) throws {
        #expect(try #require(Day(text)).adding(months: count).text == result)
    }

    @Test("a moment is written in China time")
    func moment() throws {
        let moment = try #require(Instant(compact: "20261120140509123"))
        #expect(moment.compactMilliseconds == "20261120140509123")
        #expect(moment.compact == "20261120140509")
        #expect(moment.text == "2026-11-20 14:05:09")
        #expect(moment.iso == "2026-11-20T14:05:09.123+08:00")
        #expect(Instant(milliseconds: 0).text == "1970-01-01 08:00:00")
        #expect(Instant(compact: "20261120246060") == nil)
    }

    @Test("the version in force is the one that holds on the day")
    func dated() throws {
        let old = Dated(
            from: try #require(Day("2016-04-08")), to: Day("2018-12-31"), value: 2000,
            citation: Citation(document: "A"))
        let new = Dated(
            from: try #require(Day("2019-01-01")), to: nil, value: 5000,
            citation: Citation(document: "B"))
        #expect([old, new].inForce(on: try #require(Day("2018-12-31")))?.value == 2000)
        #expect([old, new].inForce(on: try #require(Day("2019-01-01")))?.value == 5000)
        #expect([old, new].inForce(on: try #require(Day("2016-04-07")))?.value == nil)
    }
}

@Suite("Codes") struct CodeTests {
    @Test("a credit code is held to its check character")
    func creditCode() throws {
        let code = try CreditCode(completing: "91310000MA1FL0000")
        #expect(code.text.utf8.count == 18)
        #expect(try CreditCode(code.text) == code)
        let wrong = String(code.text.dropLast()) + (code.text.hasSuffix("1") ? "2" : "1")
        #expect(throws: CreditCode.Fault.self) { try CreditCode(wrong) }
        #expect(throws: CreditCode.Fault.length) { try CreditCode("9131") }
        #expect(throws: CreditCode.Fault.character) { try CreditCode("91310000MA1FL0000I") }
    }

    @Test("a published credit code verifies", arguments: ["91350100M000100Y43"])
    func published(text: String) throws { #expect(try CreditCode(text).text == text) }

    @Test("a customs registration has ten characters", arguments: [
        ("3122260AB1", true), ("312226", false), ("A122260AB1", false), ("3122260ab1", false),
    ])
    func registration(text: String, valid: Bool) {
        #expect((CustomsRegistration(text) != nil) == valid)
    }

    @Test("an identity number is held to its day and check character", arguments: [
        ("11010519491231002X", true), ("11010519491231002x", true), ("110105194912310021", false),
        ("11010519491331002X", false), ("12", false), ("ABCDEFGHIJKLMNOPQR", false), ("１10105194912310021", false),
    ])
    func identity(text: String, valid: Bool) { #expect((IdentityNumber(text) != nil) == valid) }

    @Test("identifiers are 36 upper-case characters and differ")
    func identifiers() {
        let ids = Identifiers.random()
        let made = Set((0..<1000).map { _ in ids.next() })
        #expect(made.count == 1000)
        #expect(made.allSatisfy { $0.utf8.count == 36 && $0 == $0.uppercased() })
        #expect(made.allSatisfy { Array($0.utf8)[14] == UInt8(ascii: "7") })
    }
}

@Suite("Sentences in both languages") struct LocalizedTests {
    @Test(
        "What the system keeps in both languages is read back; what people type stands as typed",
        arguments: [
            Localized(zh: "是", en: "yes"), Localized(zh: "上海 / 浦东", en: "Shanghai / Pudong"),
            Localized(same: "复核通过 / see minutes No. 12"), Localized(same: "3 / 4"),
            Localized(same: ""),
        ])
    func kept(text: Localized) {
        #expect(Localized(kept: text.kept) == text)
    }

    @Test("Nobody types the sign between the languages")
    func mark() {
        let typed = Localized(same: "复核通过\u{1E}see minutes").kept
        #expect(Localized(kept: typed) == Localized(same: "复核通过see minutes"))
    }
}

@Suite("English words for amounts") struct PluralTests {
    @Test(
        "a name of the table of units becomes a plural, one that is a plural stays",
        arguments: [
            ("unit (machine)", "units (machine)"), ("kilogram", "kilograms"),
            ("square metre", "square metres"), ("branch", "branches"), ("copy", "copies"),
            ("piece with a handle (ba)", "pieces with a handle (ba)"), ("foot", "feet"),
            ("hundred pairs (fu)", "hundred pairs (fu)"), ("coil / tray", "coils / tray"),
            ("tray", "trays"), ("leaf (door)", "leaves (door)"), ("", ""),
        ])
    func plural(one: String, several: String) {
        #expect(one.englishPlural == several)
    }

    @Test("one number has one likeness, however it is spelt", arguments: [
        "POL-001", "pol 001", "POL\u{200B}-001", "POL\u{AD}-001", "POL-00\u{FF11}",
        "\u{420}OL-001", "\u{3A1}\u{39F}L\u{2013}001", "\u{FF30}\u{FF2F}\u{FF2C}\u{3000}001",
        "P\u{43E}L\u{2212}001", "\u{1D40F}OL001", "\u{24C5}OL\u{A0}001", "P\u{E0041}OL001",
    ])
    func likeness(text: String) {
        #expect(text.likeness == "POL001")
    }

    @Test("what looks otherwise has another likeness, and lines stay apart", arguments: [
        ("P0L-001", "P0L001"), ("甲一", "甲一"), ("\u{416}1", "\u{416}1"), ("a\nb", "A\nB"), ("", ""),
    ])
    func unlike(text: String, expected: String) {
        #expect(text.likeness == expected)
    }

    @Test("hidden signs are found, line ends and tabs are none", arguments: [
        ("a\u{0}b", true), ("a\u{202E}b", true), ("a\u{2066}b", true), ("a\u{85}b", true),
        ("a\u{200B}b", true), ("a\u{FEFF}", true), ("a\u{2028}b", true), ("a\u{E0041}", true),
        ("a\u{AD}b", true), ("a\u{200C}b", true), ("1\u{200D}2", true), ("葛\u{200D}", true),
        ("a\u{2060}b", true), ("a\u{E007F}", true),
        ("a\tb\r\nc", false), ("合同 / contract", false), ("葛\u{E0100}", false),
        ("\u{645}\u{6CC}\u{200C}\u{62E}", false), ("\u{1F468}\u{200D}\u{1F469}", false),
        ("\u{2764}\u{FE0F}\u{200D}\u{1F525}", false),
    ])
    func hidden(text: String, isHidden: Bool) {
        #expect(text.hasHiddenSigns == isHidden)
    }
}
