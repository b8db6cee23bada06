import Kernel
import Testing
import Wire

@testable import Tariff

@Suite("Export duties and legal notes")
struct ExportAndNoteTests {
    private static let day = Day("2027-03-01") ?? Day(sinceEpoch: 0)

    @Test("what is not held is told as not held, never as nought; the last table is a hint")
    func notHeld() throws {
        let book = try book.get()
        let line = try #require(book.codes.lines(under: "03019210", on: Self.day).first)
        let json = TariffJSON(book: book, day: Self.day).line(line)
        #expect(json["exportDuty"]?["state"]?.string == "not-held")
        #expect(json["exportDuty"]?["pct"]?.string == nil)
        let told = json["exportDuty"]?["told"]?["zh"]?.string ?? ""
        #expect(told.contains("没有载入 2027 年的出口税率") && told.contains("2007 年的：暂定 10%（出口税则 20%）"))
        #expect(json["notes"]?["held"]?.boolean == false)
        #expect(json["notes"]?["told"]?["en"]?.string?.contains("not held") == true)
        let beef = TariffJSON(book: book, day: Self.day).line(
            try book.line("0202300090", on: Self.day))
        #expect(beef["exportDuty"]?["told"]?["zh"]?.string?.contains("2007") == false)
        #expect(beef["exportDuty"]?["state"]?.string == "not-held")
    }

    @Test("a loaded table says what it names; a whole one says that the others owe nothing")
    func loaded() throws {
        let book = try book(
            with: "code,export_pct,provisional_pct\n03019210,20,5\n", from: "2027-01-01")
        let line = try #require(book.codes.lines(under: "03019210", on: Self.day).first)
        func state(_ line: TariffLine) -> String? {
            let json = TariffJSON(book: book, day: Self.day).line(line)
            return json["exportDuty"]?["state"]?.string
        }
        let beef = try book.line("0202300090", on: Self.day)
        #expect(state(line) == "stated" && state(beef) == "not-held")
        let report = try put(
            "code,export_pct\n05069011,40\n", from: "2027-02-01", on: book, isWhole: true)
        #expect(report.changes.filter { $0.what == .dropped }.map(\.subject) == ["03019210"])
        #expect(state(line) == "none" && state(beef) == "none")
        #expect(throws: LookupRefusal.self) {
            try put("code,export_pct\n05069011,\n", from: "2027-02-01", on: book)
        }
    }

    @Test("notes of section, chapter and heading are told with every code below them")
    func notes() throws {
        let book = try book(
            with: "notes_of,note_zh\nI,本类所称活动物…\n02,本章不包括…\n0202,仅限冻的\n", from: "2027-01-01")
        let notes = try #require(book.notes(on: "0202300090", on: Self.day))
        #expect(notes.map(\.place) == ["I", "02", "0202"])
        #expect(book.notes(on: "8517", on: Self.day) == [])
        #expect(book.notes(on: "0202", on: try #require(Day("2026-12-31"))) == nil)
        #expect(throws: LookupRefusal.self) {
            try put("notes_of,note_zh\nXXXX,无此类\n", from: "2027-01-01", on: book)
        }
        #expect(throws: LookupRefusal.self) {
            try put("notes_of,note_zh\n77,无此章\n", from: "2027-01-01", on: book)
        }
    }
}
