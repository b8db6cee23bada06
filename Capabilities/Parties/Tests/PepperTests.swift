import FoundationEssentials
import Testing

@testable import Parties

@Suite("Pepper") struct PepperTests {
    /// A folder for one test, gone afterwards.
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path
            + "/tradewind-pepper-\(UInt64.random(in: 0...UInt64.max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test("it is made once, for its owner only, and found again")
    func made() throws {
        try withFolder { folder in
            let first = try Pepper.find(folder: folder, environment: [:])
            let second = try Pepper.find(folder: folder, environment: [:])
            #expect(first.bytes == second.bytes)
            #expect(first.bytes.count == 64)
            let mode = try FileManager.default.attributesOfItem(atPath: folder + "/pepper")[.posixPermissions]
            #expect(mode as? Int == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["pepper"])
        }
    }

    @Test("a folder that is not there is made, for its owner only")
    func folderMade() throws {
        try withFolder { folder in
            let data = folder + "/new/data"
            let first = try Pepper.find(folder: data, environment: [:])
            #expect(try Pepper.find(folder: data, environment: [:]).bytes == first.bytes)
            let mode = try FileManager.default.attributesOfItem(atPath: data)[.posixPermissions]
            #expect(mode as? Int == 0o700)
        }
    }

    @Test("a file that others can read stops the start, and says how to mend it")
    func open() throws {
        try withFolder { folder in
            _ = try Pepper.find(folder: folder, environment: [:])
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder + "/pepper")
            #expect {
                try Pepper.find(folder: folder, environment: [:])
            } throws: { error in
                "\(error)".contains("chmod 600")
            }
        }
    }

    @Test("the environment goes first; too short a secret and none at all are refused")
    func environment() throws {
        let long = String(repeating: "ab", count: 20)
        let given = try Pepper.find(folder: nil, environment: ["TRADEWIND_PEPPER": long])
        #expect(given.bytes == Array(long.utf8))
        #expect(throws: Pepper.Fault.self) { try Pepper.find(folder: nil, environment: ["TRADEWIND_PEPPER": "short"]) }
        #expect(throws: Pepper.Fault.self) { try Pepper.find(folder: nil, environment: [:]) }
    }
}
