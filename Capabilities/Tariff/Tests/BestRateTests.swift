import Kernel
import Testing

@testable import Tariff

private let day = Day(sinceEpoch: 20_777)

@Suite("Best lawful rate")
struct BestRateTests {
    private func best(_ code: String, _ origin: String = "VNM", on text: String = "2026-11-20")
        throws -> BestRate
    {
        let book = try book.get()
        return try book.bestRate(code, from: book.origin(origin), on: #require(Day(text)))
    }

    @Test("the law's precedence decides, and the cheapest comes first", arguments: [
        ("0302141000", "agreement", "0"), ("0303899020", "provisional", "5"),
        ("0406200000", "provisional", "8"), ("0301110010", "mfn", "10"),
        ("0101290010", "agreement", "0"), ("0207120000", "agreement", "10"),
    ])
    func precedence(code: String, kind: String, rate: String) throws {
        let first = try #require(try best(code).candidates.first)
        #expect(first.kind.rawValue == kind)
        #expect(first.rate.notation == rate)
    }

    @Test("a tie goes to the rate that needs no proof, and the other is named")
    func tie() throws {
        let found = try best("0406200000")
        #expect(found.candidates.first?.proof == BestRate.Proof.none)
        #expect(
            found.passedOver.contains {
                $0.agreement?.agreement == "RCEP" && $0.reason == .notLower
            })
    }

    @Test("a line the agreement leaves out is no candidate")
    func excluded() throws {
        let found = try best("3702410000")
        #expect(found.candidates.map(\.kind) == [.mfn])
        #expect(found.candidates.first?.duty == nil)
        #expect(found.passedOver.contains { $0.reason == .excluded })
    }

    @Test("what is not held is not stated, never zero")
    func notStated() throws {
        let found = try best("0202300090", "AUS")
        #expect(found.candidates.map(\.kind) == [.mfn])
        let open = found.passedOver.filter { $0.reason == .notStated }
        #expect(Set(open.compactMap { $0.agreement?.agreement }) == ["RCEP", "CN-AUS"])
        #expect(open.allSatisfy { $0.rate == nil })
    }

    @Test("savings count duty and the taxes on it")
    func saving() throws {
        let book = try book.get()
        let found = try book.bestRate(
            "0302141000", from: book.origin("VNM"), on: day, value: Fixed(71_000))
        #expect(found.candidates.map { $0.taxes?.total.text } == ["6390", "11807.3"])
        #expect(found.candidates.first?.saving?.text == "5417.3")
    }

    @Test("an agreement counts from the partner's own first day", arguments: [
        ("IDN", "2026-01-01", true), ("PHL", "2026-01-01", true), ("DEU", "2026-01-01", false),
    ])
    func partners(origin: String, on text: String, isOpen: Bool) throws {
        let found = try best("0101290010", origin, on: text)
        #expect(found.candidates.contains { $0.agreement?.agreement == "RCEP" } == isOpen)
    }

    @Test("an unknown origin gets the general rate and nothing else")
    func unknown() throws {
        let found = try best("0302141000", "701")
        #expect(found.candidates.map(\.kind) == [.general])
        #expect(found.passedOver.isEmpty)
    }

    @Test("inside a quota the certificate is the proof; outside there is none", arguments: [
        "1001990001", "1001990090",
    ])
    func quota(code: String) throws {
        let found = try best(code, "CAN")
        #expect(found.candidates.map(\.kind) == [.inQuota, .mfn])
        #expect(found.candidates.map(\.code.text) == ["1001990001", "1001990090"])
        #expect(found.candidates.map(\.rate.notation) == ["1", "65"])
    }

    @Test("rates are compared by amount: a compound rate turns over with the price", arguments: [
        ("874799.90", "8"), ("874800.10", "3+4374/001"),
    ])
    func byAmount(value: String, rate: String) throws {
        let book = try book(with: "hs10,mfn\n8521101900,3+4374/001\n", from: "2026-03-01")
        try put("agreement,code,rate\nRCEP,8521101900,8\n", from: "2026-03-01", on: book)
        let found = try book.bestRate(
            "8521101900", from: book.origin("VNM"), on: day, value: Fixed(value),
            quantities: quantities("10/001"))
        #expect(found.candidates.first?.rate.notation == rate)
    }

    @Test("best rate examples of the rules", arguments: [
        ("10", "6", "7", "6"), ("3", "", "4", "3"), ("10", "", "4", "4"), ("10", "4", "4", "4"),
    ])
    func rules(mfn: String, provisional: String, agreement: String, wanted: String) throws {
        let book = try book(
            with: "hs10,mfn,provisional_pct\n0101290010,\(mfn),\(provisional)\n",
            from: "2026-03-01")
        try put(
            "agreement,code,rate\nRCEP,0101290010,\(agreement)\n", from: "2026-03-01", on: book)
        let found = try book.bestRate("0101290010", from: book.origin("VNM"), on: day)
        #expect(found.candidates.first?.rate.notation == wanted)
    }

    @Test("later years are told until nothing changes any more")
    func future() throws {
        let found = try best("0207120000")
        let steps = try #require(found.candidates.first).future
        #expect(steps.first?.year == 2027)
        #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.rate != $1.rate })
        #expect(steps.last?.rate == .zero)
    }

    @Test("where the party itself must add value, the answer says so")
    func additional() throws {
        let found = try best("0202300090")
        let rcep = try #require(found.candidates.first { $0.kind == .agreement })
        #expect(rcep.additionalRequirement != nil)
    }

    @Test("no candidate is dearer than the most-favoured-nation rate, whatever the code")
    func neverAbove() throws {
        let book = try book.get()
        let origin = try book.origin("THA")
        var place = 0
        for line in book.codes.lines(under: "8", on: day) + book.codes.lines(under: "0", on: day) {
            place += 1
            guard place % 7 == 0, let mfn = line.duty.pct else { continue }
            let found = try book.bestRate(line.code.text, from: origin, on: day)
            let dearest = found.candidates.filter { $0.proof == .origin }
                .compactMap(\.rate.pct).max()
            #expect(dearest.map { $0 < mfn } ?? true, "\(line.code.text)")
            let totals = found.candidates.compactMap { $0.taxes?.total }
            #expect(totals == totals.sorted(), "\(line.code.text)")
        }
    }
}

@Suite("Rate notation")
struct DutyRateTests {
    @Test("what is written is read, and written again alike", arguments: [
        "10", "0", "6.7", "0.6/035", "3+4374/001", "502<=2000/001?30:3+4374/001",
        "specific-or-compound", "sliding",
    ])
    func round(text: String) throws {
        #expect(try #require(DutyRate(notation: text)).notation == text)
    }

    @Test("anything else is refused", arguments: [
        "", "-1", "10%", "1000", "0.6/", "0.6/35", "3+", "+3", "502<=2000/001?30", "U", "1e3",
        "502<2000/001?30:3", "502<=0/001?1:2", "502<=2000/001?502<=1/001?1:2:3", "０",
    ])
    func refused(text: String) { #expect(DutyRate(notation: text) == nil) }
}

@Suite("Looking up codes")
struct LookupTests {
    @Test("too short, never there and no longer there are three refusals", arguments: [
        ("0202", "tariff.code-too-short"), ("020", "tariff.code-too-short"),
        ("9999999999", "tariff.code-never-existed"), ("0202300077", "tariff.code-not-held"),
        ("0302900010", "tariff.code-no-longer-exists"), ("beef", "tariff.code-form"),
        ("02023000901", "tariff.code-form"), ("", "tariff.code-form"),
    ])
    func refusals(code: String, refusal: String) throws {
        let book = try book.get()
        #expect { try book.line(code, on: day) } throws: { error in
            (error as? LookupRefusal)?.code == refusal
        }
    }

    @Test("a code that is no more leads to codes of today that are there", arguments: [
        ("8517120000", ["851713", "851714"]), ("34022090", ["340250"]), ("6908", ["690721"]),
        ("8469001100", ["847290"]), ("88033000", ["880730"]), ("28480000", ["285390"]),
    ])
    func successors(code: String, first: [String]) throws {
        let book = try book.get()
        guard case .codeEnded(let former) = book.unknown(code, on: day) else {
            Issue.record("\(code) is not a former code")
            return
        }
        #expect(Array(former.derived.prefix(first.count)) == first)
        let fix = LookupRefusal.codeEnded(former).fix
        #expect(fix.en.contains("not official") && fix.zh.contains("并非官方"))
    }

    @Test("hardly any former code is left without a code of today, and none names one that is not")
    func everyFormer() throws {
        let book = try book.get()
        var without: [String] = []
        for former in book.codes.nomenclature.everyFormer {
            guard case .codeEnded(let found) = book.unknown(former, on: day) else { continue }
            let codes = found.successors + found.derived + found.around
            #expect(codes.allSatisfy { book.codes.contains(prefix: $0) }, "\(former) \(codes)")
            if found.successors.isEmpty, found.derived.isEmpty { without.append(former) }
        }
        // Ten digits of an annex that no other source knows.
        #expect(without.count < 10, "\(without.sorted())")
    }

    @Test("dots, blanks and full-width digits are read as people mean them", arguments: [
        "0202.3000.90", "0202 3000 90", "０２０２３０００９０", " 0202300090 ",
    ])
    func forgiving(code: String) throws {
        #expect(try book.get().line(code, on: day).code.text == "0202300090")
    }

    @Test("a day before the first edition is refused, naming the first")
    func before() throws {
        let first = try #require(Day("2026-01-01"))
        let earlier = try #require(Day("2025-12-31"))
        #expect(throws: LookupRefusal.dayOutside(earlier, first: first)) {
            try book.get().line("0202300090", on: earlier)
        }
    }

    @Test("words find codes in both languages", arguments: [
        ("beef", "0201"), ("牛肉", "0201"), ("锂离子蓄电池", "8507"), ("whisky", "2208"),
        ("冻 带骨 鸡块", "0207"), ("Atlantic salmon", "0302"), ("0202.30", "0202"),
    ])
    func search(words: String, heading: String) throws {
        let found = try book.get().find(words, on: day, limit: 20)
        #expect(found.contains { $0.code.text.hasPrefix(heading) }, "\(found.map(\.code.text))")
    }

    @Test("every chapter, heading and subheading has a name in both languages")
    func names() throws {
        let book = try book.get()
        for section in book.codes.nomenclature.sections {
            for chapter in section.chapters where book.codes.contains(prefix: chapter) {
                for heading in try book.branch(chapter, on: day).children {
                    #expect(!heading.name.zh.isEmpty && !heading.name.en.isEmpty)
                    for child in try book.branch(heading.code, on: day).children {
                        #expect(!child.name.zh.isEmpty && !child.name.en.isEmpty, "\(child.code)")
                    }
                }
            }
        }
    }
}
