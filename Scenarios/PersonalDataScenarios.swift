import Declarations
import FoundationEssentials
import Kernel
import Secrets
import Store
import TestKit
import Testing
import Wire

@testable import House

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Personal data of buyers and consignees lies nowhere in the clear: not in the database, its log or
/// a copy of the folder, and not in what the server writes about its work.
@Suite("Personal data at rest", .serialized) struct PersonalDataScenarios {
    /// What people would be recognised by, taken from the messages that are sent.
    struct Canaries {
        /// Each in the forms in which bytes are usually written.
        private(set) var forms: [[UInt8]] = []
        let values: Set<String>

        init(_ chains: [SampleChain], _ catalogue: MessageCatalogue) {
            var found: Set<String> = []
            for document in chains.flatMap(\.documents) {
                guard let table = catalogue.table("CEB" + document.number) else { continue }
                for field in table.head.fields where field.isPersonal {
                    // Shorter ones stand everywhere by chance.
                    if let value = document.draft.head[field.name], value.utf8.count >= 9 {
                        found.insert(value)
                    }
                }
            }
            values = found
            for value in found {
                let bytes = Array(value.utf8)
                forms.append(bytes)
                forms.append(Array(Digest.hex(bytes).utf8))
                for shift in 0..<3 {
                    // What does not hang on its neighbours, wherever it begins.
                    let text = Data([UInt8](repeating: 0, count: shift) + bytes)
                        .base64EncodedString()
                    forms.append(Array(text.utf8.dropFirst(shift == 0 ? 0 : 4).dropLast(4)))
                }
            }
        }

        /// How many of the forms stand in the bytes.
        func count(in bytes: [UInt8]) -> Int {
            var firsts = [[[UInt8]]](repeating: [], count: 256)
            for form in forms { firsts[Int(form[0])].append(form) }
            var found: Set<[UInt8]> = []
            for place in bytes.indices {
                for form in firsts[Int(bytes[place])]
                where bytes.count - place >= form.count && bytes[place + 1] == form[1]
                    && bytes[place..<(place + form.count)].elementsEqual(form)
                {
                    found.insert(form)
                }
            }
            return found.count
        }
    }

    @Test(
        "names, numbers and addresses of people are in no byte of database, log and copy",
        arguments: TestStore.engines)
    func nowhere(engine: TestStore.Engine) async throws {
        try await SupportServer.with(engine) { support in
            let samples = support.samples("PD")
            let kinds: [SampleKind] = [.direct, .bonded, .simplified, .summarised]
            var chains = kinds.enumerated().map { samples.chain($0 + 11, $1, buyer: $0 + 211) }
            chains.append(samples.chain(31, .direct, buyer: 231, defect: .buyerDiffers))
            chains.append(samples.chain(32, .direct, buyer: 232, defect: .addressDiffers))
            chains.append(samples.chain(33, .direct, buyer: 233, defect: .missingElement))
            let messages = try chains.flatMap { try samples.messages(of: $0) }
            let canaries = Canaries(chains, support.catalogue)
            #expect(canaries.values.count >= 20)
            #expect(messages.contains { canaries.count(in: $0.bytes) > 0 })
            try await onSupportThread {
                var server = try support.start(logLevel: "trace")
                let half = messages.count / 2
                _ = support.load(Array(messages.prefix(half)), on: server)
                // The write-ahead log stays behind a server that is killed.
                server.end(SIGKILL)
                expectNone(canaries, in: support.folder)
                server = try support.start(logLevel: "trace")
                let outcome = support.load(messages, on: server)
                #expect(outcome.statuses.count { $0 == 200 } == messages.count - 1)
                let desk = try BenchDesk(port: server.port, world: support.world)
                _ = try desk.await(decided: 4, patience: 60)
                expectNone(canaries, in: support.folder)
                server.end(SIGTERM)
                expectNone(canaries, in: support.folder)
                let (status, text) = try support.command("verify")
                #expect(status == 0, Comment(rawValue: text))
                #expect(canaries.count(in: Array(text.utf8)) == 0)
            }
            // The files of SQLite were read above.
            guard engine == .postgres else { return }
            let dump = try await support.inspect(everything)
            #expect(dump.contains("declarations_messages"))
            #expect(canaries.count(in: Array(dump.utf8)) == 0)
        }
    }

    /// Reads every file of a folder.
    private func expectNone(_ canaries: Canaries, in folder: String) {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        #expect(files.contains("server.log"))
        for file in files {
            let bytes = FileManager.default.contents(atPath: folder + "/" + file) ?? Data()
            #expect(canaries.count(in: Array(bytes)) == 0, "\(file), \(bytes.count) bytes")
        }
    }

    /// Every row of every table, as a dump of PostgreSQL would write it.
    @Sendable private func everything(_ session: Session) throws -> String {
        try session.rows(
            """
            select table_name || query_to_xml(
                'select t::text from ' || quote_ident(table_name) || ' t', true, false, '')::text
            from information_schema.tables where table_schema = current_schema()
            """
        ).map { try $0.text(0) }.joined(separator: "\n")
    }

    @Test("a server without its data keys, or with others, does not start and says why", arguments: TestStore.engines)
    func keys(engine: TestStore.Engine) async throws {
        try await SupportServer.with(engine) { support in
            let path = support.folder + "/data-keys"
            let own = try #require(FileManager.default.contents(atPath: path))
            try await onSupportThread {
                let cases: [(String?, String, String)] = [
                    (nil, "找不到数据密钥文件", "There is no data key file"),
                    (DataKeys.made().text, "不是同一把", "is not the one this database was written with"),
                    ("index:xyz", "读不懂", "cannot be understood"),
                ]
                for (text, zh, en) in cases {
                    try FileManager.default.removeItem(atPath: path)
                    if let text { try put(Data(text.utf8), path) }
                    for command in ["serve", "verify"] {
                        let (status, said) = try support.command(command)
                        #expect(status != 0)
                        #expect(said.contains(zh) && said.contains(en), Comment(rawValue: said))
                    }
                    // Nothing was made in its place.
                    #expect(FileManager.default.fileExists(atPath: path) == (text != nil))
                    try put(own, path)
                }
                try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
                #expect(try support.command("verify").text.contains("chmod 600"))
                try put(own, path)
                let (status, said) = try support.command("verify")
                #expect(status == 0, Comment(rawValue: said))
            }
        }
    }

    private func put(_ bytes: Data, _ path: String) throws {
        try bytes.write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }
}
