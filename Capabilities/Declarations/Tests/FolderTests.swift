import FoundationEssentials
import Journal
import Kernel
import Parties
import Store
import Synchronization
import TestKit
import Testing
import Wire

@testable import Declarations

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

@Suite("Watched folder") struct FolderTests {
    @Test("a file is taken once it rests, moved with its answer, and its receipts are written", arguments: TestStore.engines)
    func taken(engine: TestStore.Engine) async throws {
        try await DeliveryWorld.with(engine) { world in
            let watch = try world.watch()
            let messages = try world.messages()
            for message in messages { try world.drop(message.bytes, as: "\(message.type).xml") }
            try await watch.poll()
            #expect(world.names("in/\(world.code)") == messages.map { "\($0.type).xml" }.sorted())
            #expect(try await world.receipts().isEmpty)
            try await watch.poll()
            #expect(world.names("in/\(world.code)") == ["done"])
            #expect(
                world.names("in/\(world.code)/done")
                    == messages.flatMap { ["\($0.type).answer.xml", "\($0.type).xml"] }.sorted())
            for message in messages {
                #expect(world.bytes("in/\(world.code)/done/\(message.type).xml") == message.bytes)
                let answer = world.catalogue.read(world.bytes("in/\(world.code)/done/\(message.type).answer.xml"))
                #expect(answer.isValid)
            }
            let receipts = try await world.receipts()
            #expect(receipts.count == 4)
            #expect(world.names("out/\(world.code)") == receipts.map { FolderOutbox.name(of: $0).text })
            for receipt in receipts {
                #expect(world.bytes("out/\(world.code)/\(FolderOutbox.name(of: receipt).text)") == receipt.body)
                #expect(FolderOutbox.name(of: receipt).text == "receipt-\(digits(receipt.sequence, 12))-\(receipt.type).xml")
            }
        }
    }

    @Test("receipts of what happens later are written, too", arguments: TestStore.engines)
    func later(engine: TestStore.Engine) async throws {
        try await DeliveryWorld.with(engine) { world in
            let watch = try world.watch()
            for message in try world.messages() { try world.drop(message.bytes, as: "\(message.type).xml") }
            try await watch.poll()
            try await watch.poll()
            let before = world.names("out/\(world.code)").count
            try await world.journal.drain(world.declarations.desk.subscriber, on: world.store)
            try await watch.poll()
            let receipts = try await world.receipts()
            #expect(receipts.count > before)
            #expect(world.names("out/\(world.code)").count == receipts.count)
        }
    }

    @Test("a half-written file stays until it rests")
    func halfWritten() async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let watch = try world.watch()
            let bytes = try world.messages()[0].bytes
            for end in [0, bytes.count / 3, bytes.count / 2, bytes.count] {
                try world.drop(Array(bytes[..<end]), as: "a.xml")
                try await watch.poll()
                #expect(world.names("in/\(world.code)") == ["a.xml"])
            }
            try await watch.poll()
            #expect(world.names("in/\(world.code)/done") == ["a.answer.xml", "a.xml"])
        }
    }

    @Test("a file that comes again with the same guid is harmless, and the earlier one stays", arguments: TestStore.engines)
    func again(engine: TestStore.Engine) async throws {
        try await DeliveryWorld.with(engine) { world in
            let watch = try world.watch()
            let bytes = try world.messages()[0].bytes
            for _ in 0..<3 {
                try world.drop(bytes, as: "a.xml")
                try await watch.poll()
                try await watch.poll()
            }
            let stamp = "20261120090000000"
            #expect(
                world.names("in/\(world.code)/done") == [
                    "a.\(stamp)-2.answer.xml", "a.\(stamp)-2.xml", "a.\(stamp).answer.xml",
                    "a.\(stamp).xml", "a.answer.xml", "a.xml",
                ].sorted())
            #expect(
                world.bytes("in/\(world.code)/done/a.\(stamp).answer.xml")
                    == world.bytes("in/\(world.code)/done/a.answer.xml"))
            #expect(try await world.receipts().count == 1)
            #expect(world.names("out/\(world.code)").count == 1)
        }
    }

    @Test("what a crash left between lodging and moving is a repeat for the next server", arguments: TestStore.engines)
    func crash(engine: TestStore.Engine) async throws {
        try await DeliveryWorld.with(engine) { world in
            let bytes = try world.messages()[0].bytes
            let reply = try await world.declarations.gateway.receive(
                bytes, from: Gateway.Sender(enterprise: world.enterprise, actor: "folder", channel: .folder))
            let watch = try world.watch()
            try world.drop(bytes, as: "a.xml")
            try await watch.poll()
            try await watch.poll()
            #expect(world.bytes("in/\(world.code)/done/a.answer.xml") == reply.receipt)
            #expect(try await world.receipts().count == 1)
        }
    }

    @Test("the outbox goes on at its place after a restart; without its place it writes the same files again", arguments: TestStore.engines)
    func outboxRestart(engine: TestStore.Engine) async throws {
        try await DeliveryWorld.with(engine) { world in
            let messages = try world.messages()
            func send(_ range: Range<Int>) async throws {
                for message in messages[range] {
                    _ = try await world.declarations.gateway.receive(
                        message.bytes, from: Gateway.Sender(enterprise: world.enterprise, actor: "k", channel: .api))
                }
            }
            try await send(0..<2)
            _ = try world.watch()
            let out = world.outbox + "/" + world.code
            try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
            try await world.watch().poll()
            let first = world.names("out/\(world.code)")
            #expect(first.count == 2)
            // Fetched by the enterprise's system: gone, and not written again.
            for name in first { try FileManager.default.removeItem(atPath: out + "/" + name) }
            try await send(2..<4)
            try await world.watch().poll()
            let second = world.names("out/\(world.code)")
            #expect(second.count == 2)
            #expect(Set(first).isDisjoint(with: second))
            let kept = second.map { world.bytes("out/\(world.code)/\($0)") }
            try FileManager.default.removeItem(atPath: out + "/.position")
            try await world.watch().poll()
            #expect(world.names("out/\(world.code)") == first + second)
            #expect(second.map { world.bytes("out/\(world.code)/\($0)") } == kept)
        }
    }

    @Test("what is hidden or still being written by its name is left alone",
        arguments: [".a.xml", "a.xml.tmp", "a.xml.part", "a.tmp", "a.txt", "xml", ".xml"])
    func ignored(name: String) async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let watch = try world.watch()
            try world.drop(try world.messages()[0].bytes, as: name)
            for _ in 0..<3 { try await watch.poll() }
            #expect(FileManager.default.fileExists(atPath: world.inbox + "/" + world.code + "/" + name))
            #expect(try await world.receipts().isEmpty)
        }
    }

    @Test("a message that does not fit goes to refused with every fault in both languages and CEB900", arguments: TestStore.engines)
    func misfit(engine: TestStore.Engine) async throws {
        try await DeliveryWorld.with(engine) { world in
            let watch = try world.watch()
            let text = String(decoding: try world.messages()[0].bytes, as: UTF8.self)
                .replacing("<ceb:appType>1<", with: "<ceb:appType>7<")
                .replacing("<ceb:currency>142<", with: "<ceb:currency>1x<")
            try world.drop(Array(text.utf8), as: "订单.XML")
            try world.drop([], as: "empty.xml")
            for _ in 0..<2 { try await watch.poll() }
            #expect(
                world.names("in/\(world.code)/refused") == [
                    "empty.ceb900.xml", "empty.problem.json", "empty.xml", "订单.XML", "订单.ceb900.xml", "订单.problem.json",
                ])
            let problem = try JSON(world.bytes("in/\(world.code)/refused/订单.problem.json"))
            #expect(problem["code"]?.string == "declarations.misfit")
            let faults = problem["faults"]?.elements ?? []
            #expect(faults.count >= 2)
            for fault in faults {
                #expect(fault["message"]?["zh"]?.string?.isEmpty == false)
                #expect(fault["fix"]?["en"]?.string?.isEmpty == false)
            }
            let receipt = world.catalogue.read(world.bytes("in/\(world.code)/refused/订单.ceb900.xml"))
            #expect(receipt.type == "CEB900" && receipt.isValid)
            #expect(try await world.receipts().isEmpty)
        }
    }

    @Test("a contradiction, an unknown folder and a suspended enterprise are explained")
    func explained() async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let watch = try world.watch()
            let bytes = try world.messages()[0].bytes
            let changed = Array(String(decoding: bytes, as: UTF8.self).replacing("测试", with: "另测").utf8)
            func poll() async throws { for _ in 0..<2 { try await watch.poll() } }
            func code(_ path: String) -> String? {
                (try? JSON(world.bytes(path)))?["code"]?.string
            }
            try world.drop(bytes, as: "a.xml")
            try await poll()
            try world.drop(changed, as: "b.xml")
            try world.drop(bytes, as: "c.xml", in: "9999999999")
            try await poll()
            #expect(code("in/\(world.code)/refused/b.problem.json") == "declarations.contradiction")
            #expect(code("in/9999999999/refused/c.problem.json") == "declarations.folder-unknown-enterprise")
            #expect(world.names("in/9999999999/refused") == ["c.problem.json", "c.xml"])
            #expect(world.names("out") == [world.code])
            try await world.parties.set(.suspended, of: world.enterprise.id, by: "test")
            try world.drop(bytes, as: "d.xml")
            try await poll()
            #expect(code("in/\(world.code)/refused/d.problem.json") == "declarations.folder-enterprise-suspended")
            #expect(try await world.receipts().count == 1)
        }
    }

    @Test("links, pipes and files that are too large are refused unread")
    func notFiles() async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let watch = try world.watch()
            let bytes = try world.messages()[0].bytes
            try world.drop(bytes, as: "a.tmp")
            let folder = world.inbox + "/" + world.code
            let outside = world.folder + "/secret.xml"
            try Data(bytes).write(to: URL(filePath: outside))
            #expect(symlink(outside, folder + "/link.xml") == 0)
            #expect(mkfifo(folder + "/pipe.xml", 0o600) == 0)
            try world.drop([], as: "large.xml")
            #expect(truncate(folder + "/large.xml", off_t(FolderInbox.most) + 1) == 0)
            // A folder that leads elsewhere is none.
            #expect(mkdir(world.folder + "/elsewhere", 0o700) == 0)
            try Data(bytes).write(to: URL(filePath: world.folder + "/elsewhere/e.xml"))
            #expect(symlink(world.folder + "/elsewhere", world.inbox + "/" + (world.enterprise.creditCode ?? "")) == 0)
            for _ in 0..<3 { try await watch.poll() }
            #expect(
                world.names("in/\(world.code)/refused") == [
                    "large.problem.json", "large.xml", "link.problem.json", "link.xml", "pipe.problem.json", "pipe.xml",
                ])
            #expect(world.bytes("secret.xml") == bytes)
            #expect(world.names("elsewhere") == ["e.xml"])
            #expect(try await world.receipts().isEmpty)
        }
    }

    @Test("a link in place of the folder done takes nothing outside and loses nothing")
    func linkedTarget() async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let watch = try world.watch()
            let bytes = try world.messages()[0].bytes
            try world.drop(bytes, as: "a.xml")
            #expect(mkdir(world.folder + "/elsewhere", 0o700) == 0)
            #expect(symlink(world.folder + "/elsewhere", world.inbox + "/" + world.code + "/done") == 0)
            try await watch.poll()
            await #expect(throws: OpenFolder.Trouble.self) { try await watch.poll() }
            #expect(world.names("elsewhere").isEmpty)
            #expect(world.bytes("in/\(world.code)/a.xml") == bytes)
        }
    }

    @Test("a file that cannot be dealt with waits longer each time, and the others go on")
    func poison() async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let now = Mutex<UInt64>(1)
            func wait(_ seconds: UInt64) { now.withLock { $0 += seconds * 1_000_000_000 } }
            let watch = try world.watch { now.withLock { $0 } }
            let code = world.enterprise.creditCode ?? ""
            let messages = try world.messages()
            try world.drop(messages[0].bytes, as: "poison.xml")
            // Its place is taken by a file, so it can be moved nowhere.
            try world.drop([], as: "done")
            try await watch.poll()
            await #expect(throws: OpenFolder.Trouble.self) { try await watch.poll() }
            for pause: UInt64 in [1, 2, 4, 8, 16, 32, 60, 60] {
                // Not yet due: nothing is tried, so nothing fails; the neighbour's file is taken.
                wait(pause - 1)
                try world.drop(messages[1].bytes, as: "\(now.withLock { $0 }).xml", in: code)
                try await watch.poll()
                try await watch.poll()
                #expect(world.names("in/\(code)") == ["done"])
                wait(1)
                await #expect(throws: OpenFolder.Trouble.self) { try await watch.poll() }
            }
            // Mended, it is taken when its time comes; another content is looked at at once.
            try FileManager.default.removeItem(atPath: world.inbox + "/" + world.code + "/done")
            try await watch.poll()
            #expect(world.names("in/\(world.code)") == ["poison.xml"])
            try world.drop(messages[0].bytes + [0x0A], as: "poison.xml")
            for _ in 0..<2 { try await watch.poll() }
            #expect(world.names("in/\(world.code)/done").contains("poison.xml") || world.names("in/\(world.code)/refused").contains("poison.xml"))
        }
    }

    @Test("an outgoing folder that takes nothing does not hold up the others")
    func poisonedOutbox() async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let watch = try world.watch()
            let message = try world.messages()[0]
            let other = world.enterprise.creditCode ?? ""
            // A folder lies where the place is kept; its name sorts before the other's or after.
            for code in [world.code, other] {
                try FileManager.default.createDirectory(
                    atPath: world.outbox + "/" + code, withIntermediateDirectories: true)
            }
            let broken = min(world.code, other)
            try FileManager.default.createDirectory(
                atPath: world.outbox + "/" + broken + "/.position", withIntermediateDirectories: true)
            _ = try await world.declarations.gateway.receive(
                message.bytes,
                from: Gateway.Sender(enterprise: world.enterprise, actor: "k", channel: .api))
            await #expect(throws: OpenFolder.Trouble.self) { try await watch.poll() }
            #expect(world.names("out/\(max(world.code, other))").count == 1)
        }
    }

    @Test("a name that is no UTF-8 is a name like any other")
    func foreignName() async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let watch = try world.watch()
            try world.drop(try world.messages()[0].bytes, as: "a.tmp")
            // 订单.xml in GBK.
            let name = FolderName(bytes: [0xB6, 0xA9, 0xB5, 0xA5] + Array(".xml".utf8))
            let from = world.inbox + "/" + world.code + "/a.tmp"
            let to = Array((world.inbox + "/" + world.code + "/").utf8) + name.bytes
            #expect(FolderName(bytes: to).pass { rename(from, $0) } == 0)
            for _ in 0..<2 { try await watch.poll() }
            let done = try OpenFolder(path: world.inbox + "/" + world.code + "/done")
            #expect(try done.names() == [name.with(".answer.xml"), name])
        }
    }

    @Test("a store that takes nothing now leaves the file where it is")
    func storeDown() async throws {
        try await DeliveryWorld.with(.sqlite) { world in
            let watch = try world.watch()
            try world.drop(try world.messages()[0].bytes, as: "a.xml")
            try await watch.poll()
            _ = try await world.store.write { try $0.execute("drop table declarations_messages") }
            await #expect(throws: (any Error).self) { try await watch.poll() }
            #expect(world.names("in/\(world.code)") == ["a.xml"])
        }
    }
}
