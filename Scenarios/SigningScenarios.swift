import Declarations
import Kernel
import Parties
import Seal
import TestKit
import Testing
import Web
import Wire

@testable import House

/// What an enterprise is told of signing before it fills anything in.
@Suite("Told of signing") struct SigningScenarios {
    @Test("SW-01 with a certificate registered the pages of entry say beforehand what is signed, and withdrawing it asks back", arguments: TestStore.engines)
    func told(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let person = try await world.member(of: world.cast.declarant)
            for page in ["sheets", "entry"] {
                #expect(try await !person.get("/zh/\(page)").text.contains("须签名的单证"))
            }
            let key = try TrialKey(
                .sm2, named: world.cast.declarant.name, serial: 0x4711,
                from: try #require(Instant(compact: "20260101000000")),
                until: try #require(Instant(compact: "20301231000000")))
            try await world.window.declarations.register(
                certificate: key.file, of: world.cast.declarant.creditCode, by: "scenario")
            for (page, title) in [("zh/sheets", "须签名的单证"), ("zh/entry", "须签名的单证"), ("en/sheets", "To be signed"), ("en/entry", "To be signed")] {
                let text = try await person.get("/\(page)").text
                let language = page.prefix(2)
                #expect(text.contains(title) && text.contains("CEB621"), "\(page)")
                #expect(text.contains("\"/\(language)/upload\"") && text.contains("\"/\(language)/certificates\""), "\(page)")
            }
            // The button leads to a question; asking changes nothing.
            let list = try await person.get("/zh/certificates").text
            let path = try #require(list.split(separator: "href=\"").map { String($0.prefix { $0 != "\"" }) }.first { $0.hasSuffix("/withdrawal") })
            let question = try await person.get(path)
            #expect(question.status == 200 && question.text.contains("确认撤销") && question.text.contains("action=\"\(path)\""))
            #expect(try await person.get("/zh/sheets").text.contains("须签名的单证"))
            #expect(try await world.member(of: world.cast.platform).get(path).status == 404)
            let gone = try await person.post(path, form: [:])
            #expect(gone.status == 303)
            #expect(try await !person.get("/zh/sheets").text.contains("须签名的单证"))
            #expect(try await person.get(path).status == 404)
        }
    }
}
