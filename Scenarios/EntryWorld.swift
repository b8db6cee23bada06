import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

/// A goods declaration of 150 kg of shoes for 100 000 yuan: duty 8 000, VAT 14 040.
struct EntrySample {
    var fields: [String: JSON]
    var line: [String: JSON] = [
        "code": .text("6403911190"), "name": .text("皮鞋"), "specification": .text("皮革制面，橡胶外底"),
        "quantity": .text("150"), "unit": .text("035"), "secondQuantity": .text("100"), "secondUnit": .text("025"),
        "price": .text("100000"), "currency": .text("142"), "origin": .text("116"), "dutyMode": .text("1"),
    ]

    init(_ number: String, of consignee: SampleEnterprise) {
        fields = [
            "number": .text(number), "step": .text("full"), "taxation": .text("each"), "district": .text("2244"),
            "consignee": .text(consignee.creditCode), "consignor": .text("TEST TRADING"), "tradeMode": .text("0110"),
            "transportMode": .text("2"), "vessel": .text("TEST VESSEL"), "voyage": .text("001E"), "bill": .text("BILL-\(number)"),
            "enteredOn": .text("2026-11-18"), "grossWeight": .text("180"), "netWeight": .text("150"), "packages": .text("10"),
            "wrapType": .text("2"), "tradeCountry": .text("116"), "departureCountry": .text("116"), "terms": .text("cif"),
        ]
    }

    /// Declared before arrival: left two days ago, expected in five.
    func inAdvance() -> EntrySample {
        with(["advance": .bool(true), "manifest": .text("MF001"), "departedOn": .text("2026-11-18"), "arrivesOn": .text("2026-11-25"), "enteredOn": nil])
    }

    /// Step one of two: six digits, and what a summary leaves out.
    func summarised(taxed: Bool = true) -> EntrySample {
        var sample = with([
            "step": .text("summary"), "taxed": .bool(taxed), "consignor": nil, "terms": nil, "netWeight": nil, "wrapType": nil,
            "tradeCountry": nil, "departureCountry": nil,
        ])
        sample.line["code"] = .text("640391")
        sample.line["specification"] = nil
        sample.line["dutyMode"] = nil
        return sample
    }

    func with(_ changes: [String: JSON?]) -> EntrySample {
        var sample = self
        for (name, value) in changes { sample.fields[name] = value }
        return sample
    }

    func priced(_ price: String) -> EntrySample {
        var sample = self
        sample.line["price"] = .text(price)
        return sample
    }

    var json: String {
        let line = JSON.object(self.line.keys.sorted().compactMap { name in self.line[name].map { .init(name, $0) } })
        let header = fields.keys.sorted().compactMap { name in fields[name].map { JSON.Member(name, $0) } }
        return JSON.object(header + [.init("lines", .array([line]))]).encoded
    }
}

extension World {
    /// What came under a bill, as it was declared unless told otherwise.
    static func arrival(
        _ bill: String, vessel: String = "TEST VESSEL", voyage: String = "001E", entered: String = "2026-11-20",
        packages: String = "10"
    ) -> String {
        #"{"bill":"\#(bill)","vessel":"\#(vessel)","voyage":"\#(voyage)","enteredOn":"\#(entered)","arrivedOn":"\#(entered)","packages":"\#(packages)","grossWeight":"180"}"#
    }

    /// Lodges a declaration as its consignee, the seller; gives it as it then stands.
    func lodge(_ sample: EntrySample) async throws -> JSON {
        let answer = try await program(of: cast.seller).post("/api/v1/entries", json: sample.json)
        #expect(answer.status == 201, "\(answer.text)")
        return try await entry(try JSON(answer.body)["number"]?.string ?? "none")
    }

    func entry(_ number: String) async throws -> JSON {
        try JSON(try await program(of: cast.seller).get("/api/v1/entries/\(number)").body)
    }

    /// Lets time have its way.
    func tick() async throws -> JSON { try JSON(try await officer().order("/api/v1/entries/clock", "{}").body) }

    /// Has every case of the seller inspected: its credit level makes the rate the whole.
    func alwaysInspected() async throws {
        let answer = try await officer().order(
            "/api/v1/credit-levels",
            #"{"enterprise":"\#(cast.seller.creditCode)","level":"seriously-discredited","from":"2026-05-01","document":"测试名单"}"#)
        #expect(answer.status == 201, "\(answer.text)")
    }

    /// Lets the seller pay once a month.
    func allowMonthly() async throws {
        let answer = try await officer().order(
            "/api/v1/entry-privileges",
            #"{"enterprise":"\#(cast.seller.creditCode)","ground":"ic-pilot","from":"2026-01-01","reason":"试点名单"}"#)
        #expect(answer.status == 201, "\(answer.text)")
    }
}
