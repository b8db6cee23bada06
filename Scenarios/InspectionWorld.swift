import Declarations
import House
import Kernel
import Parties
import TestKit
import Testing
import Web
import Wire

extension World {
    /// One more officer, signed in through the page.
    func secondOfficer() async throws -> Visitor {
        _ = try await window.parties.addUser(
            NewUser(
                login: "officer2", name: "测试复核员", password: "correct horse battery staple",
                kind: .officer(districts: ["2244", "2233", "2216"])), by: "scenario")
        return try await officer("officer2")
    }

    /// A program of an enterprise that answers for its inspections.
    func owner(_ enterprise: SampleEnterprise) async throws -> Visitor {
        let key = try await window.parties.createKey(
            enterprise: enterprise.creditCode, label: "inspections",
            scopes: ["inspections.attend", "declarations.read"], days: 30, by: "scenario")
        return Visitor(window.door).as(key: key)
    }

    /// A list that an officer has sent to inspection, with the inspection's number.
    func inspected(_ number: Int, by officer: Visitor) async throws -> (preNo: String, order: String) {
        let held = try await declare(number, .direct, basket: .watched)
        let preNo = try #require(held["preNo"]?.string)
        let version = held["version"]?.integer ?? 0
        let done = try await officer.decide(
            preNo, #"{"action":"inspect","reason":"TEST","version":\#(version)}"#)
        #expect(done.status == 200, "\(done.text)")
        try await settle()
        let found = try JSON(try await officer.get("/api/v1/inspections").body)
        let order = found["inspections"]?.elements.first { $0["case"]?.string == preNo }
        return (preNo, try #require(order?["number"]?.string))
    }

    func status(of preNo: String) async throws -> Int64? {
        try JSON(try await program(of: cast.declarant).get("/api/v1/declarations/\(preNo)").body).status
    }
}

extension Visitor {
    /// Posts JSON as a page's script would: with the token of a form.
    func act(_ path: String, _ json: String) async throws -> Answer {
        let token = try await get("/zh/account").formToken ?? ""
        return try await post(path, json: json, headers: ["x-csrf-token": token])
    }

    /// Posts bytes with the token of a form.
    func put(_ path: String, _ bytes: [UInt8]) async throws -> Answer {
        let token = try await get("/zh/account").formToken ?? ""
        return try await send("POST", path, body: bytes, headers: ["x-csrf-token": token])
    }
}

extension World {
    /// A person of an enterprise, signed in through the page.
    func person(of enterprise: SampleEnterprise) async throws -> Visitor {
        guard let id = window.parties.register.find(code: enterprise.creditCode)?.id else {
            throw NobodyThere()
        }
        let login = "member-\(enterprise.customsCode.lowercased())"
        _ = try? await window.parties.addUser(
            NewUser(
                login: login, name: "测试经办人", password: "correct horse battery staple",
                kind: .member(enterprise: id)), by: "scenario")
        return try await officer(login)
    }
}

/// A mistake of the scenario itself.
private struct NobodyThere: Error {}
