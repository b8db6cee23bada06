import Declarations
import Kernel
import Store
import TestKit
import Testing
import Web
import Wire

@testable import House
@testable import Sheet

/// Declarations by spreadsheet.
@Suite("Declarations by spreadsheet") struct SheetScenarios {
    @Test("SW-01 a spreadsheet with faults: what is right is sent, what is wrong comes back in the table, and the mended table sends only the rest", arguments: TestStore.engines)
    func faults(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let declarant = world.program(of: world.cast.declarant)
            let table = try await SupportSheet(declarant, "CEB621", lists: SupportSheet.lists(1...5, world.samples))
            #expect(table.keys.first == "orderNo" || table.keys.contains("orderNo"))
            var rows = table.rows
            // Two rows at fault, one of them twice; and a number that is there already.
            rows[1][try table.place("country")] = "ZZZ"
            rows[1][try table.place("goods.gcode")] = "0000000000"
            rows[3][try table.place("buyerIdNumber")] = "310101199001011235"
            rows.append(rows[0])
            rows[rows.count - 1][try table.place("note")] = "改"
            rows.append(rows[0])
            let sent = try await declarant.send("POST", "/api/v1/sheets?type=CEB621&name=%E6%B8%85%E5%8D%95.xlsx", body: table.workbook(rows))
            #expect(sent.status == 202, "\(sent.text)")
            let id = try #require(JSON(sent.body)["id"]?.string)
            #expect(try JSON(sent.body)["documents"]?.integer == 6)
            // The same file again, while it is under way, is the same spreadsheet.
            let again = try await declarant.send("POST", "/api/v1/sheets?type=CEB621", body: table.workbook(rows))
            #expect(try JSON(again.body)["id"]?.string == id)
            try await world.declarations?.drainSheets()
            let done = try JSON(try await declarant.get("/api/v1/sheets/\(id)").body)
            #expect(done["state"]?.string == "done")
            #expect(done["counts"]?["taken"]?.integer == 3, "\(done.encoded)")
            #expect(done["counts"]?["faulty"]?.integer == 3, "\(done.encoded)")
            let faults = try JSON(try await declarant.get("/api/v1/sheets/\(id)/faults").body)["documents"]?.elements ?? []
            #expect(faults.map { $0["row"]?.integer } == [3, 5, 7])
            let columns = faults[0]["faults"]?.elements.compactMap { $0["column"]?.string } ?? []
            #expect(Set(columns).isSuperset(of: ["country", "goods.gcode"]), "\(faults[0].encoded)")
            #expect(faults[2].encoded.contains("sheet-twice"))

            // The same table back, with a red column.
            let back = try await declarant.get("/api/v1/sheets/\(id)/workbook")
            let grid = try SheetGrid.read(back.body)
            let headings = grid.rows[0].cells.map(\.text)
            let reason = try #require(headings.firstIndex { $0.hasPrefix("错误原因") })
            #expect(grid.rows[1][reason].isEmpty && grid.rows[2][reason].contains("0000000000") && grid.rows[2][reason].contains("\n"))
            #expect(grid.rows[1][reason - 1].hasPrefix("B"), "the number of the receipt")
            let figures = try ["goods.qty", "goods.price", "goods.totalPrice"].map(table.place)
            for (place, sent) in rows[1].enumerated() {
                let cell = grid.rows[2].cells[place]
                #expect(cell.text == sent || cell.isNumber && Double(cell.text) == Double(sent), "\(table.keys[place])")
            }
            // It is the template's workbook: its codes, its guide, its drop-downs; amounts are numbers, codes are texts.
            let template = try await declarant.get("/api/v1/sheets/templates/CEB621").body
            for part in ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"] {
                #expect(try SheetScenarios.part(part, of: back.body) == SheetScenarios.part(part, of: template), "\(part)")
            }
            let lists = try SheetScenarios.dropDowns(of: back.body)
            #expect(try lists.count > 5 && lists == SheetScenarios.dropDowns(of: template))
            #expect(figures.allSatisfy { grid.rows[1].cells[$0].isNumber })
            #expect(try !grid.rows[1].cells[table.place("goods.gcode")].isNumber && !grid.rows[1].cells[table.place("country")].isNumber)

            // Mended in the table that came back, and sent again as it is.
            var mended = grid.rows.dropFirst().map { row in headings.indices.map { row[$0] } }
            mended[1] = table.rows[1] + ["", "", ""]
            mended[3] = table.rows[3] + ["", "", ""]
            mended.removeLast(2)
            let second = try await declarant.send("POST", "/api/v1/sheets?type=CEB621", body: SupportSheet.workbook(headings, mended))
            let next = try #require(JSON(second.body)["id"]?.string)
            try await world.declarations?.drainSheets()
            let after = try JSON(try await declarant.get("/api/v1/sheets/\(next)").body)
            #expect(after["counts"]?["taken"]?.integer == 2, "\(after.encoded)")
            #expect(after["counts"]?["earlier"]?.integer == 3, "\(after.encoded)")
            try await world.settle()
            let lodged = try JSON(try await declarant.get("/api/v1/declarations").body)["declarations"]?.elements ?? []
            #expect(lodged.count == 5)
            try await world.everyReceiptFits()

            // Nobody else sees it, and it can be removed.
            #expect(try await world.program(of: world.cast.platform).get("/api/v1/sheets/\(id)").status == 404)
            #expect(try await declarant.send("DELETE", "/api/v1/sheets/\(id)").status == 204)
            #expect(try await declarant.get("/api/v1/sheets/\(id)").status == 404)
        }
    }

    /// A part of a workbook as text.
    private static func part(_ name: String, of workbook: [UInt8]) throws -> String {
        var archive = try ZipArchive(workbook, SheetLimits())
        return String(decoding: try archive.part(name), as: UTF8.self)
    }

    /// Drop-downs of the first sheet: where they stand, and the values they offer.
    private static func dropDowns(of workbook: [UInt8]) throws -> [String] {
        try part("xl/worksheets/sheet1.xml", of: workbook).split(separator: "<dataValidation ").dropFirst()
            .filter { $0.contains(#"type="list""#) }.map(String.init)
    }

    @Test("SW-01 rows without an order number whose waybills differ are documents of their own, each told of its row that the number is missing", arguments: TestStore.engines)
    func unnumbered(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let declarant = world.program(of: world.cast.declarant)
            let table = try await SupportSheet(declarant, "CEB621", lists: SupportSheet.lists(1...4, world.samples))
            var rows = table.rows
            for row in 1...2 { rows[row][try table.place("orderNo")] = "" }
            let sent = try await declarant.send("POST", "/api/v1/sheets?type=CEB621", body: table.workbook(rows))
            #expect(try JSON(sent.body)["documents"]?.integer == 4, "\(sent.text)")
            let id = try #require(JSON(sent.body)["id"]?.string)
            try await world.declarations?.drainSheets()
            let faults = try JSON(try await declarant.get("/api/v1/sheets/\(id)/faults").body)["documents"]?.elements ?? []
            #expect(faults.map { $0["row"]?.integer } == [3, 4])
            for document in faults {
                let columns = document["faults"]?.elements.compactMap { $0["column"]?.string } ?? []
                #expect(columns == ["orderNo"], "\(document.encoded)")
            }
        }
    }

    @Test("SW-01 on the page: a template, a table in CSV, its progress without script, and the table with reasons", arguments: TestStore.engines)
    func page(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let person = try await world.member(of: world.cast.declarant)
            #expect(try await person.get("/zh/sheets").text.contains("/zh/sheets/templates/CEB621.xlsx"))
            let program = world.program(of: world.cast.declarant)
            let table = try await SupportSheet(program, "CEB621", lists: SupportSheet.lists(1...3, world.samples))
            var rows = table.rows
            rows[2][try table.place("goods.qty")] = "很多"
            var csv = CSVWriter(for: .spreadsheet)
            csv.write(table.keys)
            for row in rows { csv.write(row) }
            let sent = try await person.post(
                "/zh/sheets", form: ["type": "CEB621"],
                files: [VisitorFile(field: "file", name: "清单.csv", type: "text/csv", body: csv.take())])
            let path = try #require(sent.header("location"))
            // It is under way, and the page says so to whoever comes back.
            #expect(try await person.get(path).text.contains("data-refresh"))
            try await world.declarations?.drainSheets()
            let page = try await person.get(path).text
            #expect(page.contains("需要更正") && page.contains("goods.qty") && !page.contains("data-refresh"))
            let back = try await person.get(path + "/workbook.xlsx")
            #expect(back.header("content-disposition")?.contains("%E6%B8%85%E5%8D%95-result.xlsx") == true)
            #expect(try SheetGrid.read(back.body).rows.count == 4)
            // What cannot be read is told beside the file.
            let broken = try await person.post(
                "/en/sheets", form: ["type": "CEB621"],
                files: [VisitorFile(field: "file", name: "a.xlsx", type: "application/zip", body: [0x50, 0x4B, 1, 2])])
            #expect(broken.status == 422 && broken.text.contains("no XLSX workbook"))
            let empty = try await person.post(
                "/en/sheets", form: ["type": "CEB311"],
                files: [VisitorFile(field: "file", name: "a.csv", type: "text/csv", body: csv.take())])
            #expect(empty.status == 422)
        }
    }

    @Test("SW-01 a table of many rows, all of them wrong, comes back however long it takes to write: a request waits for a while, and who asks again gets it", arguments: TestStore.engines)
    func many(engine: TestStore.Engine) async throws {
        try await World.run(engine) { patient in
            let world = try await patient.impatient()
            let declarant = world.program(of: world.cast.declarant)
            let table = try await SupportSheet(declarant, "CEB621", lists: SupportSheet.lists(1...1, world.samples))
            let count = 400
            let number = try table.place("orderNo")
            let rows = try (1...count).map { index in
                var row = table.rows[0]
                row[number] = "MANY\(index)"
                row[try table.place("country")] = "ZZZ"
                row[try table.place("goods.qty")] = "很多"
                return row
            }
            let sent = try await declarant.send("POST", "/api/v1/sheets?type=CEB621&name=many.xlsx", body: table.workbook(rows))
            let id = try #require(JSON(sent.body)["id"]?.string, "\(sent.text)")
            try await world.declarations?.drainSheets()

            // The first who asks is told to come again, and is not kept.
            let path = "/api/v1/sheets/\(id)/workbook"
            var back = try await declarant.get(path)
            #expect(try back.status == 409 && JSON(back.body)["code"]?.string == "declarations.sheet-writing", "\(back.text)")
            // A person is led to where the progress is; theirs, in English, is another table.
            let person = try await world.member(of: world.cast.declarant)
            let download = try await person.get("/en/sheets/\(id)/workbook.xlsx")
            #expect(download.status == 303 && download.header("location") == "/en/sheets/\(id)#sheet-table")
            let end = ContinuousClock.now + .seconds(60)
            while back.status == 409, ContinuousClock.now < end {
                await Task.yield()
                back = try await declarant.get(path)
            }
            try #require(back.status == 200)
            let grid = try SheetGrid.read(back.body)
            #expect(grid.rows.count == count + 1)
            let reason = try #require(grid.rows[0].cells.map(\.text).firstIndex { $0.hasPrefix("错误原因") })
            #expect(grid.rows.dropFirst().allSatisfy { $0[reason].contains("ZZZ") && $0[reason].contains("\n") })
            // When it is there the page says so and has the link.
            var page = try await person.get("/en/sheets/\(id)").text
            while page.contains("sheet-table-bar"), ContinuousClock.now < end {
                await Task.yield()
                page = try await person.get("/en/sheets/\(id)").text
            }
            #expect(page.contains("/en/sheets/\(id)/workbook.xlsx") && page.contains("Ready") && !page.contains("data-refresh"))
            // What goes leaves nothing behind, in memory neither.
            #expect(await world.heldTables() == 2)
            #expect(try await declarant.send("DELETE", "/api/v1/sheets/\(id)").status == 204)
            #expect(try await declarant.get(path).status == 404)
            #expect(await world.heldTables() == 0)
        }
    }

    @Test("SW-01 who may not send a kind of document is told before the file is read, and what would take too much room is refused", arguments: TestStore.engines)
    func refusedEarly(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            // No workbook at all: it would be unreadable, if it was read.
            let other = try await world.program(of: world.cast.platform)
                .send("POST", "/api/v1/sheets?type=CEB621", body: [0x50, 0x4B, 1, 2])
            #expect(try other.status == 422 && JSON(other.body)["code"]?.string == "declarations.sheet-role")
            let declarant = world.program(of: world.cast.declarant)
            let table = try await SupportSheet(declarant, "CEB621", lists: SupportSheet.lists(1...1, world.samples))
            // One document of many rows: the same number, the rest in a column of the firm's own.
            // No text twice, or it would pass for a file that only unpacks to much.
            let signs = (0..<20_000).compactMap { Unicode.Scalar(UInt32(0x4E00 + $0 * 7_919 % 20_000)) }
            let long = String(String.UnicodeScalarView(signs))
            let headings = table.headings + ["备注二"]
            let rows = (0..<80).map { _ in table.rows[0] + [long] }
            let large = try await declarant.send("POST", "/api/v1/sheets?type=CEB621", body: SupportSheet.workbook(headings, rows))
            #expect(try large.status == 422 && JSON(large.body)["code"]?.string == "declarations.sheet-document", "\(large.text)")
            let wide = try await declarant.send(
                "POST", "/api/v1/sheets?type=CEB621", body: SupportSheet.workbook(table.headings + [long, long], table.rows))
            #expect(try wide.status == 422 && JSON(wide.body)["code"]?.string == "declarations.sheet-headings", "\(wide.text)")
        }
    }

    @Test("SW-01 two uploads of a file at once are one spreadsheet, a spreadsheet that cannot go on keeps no other waiting, and old ones go", arguments: TestStore.engines)
    func apart(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let declarant = world.program(of: world.cast.declarant)
            let table = try await SupportSheet(declarant, "CEB621", lists: SupportSheet.lists(1...2, world.samples))
            let file = table.workbook([table.rows[0]])
            async let left = declarant.send("POST", "/api/v1/sheets?type=CEB621&name=TEST.xlsx", body: file)
            async let right = declarant.send("POST", "/api/v1/sheets?type=CEB621&name=TEST.xlsx", body: file)
            let answers = try await [left, right]
            let ids = try answers.map { try JSON($0.body)["id"]?.string ?? $0.text }
            #expect(answers.map(\.status) == [202, 202] && ids[0] == ids[1], "\(ids)")
            let other = try await declarant.send("POST", "/api/v1/sheets?type=CEB621", body: table.workbook([table.rows[1]]))
            let second = try #require(JSON(other.body)["id"]?.string)
            let first = ids[0]
            #expect(try await world.sheets() == 2)
            // The rows of the first can no longer be opened.
            _ = try await world.store.write { session in
                try session.execute(
                    "update declarations_sheet_rows set content = $1 where sheet = $2", [.blob([1, 2, 3]), .text(first)])
            }
            try await world.declarations?.drainSheets()
            #expect(try JSON(try await declarant.get("/api/v1/sheets/\(first)").body)["state"]?.string == "running")
            let done = try JSON(try await declarant.get("/api/v1/sheets/\(second)").body)
            #expect(done["state"]?.string == "done" && done["counts"]?["taken"]?.integer == 1, "\(done.encoded)")
            world.time.advance(days: 91)
            try await world.declarations?.drainSheets()
            #expect(try await world.sheets() == 1)
        }
    }

    @Test("SW-01 every kind of document that is entered by hand has a template, whose columns read back", arguments: ["CEB621", "CEB603", "CEB311", "CEB303", "CEB411", "CEB403", "CEB511", "CEB505"])
    func templates(type: String) async throws {
        try await World.run(.sqlite) { world in
            let declarant = world.program(of: world.cast.declarant)
            for language in ["zh", "en"] {
                let answer = try await declarant.get("/api/v1/sheets/templates/\(type)?language=\(language)")
                #expect(answer.status == 200)
                let grid = try SheetGrid.read(answer.body)
                #expect(grid.name == type && grid.rows.count == 1 && grid.rows[0].cells.count > 10)
            }
            let empty = try await declarant.get("/api/v1/sheets/templates/\(type)").body
            let refused = try await declarant.send("POST", "/api/v1/sheets", body: empty)
            #expect(refused.status == 422)
        }
    }
}

extension World {
    /// How many spreadsheets are kept.
    func sheets() async throws -> Int64 {
        try await store.read { session in
            try session.first("select count(*) from declarations_sheets")?.integer(0) ?? -1
        }
    }
}

/// A table of lists, made from a template and sample messages.
struct SupportSheet {
    let headings: [String]
    let keys: [String]
    let rows: [[String]]

    init(_ visitor: Visitor, _ type: String, lists: [SampleMessage]) async throws {
        let template = try await visitor.get("/api/v1/sheets/templates/\(type)").body
        try self.init(template: template, lists: lists, catalogue: try MessageCatalogue.load(from: try Share.find()))
    }

    init(template: [UInt8], lists: [SampleMessage], catalogue: MessageCatalogue) throws {
        headings = try SheetGrid.read(template).rows[0].cells.map(\.text)
        let keys = headings.map { String($0.split(separator: "\n").last ?? "") }
        self.keys = keys
        var rows: [[String]] = []
        for message in lists {
            for document in catalogue.read(message.bytes).documents {
                for line in document.lines {
                    rows.append(keys.map { key in
                        let value = key.hasPrefix("goods.") ? line[String(key.dropFirst(6))] : document.head[key]
                        return value ?? ""
                    })
                }
            }
        }
        self.rows = rows
    }

    struct NoColumn: Error { let key: String }

    func place(_ key: String) throws -> Int {
        guard let place = keys.firstIndex(of: key) else { throw NoColumn(key: key) }
        return place
    }

    func workbook(_ rows: [[String]]) -> [UInt8] { SupportSheet.workbook(headings, rows) }

    static func workbook(_ headings: [String], _ rows: [[String]]) -> [UInt8] {
        WorkbookWriter.bytes([
            SheetPage(name: "CEB621", columns: headings.map { SheetPage.Column($0) }, rows: rows)
        ])
    }

    /// The lists of parcels with one line of goods.
    static func lists(_ numbers: ClosedRange<Int>, _ samples: SampleChains) throws -> [SampleMessage] {
        try numbers.compactMap { try samples.messages(of: samples.chain($0, .direct, basket: .large)).last }
    }
}
