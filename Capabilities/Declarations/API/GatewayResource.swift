import Journal
import Kernel
import Store
import Web
import Wire

/// What the gateway is doing now.
struct GatewayResource: Sendable {
    let status: GatewayStatus
    let stuck: StuckDesk

    var routes: [Route] { [now, stuckLists, lookAgain] }

    private var stuckLists: Route {
        Route(
            .get, "/api/v1/gateway/stuck", access: .permission(DeclarationsPermission.mend),
            summary: Localized(zh: "未能审核的清单", en: "Lists that could not be decided")
        ) { _ in
            .json(
                JSON.object([
                    .init(
                        "stuck",
                        .array(
                            try await stuck.all().map { one in
                                .object([
                                    .init("preNo", .text(one.list.preNo)),
                                    .init("since", .text(one.since.iso)),
                                    .init("trouble", .text(one.trouble)),
                                ])
                            })),
                    .init("rounds", .array(try await stuck.failures().map(GatewayResource.json))),
                ]).encoded)
        }
    }

    private static func json(_ one: RoundFailures.Failure) -> JSON {
        .object([
            .init("round", .text(one.round)), .init("subject", .text(one.row.subject)),
            .init("since", .text(one.since.iso)), .init("nextAt", .text(one.nextAt.iso)),
            .init("attempts", .integer(one.attempts)), .init("trouble", .text(one.trouble)),
        ])
    }

    private var lookAgain: Route {
        Route(
            .post, "/api/v1/gateway/look-again", access: .permission(DeclarationsPermission.mend),
            summary: Localized(
                zh: "重新审核未能审核的清单", en: "Looks again at lists that could not be decided")
        ) { visit in
            let count = try await stuck.lookAgain(by: try visit.person().id)
            return .json(JSON.object([.init("lists", .integer(count))]).encoded, status: 202)
        }
    }

    private var now: Route {
        Route(
            .get, "/api/v1/gateway", access: .permission(DeclarationsPermission.watch),
            summary: Localized(zh: "网关运行状况", en: "What the gateway is doing")
        ) { _ in
            let now = try await status.now()
            let figures = now.figures
            return .json(
                JSON.object([
                    .init("startedAt", .text(figures.startedAt.iso)),
                    .init("received", .integer(figures.messages)),
                    .init("documents", .integer(figures.documents)),
                    .init("repeats", .integer(figures.repeats)),
                    .init("refused", .integer(figures.refusals)),
                    .init("decided", .integer(figures.decided.values.reduce(0, +))),
                    .init(
                        "decidedByStatus",
                        .object(
                            figures.decided.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                                .init(String($0.key.rawValue), .integer($0.value))
                            })),
                    .init("perSecond", .array(figures.seconds.map { .integer($0) })),
                    .init("waitingWrites", .integer(now.waitingWrites)),
                    .init("deskLag", .integer(now.deskLag)),
                    .init("commits", .integer(now.store.commits)),
                    .init("requestsCommitted", .integer(now.store.requests)),
                    .init("largestBatch", .integer(now.store.largestBatch)),
                    .init(
                        "lastRefusals",
                        .array(
                            figures.failures.suffix(20).map { failure in
                                .object([
                                    .init("at", .text(failure.at.iso)),
                                    .init("type", .text(failure.type)),
                                    .init("code", .text(failure.code)),
                                ])
                            })),
                ]).encoded)
        }
    }
}

/// Figures of the gateway, the store and the desk, at one moment.
struct GatewayStatus: Sendable {
    struct Moment: Sendable {
        let figures: GatewayWatch.Figures
        let store: Store.Figures
        let waitingWrites: Int
        /// Journal entries for the desk that it has not looked at yet.
        let deskLag: Int64
    }

    let desk: Desk

    func now() async throws -> Moment {
        let lag = try await desk.store.read { session in
            try desk.journal.waiting(for: desk.subscriber, in: session)
        }
        return Moment(
            figures: desk.watch.now, store: desk.store.statistics,
            waitingWrites: desk.store.waiting, deskLag: lag)
    }
}
