import Kernel
import Origin
import Testing
import Wire

@testable import Tariff

@Suite("Loading rules of origin")
struct EditionRuleTests {
    private static let day = Day("2027-01-01") ?? Day(sinceEpoch: 0)

    @Test("a rule that is not held is said to be so, with where it stands, and never that there is no such code")
    func notHeld() throws {
        let book = try book.get()
        for agreement in ["RCEP", "CN-AUS", "CN-KOR"] {
            let told = book.rules.find("0202300000", under: agreement, on: Self.day)
            guard told.rule == nil else { continue }
            #expect(told.told.zh.contains("没有载入") && told.told.zh.contains("关员导入"))
            #expect(told.told.en.contains("not held") && !told.told.en.contains("no such code"))
        }
        let best = try book.bestRate("0302141000", from: book.origin("VNM"), on: Self.day)
        let json = TariffJSON(book: book, day: Self.day).best(best)
        let rcep = json["candidates"]?.elements.first { $0["agreement"]?.string == "RCEP" }
        #expect(rcep?["originRule"]?.string == nil)
        #expect(rcep?["originRuleTold"]?["zh"]?.string?.contains("没有载入") == true)
    }

    @Test("loaded rules count from their day, beside the list that is shipped or in its place")
    func loaded() throws {
        let book = try freshBook()
        func entry(_ code: String, _ on: Day = Self.day) -> String? {
            book.rules.find(code, under: "RCEP", on: on).rule?.entry
        }
        #expect(entry("0302141000") == nil && entry("9503001000") == "95")
        let table = "agreement,code,test,hs_edition\nRCEP,030214,CC,2012\nRCEP,9503,CTH|RVC40,2012\n"
        let report = try put(table, from: "2027-01-01", on: book)
        #expect(report.count(.new) == 2 && report.count(.dropped) == 0)
        #expect(report.before == 60 && report.untouched == 60)
        #expect(entry("0302141000") == "030214" && entry("9503001000") == "9503")
        #expect(entry("0302141000", Self.day.adding(days: -1)) == nil)
        #expect(book.rules.find("95040000", under: "RCEP", on: Self.day).rule?.entry == "95")
        let whole = try put(table, from: "2027-06-01", on: book, isWhole: true)
        #expect(whole.count(.same) == 2 && whole.count(.dropped) == 60)
        let later = try #require(Day("2027-06-01"))
        #expect(entry("95040000", later) == nil && entry("9503001000", later) == "9503")
        let best = try book.bestRate("0302141000", from: book.origin("VNM"), on: later)
        let rcep = try #require(best.candidates.first { $0.agreement?.agreement == "RCEP" }?.agreement)
        let needed = book.originNeeded(rcep.agreement, best.line.code, on: later)
        #expect(needed?.rule?.zh.contains("章改变") == true && needed?.entry == "030214")
    }

    @Test("a rule that cannot be read refuses the file by its line, column and the way to write it", arguments: [
        ("agreement,code,test\nRCEP,0302,CC\nRCEP,0303,CTX\n", "第 3 行 test：“CTX”"),
        ("agreement,code,test\nRCEP,03021,CC\n", "第 2 行 code：“03021”"),
        ("agreement,code,test\nNONE,0302,CC\n", "第 2 行 agreement：“NONE”"),
        ("agreement,code,test\nRCEP,0302,CC\nRCEP,0302,CTH\n", "第 3 行 code：“0302”：与第 2 行重复"),
        ("agreement,code,test\nRCEP,0302,PR.never-heard-of\n", "第 2 行 test"),
        ("agreement,code,test,hs_edition\nRCEP,0302,CC,2013\n", "第 2 行 hs_edition：“2013”"),
    ])
    func broken(table: String, message: String) throws {
        let book = try freshBook()
        #expect { try put(table, from: "2027-01-01", on: book) } throws: { error in
            guard let refusal = error as? LookupRefusal else { return false }
            return refusal.message.zh.contains(message) && refusal.fix.zh.utf8.count > 60
        }
        #expect(book.codes.loaded.now.rules.isEmpty)
    }
}
