import ArgumentParser
import Declarations
import FoundationEssentials
import Kernel
import Seal
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// `tradewind bench messages [FILE…] [--json]`.
struct MessagesBenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "messages",
        abstract: "报文：读取、校验、签名、验签 / Messages read, checked, signed, verified",
        discussion: """
            读取与 libxml2 的读取器比较（由旁边的 tradewind-wire 程序计量，不在时略去）；签名与每分钟 250 份的 USB 卡比较。\
            不给文件时用自造的四单链。每项取若干轮中最快的一轮，单线程。
            The reader is compared with libxml2's, which the program tradewind-wire beside this one
            measures (left out where it is not there); signing with the 250 documents a minute of a
            USB key. Without files, synthetic chains. The best of several rounds, on one thread.
            """)

    @Argument(help: "报文文件 / message files")
    var files: [String] = []

    @Flag(help: "输出 JSON / print JSON")
    var json = false

    /// Documents a minute of a USB key, as its vendors give it.
    private static let cardPerMinute = 250

    func run() async throws {
        var rows = try reading()
        for (name, kind) in [("rsa2048", TrialKey.Kind.rsa(bits: 2048)), ("sm2", .sm2)] {
            let (signed, verified) = try sealing(kind)
            rows.append(("sign_per_second_\(name)", signed))
            rows.append(("verify_per_second_\(name)", verified))
            rows.append(("times_a_usb_key_\(name)", signed * 60 / Self.cardPerMinute))
        }
        print(
            json
                ? JSON.object(rows.map { .init($0.0, .integer($0.1)) }).encoded
                : rows.map { "\($0.0): \($0.1)" }.joined(separator: "\n"))
    }

    // MARK: Reading

    private func reading() throws -> [(String, Int)] {
        let binary = BenchGateway.ownBinary
        guard let slash = binary.lastIndex(of: "/") else { return [] }
        let program = String(binary[...slash]) + "tradewind-wire"
        guard FileManager.default.isExecutableFile(atPath: program) else {
            BenchProgress.say(
                """
                未计量读取：本程序旁边没有 tradewind-wire / Reading is not measured: tradewind-wire is
                not beside this program. swift build -c release --product tradewind-wire
                """)
            return []
        }
        let folder = FileManager.default.temporaryDirectory.path + "/tradewind-wire-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var paths = files
        if paths.isEmpty {
            for (index, message) in try samples(50).enumerated() {
                let path = folder + "/\(index).xml"
                guard
                    FileManager.default.createFile(
                        atPath: path, contents: Data(message.bytes))
                else { return [] }
                paths.append(path)
            }
        }
        let output = folder + "/out"
        guard try BenchFloor.run([program, "--json"] + paths, output: output) == 0,
            let text = FileManager.default.contents(atPath: output),
            let found = try? JSON([UInt8](text).filter { $0 != 0x0A })
        else { return [] }
        return found.members.map { ($0.name, Int($0.value.integer ?? 0)) }
    }

    private func samples(_ count: Int) throws -> [SampleMessage] {
        let samples = SampleChains(
            catalogue: try MessageCatalogue.load(from: Share.find()), cast: .six(),
            prefix: "BENCH", at: Clock.system.now())
        return try (1...count).flatMap {
            try samples.messages(of: samples.chain($0, $0 % 2 == 0 ? .direct : .simplified))
        }
    }

    // MARK: Signing

    /// Signatures made and verified a second, of lists as they are sent, one key on one thread.
    private func sealing(_ kind: TrialKey.Kind) throws -> (signed: Int, verified: Int) {
        let now = Clock.system.now()
        let key = try TrialKey(
            kind, named: "测试代理", serial: 1, from: now.adding(milliseconds: -86_400_000),
            until: now.adding(milliseconds: 86_400_000))
        let sealer = try Sealer(key: key.key, certificate: key.certificate)
        let lists = try samples(50).filter(\.isList).map {
            try Sealer.withoutSignature($0.bytes)
        }
        let registration = Registration(codes: [], certificates: [key.certificate])
        var signed: [[UInt8]] = []
        let signing = try best {
            signed = try lists.map { try sealer.seal($0, at: .last) }
        }
        let verifying = try best {
            for message in signed {
                _ = try SealVerifier().verify(message, against: registration, at: now)
            }
        }
        return (
            BenchFigures.rate(lists.count, signing), BenchFigures.rate(lists.count, verifying)
        )
    }

    private func best(_ body: () throws -> Void) rethrows -> UInt64 {
        var best = UInt64.max
        for _ in 0..<10 {
            let start = Stopwatch.nanoseconds()
            try body()
            best = min(best, Stopwatch.nanoseconds() - start)
        }
        return best
    }
}
