import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Front warehouse") struct FrontWarehouseScenarios {
    private static func lot(_ reference: String, of exporter: String) -> String {
        #"{"reference":"\#(reference)","exporter":"\#(exporter)","district":"2244","warehouse":"QZC001","mode":"9810","goods":["6403999000"],"destination":"502","packages":12,"kilograms":"88.5"}"#
    }

    @Test("CB-21 lots are inspected before they go into a box, and each box and lot tells where it has been", arguments: TestStore.engines)
    func inspectFirst(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.officer()
            let forwarder = try await world.owner(world.cast.warehouse)
            let exporter = world.cast.seller.creditCode
            func post(_ path: String, _ json: String) async throws -> Answer {
                try await forwarder.post("/api/v1/\(path)", json: json)
            }
            let wrong = try await post("lots", Self.lot("QZC-1", of: exporter).replacing("88.5", with: "0"))
            #expect(wrong.status == 422 && wrong.text.contains("inspections.lot"))
            let first = try await post("lots", Self.lot("QZC-1", of: exporter))
            #expect(first.status == 201, "\(first.text)")
            #expect(try await post("lots", Self.lot("QZC-1", of: exporter)).status == 200)
            #expect(try await post("lots", Self.lot("QZC-1", of: exporter).replacing("12", with: "13")).status == 409)
            let one = try #require(try JSON(first.body)["id"]?.string)

            let bad = try await post("boxes", #"{"container":"CSQU3054384"}"#)
            #expect(bad.status == 422 && bad.text.contains("3"))
            let opened = try JSON(try await post("boxes", #"{"container":"CSQU3054383"}"#).body)
            let box = try #require(opened["id"]?.string)
            let early = try await post("boxes/\(box)/lots", #"{"lot":"\#(one)"}"#)
            #expect(early.status == 409 && early.text.contains("inspections.not-loadable"))
            #expect(try await post("boxes/\(box)/seal", #"{"seal":"S1"}"#).status == 409)
            let declared = try JSON(try await post("lots/\(one)/declaration", #"{"declaration":"TEST-1"}"#).body)
            #expect(declared["state"]?.string == "cleared")
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
                let id = try #require(try JSON(try await post("lots", Self.lot("QZC-\(number)", of: exporter)).body)["id"]?.string)
                let waiting = try JSON(try await post("lots/\(id)/declaration", #"{"declaration":"TEST-\#(number)"}"#).body)
                #expect(waiting["state"]?.string == "waiting")
                // Another number for the same goods is no way round the inspection.
                let twin = try #require(try JSON(try await post("lots", Self.lot("QZC-9\(number)", of: exporter)).body)["id"]?.string)
                let again = try await post("lots/\(twin)/declaration", #"{"declaration":"TEST-9"}"#)
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

    @Test("CB-21 a lot is taken from its exporter, an agent or the site, with codes that exist", arguments: [TestStore.Engine.sqlite])
    func whoBrings(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let exporter = world.cast.seller.creditCode
            let lot = Self.lot("QZC-1", of: exporter)
            let stranger = try await world.owner(world.cast.carrier)
            let foreign = try await stranger.post("/api/v1/lots", json: lot)
            #expect(foreign.status == 403 && foreign.text.contains("inspections.lot-mandate"))
            let site = try await world.owner(world.cast.warehouse)
            let signed = try await site.post("/api/v1/lots", json: lot.replacing("6403999000", with: "+640399900"))
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
            let person = try await world.person(of: world.cast.warehouse)
            _ = try await person.get("/zh/lots")
            let received = try await person.post("/zh/lots", form: [
                "action": "receive", "reference": "QZC-1", "exporter": world.cast.seller.creditCode,
                "district": "2244", "warehouse": "QZC001", "mode": "9810", "goods": "6403999000 4202220000",
                "destination": "502", "packages": "3", "kilograms": "10",
            ])
            #expect(received.status == 303, "\(received.text)")
            let lot = try #require(received.header("location"))
            let opened = try await person.post("/zh/lots", form: ["action": "open", "container": "CSQU3054383"])
            let box = try #require(opened.header("location"))
            let id = lot.split(separator: "/").last.map(String.init) ?? ""
            let refused = try await person.post(box, form: ["action": "load", "lot": id])
            #expect(refused.status == 409 && refused.text.contains("先查验、后装运"))
            _ = try await person.post(lot, form: ["action": "declare", "declaration": "TEST-1"])
            let loaded = try await person.post(box, form: ["action": "load", "lot": id])
            #expect(loaded.status == 303, "\(loaded.text)")
            #expect(try await person.post(box, form: ["action": "seal", "seal": "CN1"]).status == 303)
            for language in ["zh", "en"] {
                #expect(try await person.get(box.replacing("/zh/", with: "/\(language)/")).text.contains("QZC-1"))
                #expect(try await person.get(lot.replacing("/zh/", with: "/\(language)/")).text.contains("CSQU3054383"))
            }
        }
    }
}
