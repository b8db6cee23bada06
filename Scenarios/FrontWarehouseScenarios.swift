import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Front warehouse") struct FrontWarehouseScenarios {
    /// The goods of an export list, as a warehouse receives them.
    static func lot(_ reference: String, of chain: SampleChain, kilograms: String? = nil) -> String {
        let list = chain.documents.last?.draft
        let head = list?.head ?? [:]
        let goods = (list?.lines ?? []).compactMap { $0["gcode"] }.map { "\"\($0)\"" }.joined(separator: ",")
        return #"{"reference":"\#(reference)","exporter":"\#(SampleCast.six().seller.creditCode)","district":"2244","warehouse":"QZC001","mode":"9610","goods":[\#(goods)],"destination":"502","packages":1,"kilograms":"\#(kilograms ?? head["grossWeight"] ?? "")"}"#
    }

    @Test("CB-21 lots are inspected before they go into a box, and each box and lot tells where it has been", arguments: TestStore.engines)
    func inspectFirst(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.officer()
            let forwarder = try await world.owner(world.cast.warehouse)
            let exports = try await world.releasedExports(3)
            let numbers = try await world.numbers(of: exports)
            func post(_ path: String, _ json: String) async throws -> Answer {
                try await forwarder.post("/api/v1/\(path)", json: json)
            }
            let wrong = try await post("lots", Self.lot("QZC-1", of: exports[0], kilograms: "0"))
            #expect(wrong.status == 422 && wrong.text.contains("inspections.lot"))
            let first = try await post("lots", Self.lot("QZC-1", of: exports[0]))
            #expect(first.status == 201, "\(first.text)")
            #expect(try await post("lots", Self.lot("QZC-1", of: exports[0])).status == 200)
            #expect(try await post("lots", Self.lot("QZC-1", of: exports[0], kilograms: "0.01")).status == 409)
            let one = try #require(try JSON(first.body)["id"]?.string)

            let bad = try await post("boxes", #"{"container":"CSQU3054384"}"#)
            #expect(bad.status == 422 && bad.text.contains("3"))
            let opened = try JSON(try await post("boxes", #"{"container":"CSQU3054383"}"#).body)
            let box = try #require(opened["id"]?.string)
            let early = try await post("boxes/\(box)/lots", #"{"lot":"\#(one)"}"#)
            #expect(early.status == 409 && early.text.contains("inspections.not-loadable"))
            #expect(try await post("boxes/\(box)/seal", #"{"seal":"S1"}"#).status == 409)
            let declared = try JSON(try await post("lots/\(one)/declaration", #"{"declaration":"\#(numbers[0])"}"#).body)
            #expect(declared["state"]?.string == "cleared" && declared["declaration"]?.string == numbers[0])
            // Its other numbers say the same, and it is declared once.
            #expect(try await post("lots/\(one)/declaration", #"{"declaration":"\#(exports[0].copNo)"}"#).status == 200)
            #expect(try await post("boxes/\(box)/lots", #"{"lot":"\#(one)"}"#).status == 200)

            // From tomorrow on every export is inspected.
            let tomorrow = world.time.clock.today.adding(days: 1).text
            let proposed = try JSON(try await officer.act(InspectionScenarios.policies, #"{"from":"\#(tomorrow)","reason":"TEST","document":"TEST","rows":[{"factor":"base","direction":"export","key":"","value":10000}]}"#).body)
            let second = try await world.secondOfficer()
            #expect(try await second.act("\(InspectionScenarios.policies)/\(proposed["id"]?.string ?? "")/decision", #"{"confirm":true}"#).status == 200)
            world.time.advance(days: 1)
            let later = try await world.officer()
            var lots: [String] = []
            for number in 2...3 {
                let id = try #require(try JSON(try await post("lots", Self.lot("QZC-\(number)", of: exports[number - 1])).body)["id"]?.string)
                let waiting = try JSON(try await post("lots/\(id)/declaration", #"{"declaration":"\#(numbers[number - 1])"}"#).body)
                #expect(waiting["state"]?.string == "waiting")
                // Another number for the same goods is no way round the inspection.
                let twin = try #require(try JSON(try await post("lots", Self.lot("QZC-9\(number)", of: exports[number - 1])).body)["id"]?.string)
                let again = try await post("lots/\(twin)/declaration", #"{"declaration":"\#(numbers[0])"}"#)
                #expect(again.status == 409 && again.text.contains("inspections.lot-again"))
                #expect(try await post("boxes/\(box)/lots", #"{"lot":"\#(id)"}"#).status == 409)
                let order = try #require(waiting["inspection"]?.string)
                let result = number == 2 ? #"{"result":"clean"}"# : #"{"result":"finding","findings":"测试：夹藏"}"#
                #expect(try await later.act("/api/v1/inspections/\(order)/result", result).status == 200)
                lots.append(id)
            }
            // The one in which something was found stays; it holds up no other.
            let held = try await post("boxes/\(box)/lots", #"{"lot":"\#(lots[1])"}"#)
            #expect(held.status == 409 && held.text.contains("QZC-3"))
            #expect(try await post("boxes/\(box)/lots", #"{"lot":"\#(lots[0])"}"#).status == 200)
            #expect(try await post("boxes/\(box)/seal", #"{"seal":"CN123456"}"#).status == 200)
            #expect(try await post("boxes/\(box)/lots", #"{"lot":"\#(lots[1])"}"#).status == 409)
            #expect(try await post("boxes/\(box)/departure", #"{"voyage":"TEST 001E"}"#).status == 200)

            let whole = try JSON(try await forwarder.get("/api/v1/boxes/\(box)").body)
            #expect(whole["lots"]?.elements.compactMap { $0["reference"]?.string } == ["QZC-1", "QZC-2"])
            let path = try JSON(try await world.owner(world.cast.seller).get("/api/v1/lots/\(lots[0])").body)
            let kinds = path["path"]?.elements.compactMap { $0["kind"]?.string } ?? []
            #expect(kinds == ["lot-received", "lot-declared", "lot-decided", "lot-loaded", "box-sealed", "box-departed"].map { "inspections." + $0 })
            #expect(path["box"]?["seal"]?.string == "CN123456")
            #expect(try await world.owner(world.cast.payment).get("/api/v1/lots/\(lots[0])").status == 404)
        }
    }

    @Test("CB-21 a lot is declared by a released export list of its exporter that has room for it, and is sealed while that stands", arguments: TestStore.engines)
    func declared(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let exports = try await world.releasedExports(2)
            let numbers = try await world.numbers(of: exports)
            let site = try await world.owner(world.cast.warehouse)
            func post(_ path: String, _ json: String) async throws -> Answer {
                try await site.post("/api/v1/\(path)", json: json)
            }
            func receive(_ reference: String, _ chain: SampleChain, _ kilograms: String? = nil) async throws -> String {
                let answer = try await post("lots", Self.lot(reference, of: chain, kilograms: kilograms))
                return try #require(try JSON(answer.body)["id"]?.string, "\(answer.text)")
            }
            func declare(_ lot: String, _ number: String) async throws -> Answer {
                try await post("lots/\(lot)/declaration", JSON.object([.init("declaration", .text(number))]).encoded)
            }
            let lot = try await receive("QZC-1", exports[0])
            // Invented, an import's, and what is not released.
            let imported = try await world.declare(1, .direct)
            for number in ["NOPE", "", "<script>", imported["invtNo"]?.string ?? "", imported["preNo"]?.string ?? ""] {
                let refused = try await declare(lot, number)
                #expect(refused.status == 422 && refused.text.contains("inspections.lot-declaration"), "\(number): \(refused.text)")
            }
            let waiting = world.samples.chain(60, .simplified)
            try await world.send(try world.samples.messages(of: waiting).filter { $0.type == "CEB603" })
            try await world.settle()
            let early = try await declare(lot, waiting.copNo)
            #expect(early.status == 409 && early.text.contains("inspections.lot-not-released"))
            // Another exporter's list is none of this one's.
            let foreign = try await world.owner(world.cast.carrier)
            let theirs = try await foreign.post("/api/v1/lots", json: Self.lot("QZC-7", of: exports[0]).replacing(world.cast.seller.creditCode, with: world.cast.carrier.creditCode))
            let stranger = try #require(try JSON(theirs.body)["id"]?.string, "\(theirs.text)")
            let stolen = try await foreign.post("/api/v1/lots/\(stranger)/declaration", json: #"{"declaration":"\#(numbers[0])"}"#)
            #expect(stolen.status == 422 && stolen.text.contains("inspections.lot-declaration"))
            // Other goods than the list says.
            let other = try #require(try JSON(try await post("lots", Self.lot("QZC-8", of: exports[0]).replacing("9610", with: "9810")).body)["id"]?.string)
            #expect(try await declare(other, numbers[0]).text.contains("inspections.lot-otherwise"))

            let cleared = try await declare(lot, numbers[0])
            #expect(try JSON(cleared.body)["state"]?.string == "cleared", "\(cleared.text)")
            // One list, one package: no second lot.
            let second = try await receive("QZC-2", exports[0], "0.01")
            let beyond = try await declare(second, numbers[0])
            #expect(beyond.status == 409 && beyond.text.contains("inspections.lot-beyond"))
            let next = try await receive("QZC-3", exports[1])
            #expect(try await declare(next, numbers[1]).status == 200)
            let box = try #require(try JSON(try await post("boxes", #"{"container":"CSQU3054383"}"#).body)["id"]?.string)
            #expect(try await post("boxes/\(box)/lots", #"{"lot":"\#(lot)"}"#).status == 200)

            // The goods of the first list leave another way: their lot is sealed into no box.
            _ = try await world.tell(try world.samples.departure(of: [exports[0]], "D1"))
            try await world.settle()
            #expect(try await world.declaration(copNo: exports[0].copNo).status == 899)
            let late = try await receive("QZC-4", exports[0], "0.02")
            #expect(try await declare(late, numbers[0]).text.contains("inspections.lot-not-released"))
            let sealed = try await post("boxes/\(box)/seal", #"{"seal":"CN1"}"#)
            #expect(sealed.status == 409 && sealed.text.contains("inspections.lot-not-released") && sealed.text.contains("QZC-1"))
            let out = try await post("boxes/\(box)/lots", #"{"lot":"\#(lot)","out":true}"#)
            #expect(try JSON(out.body)["state"]?.string == "cleared", "\(out.text)")
            let back = try await post("boxes/\(box)/lots", #"{"lot":"\#(lot)"}"#)
            #expect(back.status == 409 && back.text.contains("inspections.lot-not-released"))
            #expect(try await post("boxes/\(box)/lots", #"{"lot":"\#(next)"}"#).status == 200)
            #expect(try await post("boxes/\(box)/seal", #"{"seal":"CN1"}"#).status == 200)
            #expect(try await post("boxes/\(box)/lots", #"{"lot":"\#(next)","out":true}"#).status == 409)
        }
    }

    @Test("CB-21 a lot is taken from its exporter, an agent or the site, with codes that exist", arguments: [TestStore.Engine.sqlite])
    func whoBrings(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let lot = Self.lot("QZC-1", of: world.samples.chain(1, .summarised))
            let code = try #require(world.samples.chain(1, .summarised).documents.last?.draft.lines.first?["gcode"])
            let stranger = try await world.owner(world.cast.carrier)
            let foreign = try await stranger.post("/api/v1/lots", json: lot)
            #expect(foreign.status == 403 && foreign.text.contains("inspections.lot-mandate"))
            let site = try await world.owner(world.cast.warehouse)
            let signed = try await site.post("/api/v1/lots", json: lot.replacing(code, with: "+" + code.dropLast()))
            #expect(signed.status == 422 && signed.text.contains("inspections.lot"))
            let nowhere = try await site.post("/api/v1/lots", json: lot.replacing("2244", with: "9999"))
            #expect(nowhere.status == 422 && nowhere.text.contains("inspections.lot-district"))
            let own = try await world.owner(world.cast.seller)
            #expect(try await own.post("/api/v1/lots", json: lot).status == 201)
        }
    }

    @Test("CB-21 the pages receive, declare, load and seal, and say what cannot be done", arguments: [TestStore.Engine.sqlite])
    func pages(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let export = try #require(try await world.releasedExports(1).first)
            let number = try #require(try await world.numbers(of: [export]).first)
            let list = try #require(export.documents.last?.draft)
            let person = try await world.person(of: world.cast.warehouse)
            _ = try await person.get("/zh/lots")
            let received = try await person.post("/zh/lots", form: [
                "action": "receive", "reference": "QZC-1", "exporter": world.cast.seller.creditCode,
                "district": "2244", "warehouse": "QZC001", "mode": "9610",
                "goods": list.lines.compactMap { $0["gcode"] }.joined(separator: " "), "destination": "502",
                "packages": "1", "kilograms": list.head["grossWeight"] ?? "",
            ])
            #expect(received.status == 303, "\(received.text)")
            let lot = try #require(received.header("location"))
            let opened = try await person.post("/zh/lots", form: ["action": "open", "container": "CSQU3054383"])
            let box = try #require(opened.header("location"))
            let id = lot.split(separator: "/").last.map(String.init) ?? ""
            let refused = try await person.post(box, form: ["action": "load", "lot": id])
            #expect(refused.status == 409 && refused.text.contains("先查验、后装运"))
            let none = try await person.post(lot, form: ["action": "declare", "declaration": "NOPE"])
            #expect(none.status == 422 && none.text.contains("没有这一编号的出口清单"))
            #expect(try await person.post(lot, form: ["action": "declare", "declaration": number]).status == 303)
            let loaded = try await person.post(box, form: ["action": "load", "lot": id])
            #expect(loaded.status == 303, "\(loaded.text)")
            #expect(try await person.post(box, form: ["action": "unload", "lot": id]).status == 303)
            #expect(try await person.post(box, form: ["action": "seal", "seal": "CN1"]).status == 409)
            #expect(try await person.post(box, form: ["action": "load", "lot": id]).status == 303)
            #expect(try await person.post(box, form: ["action": "seal", "seal": "CN1"]).status == 303)
            for language in ["zh", "en"] {
                #expect(try await person.get(box.replacing("/zh/", with: "/\(language)/")).text.contains("QZC-1"))
                #expect(try await person.get(lot.replacing("/zh/", with: "/\(language)/")).text.contains("CSQU3054383"))
            }
        }
    }
}
