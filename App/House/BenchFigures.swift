import Kernel
import Wire

/// What a run of the gateway benchmark found.
struct BenchFigures: Sendable {
    var messages = 0
    var lists = 0
    var stored = 0
    var connections = 0
    /// From the first request to the last decision, in nanoseconds.
    var elapsed: UInt64 = 0
    /// Until the last answer, in nanoseconds.
    var answered: UInt64 = 0
    var p50Microseconds = 0
    var p99Microseconds = 0
    /// Messages a second of the bare loop; nil when its program is not beside this one.
    var floor: Int?
    /// Largest memory of the server.
    var memoryMiB = 0
    /// Processor time of the server in the measured part, in milliseconds.
    var processorMilliseconds = 0
    var commits = 0
    var largestBatch = 0
    /// Requests that were not answered with 200.
    var refused = 0
    /// Lists that came to no decision.
    var undecided = 0
    /// Acknowledged and not found afterwards.
    var lost = 0
    var bytes = 0

    var throughput: Int { BenchFigures.rate(messages - refused, elapsed) }

    /// Throughput over floor in hundredths.
    var ratioHundredths: Int? { floor.map { $0 == 0 ? 0 : throughput * 100 / $0 } }

    static func rate(_ count: Int, _ nanoseconds: UInt64) -> Int {
        nanoseconds == 0 ? 0 : Int(UInt64(max(0, count)) * 1_000_000_000 / nanoseconds)
    }

    var json: JSON {
        .object([
            .init("messages", .integer(messages)), .init("lists", .integer(lists)),
            .init("stored", .integer(stored)), .init("connections", .integer(connections)),
            .init("throughput", .integer(throughput)),
            .init("p50_ms", .number(decimal(p50Microseconds, 1000))),
            .init("p99_ms", .number(decimal(p99Microseconds, 1000))),
            .init("floor", floor.map { .integer($0) } ?? .null),
            .init("ratio", ratioHundredths.map { .number(decimal($0, 100)) } ?? .null),
            .init("rss_mb", .integer(memoryMiB)), .init("lost", .integer(lost)),
            .init("seconds", .number(decimal(Int(elapsed / 1_000_000), 1000))),
            .init("seconds_until_answered", .number(decimal(Int(answered / 1_000_000), 1000))),
            .init("server_cpu_seconds", .number(decimal(processorMilliseconds, 1000))),
            .init("commits", .integer(commits)), .init("largest_batch", .integer(largestBatch)),
            .init("refused", .integer(refused)), .init("undecided", .integer(undecided)),
            .init("bytes_per_message", .integer(messages == 0 ? 0 : bytes / messages)),
        ])
    }

    var text: String {
        let rows: [(String, String)] = [
            ("报文 messages", "\(messages)（清单 lists \(lists)，事先存入 stored \(stored)）"),
            ("吞吐 throughput", "\(throughput) /s"),
            (
                "延迟 p50 / p99",
                "\(decimal(p50Microseconds, 1000)) / \(decimal(p99Microseconds, 1000)) ms"
            ),
            ("底线 floor", floor.map { "\($0) /s" } ?? "—（tradewind-floor 未构建 not built）"),
            ("比值 ratio", ratioHundredths.map { decimal($0, 100) } ?? "—"),
            ("内存 rss_mb", "\(memoryMiB)"),
            ("丢失 lost", "\(lost)"),
            (
                "服务器 CPU",
                "\(decimal(processorMilliseconds, 1000)) s /"
                    + " \(decimal(Int(elapsed / 1_000_000), 1000)) s"
            ),
            ("提交 commits", "\(commits)，最大批 largest batch \(largestBatch)"),
            ("未受理 refused", "\(refused)，未决 undecided \(undecided)"),
        ]
        return rows.map { "\($0.0): \($0.1)" }.joined(separator: "\n")
    }
}

/// A whole number divided by a power of ten, as decimal text.
private func decimal(_ value: Int, _ divisor: Int64) -> String {
    (try? Fixed(raw: Int64(value)).scaled(Int128(Fixed.scale), over: Int128(divisor)))?.text ?? "0"
}
