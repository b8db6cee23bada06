import Kernel
import Parties
import Web
import Wire

/// `/api/v1/relay`: what waits for far sides, and the door for what comes back.
struct RelayResource: Sendable {
    let relay: Relay
    let register: EnterpriseRegister

    var routes: [Route] { [standings, sendNow, sendAgain, takeAgain, receipts] }

    private var standings: Route {
        Route(
            .get, "/api/v1/relay", access: .permission(DeclarationsPermission.watch),
            summary: Localized(zh: "转发情况", en: "What waits for far sides")
        ) { _ in
            let all = try await relay.standings()
            return .json(
                JSON.object([.init("farSides", .array(all.map(RelayResource.json)))]).encoded)
        }
    }

    private var sendNow: Route {
        Route(
            .post, "/api/v1/relay/{far}/send-now",
            access: .permission(DeclarationsPermission.mend),
            summary: Localized(zh: "立即发送", en: "Sends what waits now")
        ) { visit in
            try await relay.sendNow(visit.parameters["far"] ?? "")
            return Answer(status: 202)
        }
    }

    private var sendAgain: Route {
        Route(
            .post, "/api/v1/relay/messages/{id}/send-again",
            access: .permission(DeclarationsPermission.mend),
            summary: Localized(zh: "重发被拒收的报文", en: "Sends a refused message again")
        ) { visit in
            guard let id = visit.parameters["id"].flatMap({ Int64($0) }) else {
                throw RelayRefusal.noSuchMessage
            }
            try await relay.sendAgain(id, by: try visit.person().id)
            return Answer(status: 202)
        }
    }

    private var takeAgain: Route {
        Route(
            .post, "/api/v1/relay/{far}/arrivals/{digest}/take-again",
            access: .permission(DeclarationsPermission.mend),
            summary: Localized(zh: "重新处理未能处理的来文", en: "Takes an arrival again")
        ) { visit in
            let outcome = try await relay.takeAgain(
                visit.parameters["digest"] ?? "", from: visit.parameters["far"] ?? "")
            return .json(RelayResource.json(outcome).encoded)
        }
    }

    private var receipts: Route {
        Route(
            .post, "/api/v1/relay/receipts", access: .permission(DeclarationsPermission.lodge),
            summary: Localized(zh: "转发对方送回执", en: "A far side delivers receipts"),
            bodyLimit: EnvelopeForm.bodyLimit
        ) { visit in
            guard let principal = visit.principal,
                let enterprise = register.enterprise(id: principal.enterprise)
            else { throw DeclarationsRefusal.noEnterprise }
            guard !visit.body.isEmpty else { throw DeclarationsRefusal.noMessage }
            let outcome = try await relay.deliver(visit.body, by: enterprise)
            return .json(RelayResource.json(outcome).encoded)
        }
    }

    private static func json(_ outcome: RelayReceipts.Outcome) -> JSON {
        .object([
            .init("type", .text(outcome.type)), .init("documents", .integer(outcome.documents)),
            .init("matched", .integer(outcome.matched)), .init("repeat", .bool(outcome.isRepeat)),
            .init("parked", .bool(outcome.isParked)),
        ])
    }

    private static func json(_ one: Relay.Standing) -> JSON {
        let breaker: (String, Instant?) =
            switch one.breaker {
            case .closed: ("closed", nil)
            case .trying: ("trying", nil)
            case .open(let until): ("open", until)
            }
        return .object([
            .init("far", .text(one.side.name)),
            .init("title", one.side.title.json),
            .init(
                "types",
                .array(one.side.types.map(\.rawValue).sorted().map { .text($0) })),
            .init("waiting", .integer(one.queue.count)),
            .init("oldest", .optional(one.queue.oldest?.iso)),
            .init("breaker", .text(breaker.0)), .init("openUntil", .optional(breaker.1?.iso)),
            .init("trouble", .text(one.trouble)), .init("unmatched", .integer(one.unmatched)),
            .init(
                "parked",
                .array(
                    one.parked.map { sender in
                        .object([
                            .init("dxpId", .text(sender.dxpID)),
                            .init("since", .text(sender.since.iso)),
                            .init("until", .text(sender.until.iso)),
                            .init(
                                "trouble",
                                RelayTrouble.told(sender.trouble, sender.dxpID).json),
                        ])
                    })),
            .init(
                "unnoted",
                .array(
                    one.unnoted.map { message in
                        .object([
                            .init("id", .integer(message.id)), .init("type", .text(message.type)),
                            .init("guid", .text(message.guid)),
                            .init("said", .text(message.said)),
                            .init("trouble", .text(message.trouble)),
                            .init("nextAt", .text(message.nextAt.iso)),
                        ])
                    })),
            .init(
                "dead",
                .array(
                    one.dead.map { arrival in
                        .object([
                            .init("digest", .text(arrival.digest)),
                            .init("at", .text(arrival.at.iso)),
                            .init("trouble", .text(arrival.trouble)),
                        ])
                    })),
            .init(
                "refused",
                .array(
                    one.refused.map { message in
                        .object([
                            .init("id", .integer(message.id)), .init("type", .text(message.type)),
                            .init("guid", .text(message.guid)),
                            .init("createdAt", .text(message.createdAt.iso)),
                            .init("reason", .text(message.trouble)),
                        ])
                    })),
        ])
    }
}
