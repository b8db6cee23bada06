import Declarations
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Declaring by hand") struct EntryScenarios {
    @Test("CB-08 a list is entered step by step in plain forms, what is wrong is told at its field, and it clears", arguments: TestStore.engines)
    func guided(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let typed = try await TypedList(world, number: 5)
            let member = try await world.member(of: world.cast.declarant)
            let start = try await member.get("/zh/entry")
            #expect(start.status == 200 && start.text.contains("进口清单（CEB621）"))
            #expect(!start.text.contains("CEB303"), "a declarant sends no orders")
            let begun = try await member.post("/zh/entry", form: ["type": "CEB621", "way": "guided"])
            var address = try #require(begun.header("location"))
            var asked: Set<String> = []
            for _ in 0..<9 where address.contains("/steps/") {
                let page = try await member.get(address)
                #expect(page.status == 200)
                #expect(page.text.contains("data-entry") && page.text.contains("data-saved"), "the script keeps it")
                asked.formUnion(page.fields)
                if page.fields.contains("grossWeight") {
                    let wrong = try await member.fill(
                        page, at: address, typed.values.merging(["grossWeight": "重"]) { $1 }, "next")
                    #expect(wrong.status == 422)
                    #expect(wrong.text.contains("href=\"#f-grossWeight\""))
                    #expect(wrong.text.contains("aria-invalid=\"true\""))
                    #expect(wrong.text.contains("毛重“重”不是数值") && !wrong.text.contains("毛重：毛重"))
                }
                let fresh = try await member.get(address)
                let next = try await member.fill(fresh, at: address, typed.values, "next")
                #expect(next.status == 303, "\(address) \(next.faults)")
                address = next.header("location") ?? ""
            }
            #expect(asked.isSuperset(of: ["orderNo", "ebpCode", "buyerName", "tradeMode", "l1.gcode"]))
            #expect(asked.isDisjoint(with: ["guid", "appTime", "invtNo", "l1.gnum", "l1.currency"]))
            let check = try await member.get(address)
            #expect(check.text.contains("请核对") && check.text.contains("应缴税款合计"))
            #expect(check.faults.isEmpty)
            try await world.clears(address, member, typed)
        }
    }

    @Test("CB-03 an export list is entered on one page, names and totals fill in, and it is released", arguments: TestStore.engines)
    func dense(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let typed = try await TypedList(world, number: 6, .simplified)
            let member = try await world.member(of: world.cast.declarant)
            _ = try await member.get("/zh/entry")
            let begun = try await member.post("/zh/entry", form: ["type": "CEB603", "way": "dense"])
            let address = try #require(begun.header("location"))
            var values = typed.values
            for name in ["agentName", "logisticsName", "l1.totalPrice"] { values[name] = nil }
            let page = try await member.get(address)
            let checked = try await member.fill(page, at: address, values, "check")
            #expect(checked.status == 303, "\(checked.faults)")
            let draft = try await member.get(address)
            #expect(draft.text.contains("value=\"\(typed.values["l1.totalPrice"] ?? "?")\""))
            try await world.clears(address + "/check", member, typed)
        }
    }

    @Test("CB-08 a refused list is mended from a draft that has all it said, under its own number", arguments: TestStore.engines)
    func mended(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let refused = try await world.declare(7, .direct, defect: .buyerDiffers)
            #expect(refused.status == 100)
            let preNo = try #require(refused["preNo"]?.string)
            let right = try world.samples.list(of: world.samples.chain(7, .direct))
            let member = try await world.member(of: world.cast.declarant)
            #expect(try await member.get("/zh/declarations/\(preNo)").text.contains("照此更正重报"))
            let begun = try await member.post("/zh/declarations/\(preNo)/draft", form: [:])
            let address = try #require(begun.header("location"))
            let page = try await member.get(address)
            #expect(page.text.contains(right["orderNo"] ?? "?") && page.text.contains(preNo))
            #expect(try await member.get("/zh").text.contains(address))
            // What it was refused for stands at its field, until that is changed.
            #expect(page.text.contains("href=\"#f-buyer") && page.faults.isEmpty == false)
            let buyer = right.filter { $0.key.hasPrefix("buyer") }
            let checked = try await member.fill(page, at: address, buyer, "check")
            #expect(checked.status == 303, "\(checked.faults)")
            #expect(try await member.get(address).text.contains("href=\"#f-buyer") == false)
            _ = try await member.get(address + "/check")
            let sent = try await member.post(address + "/submission", form: [:])
            #expect(sent.status == 303)
            #expect(try await member.get(address).text.contains(preNo))
            try await world.settle()
            let again = try await world.declaration(copNo: right["copNo"] ?? "")
            #expect(again["preNo"]?.string == preNo)
            #expect([800, 500, 300].contains(again.status ?? 0))
            // What is released is not mended.
            let late = try await member.post("/zh/declarations/\(preNo)/draft", form: [:])
            #expect(late.status == 422)
        }
    }

    @Test("CB-01 a program keeps a draft, is told every fault and the tax, and sends it once", arguments: TestStore.engines)
    func program(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let typed = try await TypedList(world, number: 8)
            let program = world.program(of: world.cast.declarant)
            let begun = try await program.post("/api/v1/drafts", json: #"{"type":"CEB621"}"#)
            #expect(begun.status == 201)
            let draft = try JSON(begun.body)
            let id = try #require(draft["id"]?.string)
            let missing = draft["faults"]?.elements.compactMap { $0["field"]?.string } ?? []
            #expect(Set(missing).isSuperset(of: ["orderNo", "buyerName", "tradeMode", "grossWeight"]))
            #expect((draft["faults"]?.elements ?? []).allSatisfy { !($0["message"]?["en"]?.string ?? "").isEmpty })
            let unready = try await program.post("/api/v1/drafts/\(id)/submission", json: "{}")
            #expect(unready.status == 422)
            let kept = try await program.put("/api/v1/drafts/\(id)", typed.json(version: 1))
            #expect(kept.status == 200, "\(kept.text)")
            let whole = try JSON(kept.body)
            #expect(whole["faults"]?.elements.isEmpty == true, "\(kept.text)")
            #expect(try Fixed(whole["tax"]?["total"]?.string ?? "") > .zero)
            let stale = try await program.put("/api/v1/drafts/\(id)", typed.json(version: 1, note: "TEST"))
            #expect(stale.status == 409)
            let other = world.program(of: world.cast.warehouse)
            #expect(try await other.get("/api/v1/drafts/\(id)").status == 404)

            let later = try await world.restarted()
            let again = later.program(of: later.cast.declarant)
            let old = try await again.post("/api/v1/drafts/\(id)/submission", json: #"{"version": 1}"#)
            #expect(old.status == 409, "\(old.text)")
            let sent = try await again.post("/api/v1/drafts/\(id)/submission", json: "{}")
            #expect(sent.status == 200, "\(sent.text)")
            let result = try JSON(sent.body)["results"]?.elements.first
            #expect(result?["status"]?.integer == 2)
            #expect(try await again.post("/api/v1/drafts/\(id)/submission", json: "{}").status == 409)
            try await later.settle()
            let found = try await later.declaration(copNo: typed.copNo)
            #expect(found["preNo"]?.string == result?["subject"]?.string)
            #expect([800, 500, 300].contains(found.status ?? 0))
            // The tax of the draft is the tax of the list.
            #expect(try Fixed(found["taxYuan"]?.string ?? "0") == Fixed(whole["tax"]?["total"]?.string ?? ""))
        }
    }

    @Test("CB-01 rows pasted from a spreadsheet become lines, with or without a heading row", arguments: [
        "gname\tgcode\tcountry\tqty\tunit\tprice\n毛毯\t6301 3000 00\t日本\t1,000\t件\t12.5\n毛巾\t6302.6010.00\t116\t2\t011\t3",
        "商品名称*\t商品编码*\t原产国（地区）*\t申报数量\t申报计量单位\t单价\r\n毛毯\t6301300000\t116\t1000\t011\t12.5\r\n毛巾\t6302601000\t116\t2\t011\t3\r\n",
    ])
    func pasted(rows: String) async throws {
        try await World.run(.sqlite) { world in
            let member = try await world.member(of: world.cast.declarant)
            _ = try await member.get("/zh/entry")
            let begun = try await member.post("/zh/entry", form: ["type": "CEB621", "way": "dense"])
            let address = try #require(begun.header("location"))
            let page = try await member.get(address)
            let pasted = try await member.fill(page, at: address, ["pasted": rows], "paste")
            #expect(pasted.status == 303)
            let after = try await member.get(address).text
            #expect(after.contains("name=\"l2.gcode\"") && !after.contains("name=\"l3.gcode\""))
            #expect(after.contains("value=\"6301300000\"") && after.contains("value=\"6302601000\""))
            #expect(after.contains("value=\"12500\""), "1000 times 12.5 is filled in")
            #expect(!after.contains("value=\"日本\"") && !after.contains("value=\"件\""))
        }
    }
}

/// The values of a sample list, by the names of a form.
private struct TypedList {
    let copNo: String
    let values: [String: String]

    /// Sends the supporting documents, and keeps the list to be typed.
    init(_ world: World, number: Int, _ kind: SampleKind = .direct) async throws {
        let chain = world.samples.chain(number, kind)
        let messages = try world.samples.messages(of: chain)
        try await world.send(messages.filter { $0.type != "CEB621" && $0.type != "CEB603" })
        copNo = chain.copNo
        values = try world.samples.list(of: chain)
    }

    func json(version: Int, note: String = "") -> String {
        var head: [JSON.Member] = [.init("note", .text(note))]
        var lines: [Int: [JSON.Member]] = [:]
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            guard name.hasPrefix("l"), let dot = name.firstIndex(of: "."),
                let number = Int(name.dropFirst().prefix(upTo: dot))
            else {
                head.append(.init(name, .text(value)))
                continue
            }
            lines[number, default: []].append(
                .init(String(name[name.index(after: dot)...]), .text(value)))
        }
        return JSON.object([
            .init("version", .integer(version)), .init("head", .object(head)),
            .init("lines", .array(lines.sorted { $0.key < $1.key }.map { .object($0.value) })),
        ]).encoded
    }
}

extension SampleChains {
    /// The list of a chain as names and values of a form: without what the system gives.
    fileprivate func list(of chain: SampleChain) throws -> [String: String] {
        let given: Set<String> = [
            "guid", "appType", "appTime", "appStatus", "ieFlag", "declTime", "currency", "gnum",
            "preNo", "invtNo", "fFlag", "iFlag",
        ]
        let message = try messages(of: chain).first { ["CEB621", "CEB603"].contains($0.type) }
        let catalogue = try MessageCatalogue.load(from: try Share.find())
        let documents = catalogue.read(message?.bytes ?? []).documents
        let document = try #require(documents.first)
        let isImport = message?.type == "CEB621"
        var values = document.head.values.filter { !given.contains($0.key) && !$0.value.isEmpty }
        for (index, line) in document.lines.enumerated() {
            for (name, value) in line.values where !value.isEmpty && name != "gnum" {
                if name == "currency", isImport { continue }
                values["l\(index + 1).\(name)"] = value
            }
        }
        return values
    }
}

extension World {
    /// Sends what is on a check page, and sees it released or held by draw.
    fileprivate func clears(_ check: String, _ member: Visitor, _ typed: TypedList) async throws {
        _ = try await member.get(check)
        let entry = String(check.dropLast("/check".count))
        let sent = try await member.post(entry + "/submission", form: [:])
        #expect(sent.status == 303, "\(sent.faults)")
        let told = try await member.get(entry)
        #expect(told.text.contains("已报送") && told.text.contains("预录入编号"))
        try await settle()
        let found = try await declaration(copNo: typed.copNo)
        #expect([800, 500, 300].contains(found.status ?? 0), "\(found.status ?? 0)")
        #expect(told.text.contains(found["preNo"]?.string ?? "?"))
    }
}

extension Visitor {
    /// Sends the form of a page: every field that stands on it and has a value here.
    fileprivate func fill(
        _ page: Answer, at address: String, _ values: [String: String], _ act: String
    ) async throws -> Answer {
        var pairs = page.filled
        for (name, value) in values.sorted(by: { $0.key < $1.key })
        where page.fields.contains(name) || name.hasPrefix("l") && page.fields.contains("l1.gcode") {
            pairs.removeAll { $0.name == name }
            pairs.append(Form.Pair(name, value))
        }
        pairs.append(Form.Pair("do", act))
        return try await send(
            "POST", address.split(separator: "#").first.map(String.init) ?? address,
            body: Array(Form(pairs).encoded.utf8),
            headers: ["content-type": "application/x-www-form-urlencoded"])
    }

    fileprivate func put(_ target: String, _ json: String) async throws -> Answer {
        try await send(
            "PUT", target, body: Array(json.utf8), headers: ["content-type": "application/json"])
    }
}

extension Answer {
    /// Names of the fields of the page.
    fileprivate var fields: Set<String> { Set(values(of: "name")) }

    /// Hidden fields and what stands in the boxes of the page's main form.
    fileprivate var filled: [Form.Pair] {
        var pairs: [Form.Pair] = []
        for tag in text.split(separator: "<input ").dropFirst() {
            let end = tag.firstIndex(of: ">") ?? tag.endIndex
            let inside = String(tag[..<end])
            guard let name = inside.value(of: "name"), name != "q", name != "language" else {
                continue
            }
            if inside.contains("type=\"checkbox\""), !inside.contains("checked") { continue }
            if !pairs.contains(where: { $0.name == name }) {
                pairs.append(Form.Pair(name, inside.value(of: "value") ?? ""))
            }
        }
        for tag in text.split(separator: "<select ").dropFirst() {
            guard let name = String(tag).value(of: "name"), name != "reuse" else { continue }
            let end = tag.firstRange(of: "</select>")?.lowerBound ?? tag.endIndex
            let chosen = tag[..<end].split(separator: "<option ").first { $0.contains(" selected") }
            pairs.append(Form.Pair(name, chosen.flatMap { String($0).value(of: "value") } ?? ""))
        }
        return pairs
    }

    /// The words of the error summary.
    fileprivate var faults: [String] {
        guard let start = text.firstRange(of: "error-summary"),
            let end = text[start.upperBound...].firstRange(of: "</ul>")
        else { return [] }
        return text[start.upperBound..<end.lowerBound].split(separator: "<li>").dropFirst()
            .map(String.init)
    }

    private func values(of attribute: String) -> [String] {
        text.split(separator: " \(attribute)=\"").dropFirst().compactMap {
            $0.split(separator: "\"", maxSplits: 1, omittingEmptySubsequences: false)
                .first.map(String.init)
        }
    }
}

extension String {
    fileprivate func value(of attribute: String) -> String? {
        guard let start = firstRange(of: "\(attribute)=\"") else { return nil }
        return self[start.upperBound...].split(
            separator: "\"", maxSplits: 1, omittingEmptySubsequences: false
        ).first.map(String.init)
    }
}
