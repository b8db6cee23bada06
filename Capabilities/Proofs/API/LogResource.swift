import Kernel
import Web

/// The log as anybody may read it (C2SP tlog-tiles), under `/log`.
struct LogResource: Sendable {
    let reader: LogReader

    /// An index below 10^15 has five parts; a partial tile has one more.
    private static let paths = [
        "{a}", "{a}/{b}", "{a}/{b}/{c}", "{a}/{b}/{c}/{d}", "{a}/{b}/{c}/{d}/{e}",
        "{a}/{b}/{c}/{d}/{e}/{f}",
    ]

    var routes: [Route] {
        let own = [
            Route(
                .get, "/log/checkpoint", access: .anyone,
                summary: Localized(
                    zh: "存证日志已公布的检查点", en: "The published checkpoint of the evidence log")
            ) { _ in
                // Whoever asks again within seconds may be shown the same.
                text(try await reader.checkpoint(), cache: "public, max-age=5")
            },
            Route(
                .get, "/log/policy", access: .anyone,
                summary: Localized(
                    zh: "核验回执所用的策略文件", en: "The policy file by which receipts are checked")
            ) { _ in text(reader.policy, cache: "public, max-age=300") },
        ]
        return own
            + LogResource.paths.map { path in
                Route(
                    .get, "/log/tile/{level}/\(path)", access: .anyone,
                    summary: Localized(
                        zh: "存证日志的一个分块", en: "A tile of the evidence log"), handler: tile)
            }
    }

    /// A tile never changes, not even a partial one: a wider one has another name.
    private func tile(_ visit: Visit) async throws -> Answer {
        let path = visit.path.utf8.dropFirst("/log/".utf8.count)
        let bytes = try await reader.tile(path: String(Substring(path)))
        return Answer(
            headers: [
                .init("content-type", "application/octet-stream"),
                .init("cache-control", "public, max-age=31536000, immutable"),
            ], body: bytes)
    }

    private func text(_ bytes: [UInt8], cache: String) -> Answer {
        Answer(
            headers: [
                .init("content-type", "text/plain; charset=utf-8"), .init("cache-control", cache),
            ], body: bytes)
    }
}
