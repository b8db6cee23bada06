import ArgumentParser
import Classification
import FoundationEssentials
import Kernel
import Reference
import Tariff
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// `tradewind bench tariff [--json]`.
struct TariffBenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tariff",
        abstract: "税则：载入、最优税率、半载时延、归类 / Tariff: loading, best rates, latency, classification",
        discussion: """
            在单核上逐个编号求最优税率并给出说明；再启动一个服务进程，先量能达到的速率，再按一半速率量时延。
            Best rates with their explanation, one after the other on one core; then a server \
            process: first the rate it reaches, then the latency at half of it. With --labelled \
            the accuracy of classification by cross-validation, per data set.
            """)

    @Option(help: "HTTP 请求数 / requests over HTTP")
    var requests = 4_000

    @Option(help: "带编码的描述，列同 tariff train / labelled rows, columns as of tariff train")
    var labelled: String?

    @Option(help: "交叉验证折数 / folds of the cross-validation")
    var folds = 5

    @Flag(help: "输出 JSON / print JSON")
    var json = false

    func run() async throws {
        let rows = try await TariffMeasure(requests: max(100, requests)).run()
            + classificationTimes()
        let accuracy = try classification()
        print(
            json
                ? JSON.object(
                    rows.map { .init($0.0, .integer($0.1)) }
                        + [.init("classification", accuracy ?? .null)]
                ).encoded
                : (rows.map { "\($0.0): \($0.1)" } + [accuracy?.encoded].compactMap { $0 })
                    .joined(separator: "\n"))
    }

    private func classificationTimes() throws -> [(String, Int)] {
        let times = try ClassificationFigures.times(Share.find(), on: Clock.system.today)
        return [
            ("classification_p50_us", times.p50), ("classification_p99_us", times.p99),
        ]
    }

    /// Nil without labelled rows.
    private func classification() throws -> JSON? {
        guard let labelled else { return nil }
        guard let bytes = FileManager.default.contents(atPath: labelled) else {
            throw ValidationError("--labelled \(labelled)")
        }
        return try ClassificationFigures.accuracy(
            of: [UInt8](bytes), folds: folds, Share.find(), on: Clock.system.today)
    }
}

/// Measures the tariff: alone, and behind HTTP.
struct TariffMeasure {
    let requests: Int

    func run() async throws -> [(String, Int)] {
        let share = try Share.find()
        let before = TariffMeasure.residentKiB()
        let began = Stopwatch.nanoseconds()
        let book = try TariffBook.load(share, tables: CodeTables.load(share))
        let loaded = Stopwatch.nanoseconds() - began
        let memory = TariffMeasure.residentKiB() - before
        let (rate, count) = try bestRates(book)
        return [
            ("codes", book.codes.count), ("load_ms", Int(loaded / 1_000_000)),
            ("tables_mib", memory / 1024), ("best_rates", count),
            ("best_rates_with_explanation_per_second", rate),
        ] + (try await overHTTP(book))
    }

    /// Codes of each round and over HTTP: spread over the whole tariff, every so-manieth of it.
    static let asked = 2_000

    static func sample(_ book: TariffBook, on day: Day) -> [TariffLine] {
        let all = (0...9).flatMap { book.codes.lines(under: String($0), on: day) }
        guard all.count > asked else { return all }
        return (0..<asked).map { all[$0 * all.count / asked] }
    }

    /// Best rates of codes from the whole tariff for a few origins, with their explanation: one
    /// with many agreements, one with few, and one with none.
    private func bestRates(_ book: TariffBook) throws -> (rate: Int, count: Int) {
        guard let day = Day("2026-11-20") else { return (0, 0) }
        let origins = try ["VNM", "AUS", "DEU"].map { try book.origin($0) }
        let codes = TariffMeasure.sample(book, on: day)
        var told = 0
        var count = 0
        let began = Stopwatch.nanoseconds()
        while Stopwatch.nanoseconds() - began < 2_000_000_000 {
            for line in codes {
                for origin in origins {
                    let best = try book.bestRate(line.code.text, from: origin, on: day)
                    told += book.explanation(of: best).children.count
                    count += 1
                }
            }
        }
        let spent = Stopwatch.nanoseconds() - began
        // What was told is used, so that nothing of the work can be left out.
        guard told > 0 else { return (0, count) }
        return (Int(UInt64(count) * 1_000_000_000 / max(1, spent)), count)
    }

    private func overHTTP(_ book: TariffBook) async throws -> [(String, Int)] {
        guard let day = Day("2026-11-20"), let binary = CommandLine.arguments.first else {
            return []
        }
        let folder = FileManager.default.temporaryDirectory.path + "/tradewind-tariff-\(getpid())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let began = Stopwatch.nanoseconds()
        // Each visitor has an address of its own, as behind a proxy: one alone would be held back.
        let server = try BenchServer(
            binary: binary, data: folder, environment: ["TRADEWIND_PROXIES": "1"])
        let start = Int((Stopwatch.nanoseconds() - began) / 1_000_000)
        defer { server.end(SIGTERM) }
        let fresh = server.peakMemoryMiB
        let codes = TariffMeasure.sample(book, on: day)
        let paths = (0..<requests).map { place in
            "/api/v1/tariff/best?code=\(codes[place % codes.count].code.text)&origin=VNM"
                + "&on=2026-11-20"
        }
        let outcome = BenchLoad(
            requests: paths.enumerated().map { place, path in
                BenchConnection.request(
                    "GET", path, headers: TariffMeasure.visitor(place), body: [])
            }, port: server.port, connections: 8
        ).run()
        let answered = outcome.statuses.count { $0 == 200 }
        let nanoseconds = max(1, outcome.ended - outcome.began)
        let most = Int(UInt64(answered) * 1_000_000_000 / nanoseconds)
        // Long enough that one pause of the machine is not a hundredth of it.
        let pace = max(1, most / 2)
        let steady = (0..<max(paths.count, pace * 5)).map { paths[$0 % paths.count] }
        let times = try await paced(steady, port: server.port, perSecond: pace)
        return [
            ("server_start_ms", start), ("server_mib_at_start", fresh),
            ("http_requests", requests), ("http_answered_200", answered),
            ("http_most_per_second", most), ("http_half_load_per_second", most / 2),
            ("http_p50_us_at_half_load", times[times.count / 2]),
            ("http_p99_us_at_half_load", times[times.count * 99 / 100]),
            ("server_mib_at_end", server.peakMemoryMiB),
        ]
    }

    /// Latencies in microseconds, sorted, at a steady rate over several connections. Each counts
    /// from the moment the request was due, so that a slow answer counts for those behind it.
    private func paced(_ paths: [String], port: Int, perSecond: Int) async throws -> [Int] {
        let lanes = 8
        let step = 1_000_000_000 / UInt64(perSecond)
        let began = Stopwatch.nanoseconds() + 50_000_000
        return try await withThrowingTaskGroup(of: [Int].self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    // Blocking, so on a thread of its own.
                    try await OwnThread.run {
                        try TariffMeasure.lane(
                            stride(from: lane, to: paths.count, by: lanes).map {
                                ($0, paths[$0], began + UInt64($0) * step)
                            }, port: port)
                    }
                }
            }
            let times = try await group.reduce(into: []) { $0 += $1 }.sorted()
            return times.isEmpty ? [0] : times
        }
    }

    private static func lane(
        _ requests: [(place: Int, path: String, due: UInt64)], port: Int
    ) throws -> [Int] {
        let connection = BenchConnection(port: port)
        var times: [Int] = []
        for request in requests {
            while Stopwatch.nanoseconds() < request.due { usleep(20) }
            let reply = try connection.send(
                "GET", request.path, headers: visitor(request.place))
            guard reply.status == 200 else { continue }
            times.append(Int((Stopwatch.nanoseconds() - request.due) / 1000))
        }
        return times
    }

    /// The header that says who asks: one of some thousand addresses.
    private static func visitor(_ place: Int) -> [(String, String)] {
        [("x-forwarded-for", "198.18.\(place / 250 % 250).\(place % 250)")]
    }

    private static func residentKiB() -> Int {
        guard let data = FileManager.default.contents(atPath: "/proc/self/status") else { return 0 }
        let text = String(decoding: data, as: UTF8.self)
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first
            .flatMap { Int($0) } ?? 0
    }
}
