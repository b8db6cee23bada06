import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

@Suite("Inspections without the owner") struct UnaccompaniedScenarios {
    @Test("SW-11 the owner stays away, the officer keeps photos and a result, the owner reads it and objects, the share is published", arguments: TestStore.engines)
    func unaccompanied(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.officer()
            let owner = try await world.owner(world.cast.seller)
            let (preNo, number) = try await world.inspected(1, by: officer)
            let path = "/api/v1/inspections/\(number)"
            #expect(try await world.owner(world.cast.payment).get(path).status == 404)
            let offered = try JSON(try await owner.get(path).body)
            #expect(offered["attendance"]?.string == "" && offered["offerUntil"]?.string != nil)
            #expect(try await owner.post(path + "/attendance", json: #"{"attendance":"maybe"}"#).status == 422)
            let chosen = try await owner.post(path + "/attendance", json: #"{"attendance":"absent"}"#)
            #expect(chosen.status == 200, "\(chosen.text)")

            // No result, and no decision on the list, without a photo.
            let bare = try await officer.act(path + "/result", #"{"result":"clean","release":true}"#)
            #expect(bare.status == 409 && bare.text.contains("inspections.media-first"))
            let version = try JSON(try await world.program(of: world.cast.declarant).get("/api/v1/declarations/\(preNo)").body)["version"]?.integer ?? 0
            let direct = try await officer.decide(preNo, #"{"action":"release","version":\#(version)}"#)
            #expect(direct.status == 409 && direct.text.contains("inspections.media-first"))
            #expect(try await officer.put(path + "/media", Array("<script>".utf8)).status == 415)
            // Photos are looked at as every paper is.
            for (photo, code) in [
                (Array(InspectionScenarios.photo.prefix(20)), "media-unreadable"),
                (InspectionScenarios.picture(20, 20), "media-tiny"),
                (InspectionScenarios.picture(65_535, 65_535), "media-bomb"),
            ] {
                let refused = try await officer.put(path + "/media", photo)
                #expect(refused.status == 422 && refused.text.contains("inspections." + code), "\(refused.text)")
            }
            let kept = try await officer.put(path + "/media?note=TEST", InspectionScenarios.photo)
            #expect(kept.status == 201, "\(kept.text)")
            let medium = try JSON(kept.body)
            #expect(medium["sha256"]?.string?.count == 64)
            let fetched = try await owner.get(path + "/media/\(medium["id"]?.string ?? "")")
            #expect(fetched.body == InspectionScenarios.photo)
            #expect(try await owner.post(path + "/result", json: #"{"result":"clean"}"#).status == 403)
            let done = try await officer.act(path + "/result", #"{"result":"clean","release":true}"#)
            #expect(done.status == 200, "\(done.text)")
            try await world.settle()
            #expect(try await world.status(of: preNo) == 800)
            #expect(try await owner.post(path + "/attendance", json: #"{"attendance":"accompany"}"#).status == 409)

            let notice = try JSON(try await owner.get(path).body)
            #expect(notice["result"]?.string == "clean")
            #expect(try await owner.post(path + "/objection", json: #"{"reason":"测试异议"}"#).status == 200)
            #expect(try await owner.post(path + "/objection", json: #"{"reason":"再次"}"#).status == 409)
            _ = try await officer.get("/zh/inspections/\(number)")
            let answered = try await officer.post("/zh/inspections/\(number)", form: ["action": "answer", "answer": "测试答复"])
            #expect(answered.status == 303, "\(answered.text)")
            #expect(try await owner.get(path).text.contains("测试答复"))

            let figures = try JSON(try await Visitor(world.window.door).get("/api/v1/inspection-statistics").body)
            let month = figures["unaccompanied"]?.elements.first
            #expect(month?["share"]?.integer == 10_000 && month?["met"]?.boolean == true)
            #expect(figures["target"]?["document"]?.string == "沪府办规〔2023〕9号")
            for language in ["zh", "en"] {
                let page = try await Visitor(world.window.door).get("/\(language)/inspection-statistics").text
                #expect(page.contains("100.00%") && page.contains("70.00%"))
            }
        }
    }

    @Test("SW-11 who does not choose in time has to come, and counts as accompanied", arguments: TestStore.engines)
    func late(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.officer()
            let owner = try await world.owner(world.cast.declarant)
            let (_, number) = try await world.inspected(1, by: officer)
            world.time.advance(seconds: 25 * 3_600)
            let path = "/api/v1/inspections/\(number)"
            let late = try await owner.post(path + "/attendance", json: #"{"attendance":"absent"}"#)
            #expect(late.status == 409 && late.text.contains("inspections.too-late"))
            let done = try await world.officer().act(path + "/result", #"{"result":"clean"}"#)
            #expect(done.status == 200, "\(done.text)")
            world.time.advance(days: 8)
            #expect(try await owner.post(path + "/objection", json: #"{"reason":"测试"}"#).status == 409)
            let figures = try JSON(try await Visitor(world.window.door).get("/api/v1/inspection-statistics").body)
            #expect(figures["unaccompanied"]?.elements.first?["share"]?.integer == 0)
            #expect(figures["unaccompanied"]?.elements.first?["met"]?.boolean == false)
        }
    }

    @Test("SW-14 goods released on check are sampled; a bad sample ends the admission and raises the rate", arguments: TestStore.engines)
    func monitored(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let officer = try await world.officer()
            var sample: JSON?
            var number = 0
            while sample == nil, number < 8 {
                number += 1
                let (preNo, order) = try await world.inspected(number, by: officer)
                let page = try await officer.get("/zh/inspections/\(order)")
                #expect(page.text.contains("检查放行"))
                let done = try await officer.act("/api/v1/inspections/\(order)/release-on-check", "{}")
                #expect(done.status == 200, "\(done.text)")
                try await world.settle()
                #expect(try await world.status(of: preNo) == 800)
                sample = try JSON(try await officer.get("/api/v1/monitoring-samples").body)["samples"]?.elements.first
            }
            let id = try #require(sample?["id"]?.string)
            let path = "/api/v1/monitoring-samples/\(id)/result"
            #expect(try await officer.act(path, #"{"result":"failed"}"#).status == 422)
            let failed = try await officer.act(path, #"{"result":"failed","laboratory":"测试检测中心","report":"TEST-1"}"#)
            #expect(failed.status == 200, "\(failed.text)")
            #expect(try await officer.act(path, #"{"result":"passed","laboratory":"测试检测中心","report":"TEST-1"}"#).status == 409)

            let seller = world.cast.seller.creditCode
            let rate = try JSON(try await officer.act("/api/v1/inspection-rates", #"{"firm":"\#(seller)","goods":["2106909090"],"mode":"9610"}"#).body)
            #expect(rate["share"]?.integer == 500 && rate["badSamples"]?.integer == 1)
            let (_, order) = try await world.inspected(number + 1, by: officer)
            let refused = try await officer.act("/api/v1/inspections/\(order)/release-on-check", "{}")
            #expect(refused.status == 409 && refused.text.contains("监测不合格"), "\(refused.text)")
            for language in ["zh", "en"] {
                #expect(try await officer.get("/\(language)/monitoring-samples").text.contains("TEST-1"))
            }
        }
    }
}
