import Declarations
import FoundationEssentials
import Kernel
import Plug
import Secrets
import Store
import TestKit
import Testing
import Web
import Wire

@testable import House

/// The keys of personal data can be exchanged, and what was stored stays what it was.
@Suite("Rotation of data keys") struct KeyRotationScenarios {
    @Test("after a rotation everything opens without the old key, and nothing with it alone", arguments: TestStore.engines)
    func rotation(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let kinds: [SampleKind] = [.direct, .bonded, .simplified]
            for (index, kind) in kinds.enumerated() { _ = try await world.declare(index + 1, kind) }
            let chains = (11...12).map { world.samples.chain($0, .direct) }
            try await world.send(try world.samples.batches(of: chains, atMost: 2))
            try await world.settle()
            let old = try world.keys()
            #expect(old.newest == 1)
            var settings = HouseSettings()
            settings.data = world.folder
            try await world.window.rotateKeys(settings) { _ in }
            let new = try world.keys()
            #expect(new.newest == 2)
            let all = try DataKeys(text: new.text, from: "test")
            // What the old key opened is no longer asked for.
            let lines = new.text.split(separator: "\n").filter { !$0.hasPrefix("1:") }
            try world.put(lines.joined(separator: "\n"))
            let after = try await world.restarted()
            var said: [String] = []
            let wrong = await after.window.verify { said.append($0) }
            #expect(wrong == 0, Comment(rawValue: said.joined(separator: "\n")))
            let list = try await after.declaration(copNo: chains[0].copNo)
            #expect(list.status == 800)
            #expect(list["documents"]?.elements.count == 3)
            try await after.send(try world.samples.batches(of: chains, atMost: 2))
            // With the old file the server does not start.
            try world.put(old.text)
            let fault = await #expect(throws: DataKeys.Fault.self) { try await world.restarted() }
            #expect(fault?.description.contains("2") == true)
            try world.put(all.text)
            _ = try await world.restarted()
        }
    }

    @Test("a rotation that was interrupted goes on with the key it had added", arguments: TestStore.engines)
    func interrupted(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            _ = try await world.declare(1, .direct)
            var settings = HouseSettings()
            settings.data = world.folder
            let next = try world.keys().withNext()
            try world.put(next.text)
            let again = try await world.restarted()
            #expect(try await again.store.knownKeys() == [1, 2])
            // Half of it is done.
            let column = try #require(again.window.capabilities.flatMap(\.encrypted).first {
                $0.name == "declarations_messages.body"
            })
            #expect(try await again.store.encryptAnew(column) > 0)
            #expect(try await again.store.encryptAnew(column) == 0)
            try await again.window.rotateKeys(settings) { _ in }
            #expect(try world.keys() == next)
            #expect(try await again.store.knownKeys() == [2])
            for column in again.window.capabilities.flatMap(\.encrypted) {
                #expect(try await again.store.encryptAnew(column) == 0, "\(column.name)")
            }
        }
    }

    @Test("a second rotation makes a third key, and retired keys may leave the file", arguments: TestStore.engines)
    func twice(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let list = try await world.declare(1, .direct)
            let path = "/api/v1/declarations/\(list["preNo"]?.string ?? "")/pdf"
            let paper = try await world.program(of: world.cast.declarant).get(path)
            #expect(paper.status == 200)
            var settings = HouseSettings()
            settings.data = world.folder
            try await world.window.rotateKeys(settings) { _ in }
            // The retired key is still in the file, and stays retired.
            let again = try await world.restarted()
            #expect(try await again.store.knownKeys() == [2])
            try await again.window.rotateKeys(settings) { _ in }
            let keys = try world.keys()
            #expect(keys.newest == 3)
            let third = try await again.restarted()
            #expect(try await third.store.knownKeys() == [3])
            let lines = keys.text.split(separator: "\n").filter {
                !$0.hasPrefix("1:") && !$0.hasPrefix("2:")
            }
            try world.put(lines.joined(separator: "\n"))
            let last = try await third.restarted()
            let wrong = await last.window.verify { _ in }
            #expect(wrong == 0)
            let kept = try await last.program(of: last.cast.declarant).get(path)
            #expect(kept.body == paper.body)
            #expect(try await last.store.knownKeys() == [3])
        }
    }

    /// Columns of bytes that hold no encrypted values.
    private static let others: Set<String> = [
        "declarations_messages.digest", "declarations_messages.answer_digest",
        "declarations_receipts.digest", "declarations_envelopes.digest",
        "declarations_relay_arrivals.digest", "declarations_certificates.der",
        "declarations_sheets.digest", "declarations_sheets.headings",
        // The sandbox keeps no message; its receipts name numbers and no person.
        "declarations_sandbox_messages.digest", "declarations_sandbox_messages.answer",
        "declarations_sandbox_messages.fields",
        "declarations_sandbox_receipts.body",
        "parties_sessions.token_hash", "parties_keys.mac", "parties_links.token_hash",
        "parties_signups.token_hash", "parties_recovery_codes.code_hash",
    ]

    @Test("no column of encrypted values is left out of a rotation", arguments: TestStore.engines)
    func columns(engine: TestStore.Engine) async throws {
        try await World.run(engine) { world in
            let found = try await world.store.read { session in
                try engine == .sqlite
                    ? session.rows(
                        """
                        select m.name || '.' || p.name from sqlite_master m, pragma_table_info(m.name) p
                        where m.type = 'table' and lower(p.type) = 'blob'
                        and (m.name like 'declarations%' or m.name like 'procedures%'
                         or m.name like 'papers%' or m.name like 'inspections%'
                         or m.name like 'entries%' or m.name like 'parties%'
                         or m.name like 'problems%')
                        """
                    ).map { try $0.text(0) }
                    : session.rows(
                        """
                        select table_name || '.' || column_name from information_schema.columns
                        where table_schema = current_schema() and data_type = 'bytea'
                        and (table_name like 'declarations%' or table_name like 'procedures%'
                         or table_name like 'papers%' or table_name like 'inspections%'
                         or table_name like 'entries%' or table_name like 'parties%'
                         or table_name like 'problems%')
                        """
                    ).map { try $0.text(0) }
            }
            let known = world.window.capabilities.flatMap(\.encrypted).map(\.name)
            #expect(Set(found).subtracting(Self.others) == Set(known))
            #expect(known.count == Set(known).count)
        }
    }
}

extension World {
    fileprivate var keyPath: String { folder + "/data-keys" }

    fileprivate func keys() throws -> DataKeys {
        try DataKeyFile(folder: folder, environment: [:]).read(makes: false)
    }

    fileprivate func put(_ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: keyPath))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: keyPath)
    }
}
