import Kernel
import Web

/// What waits for far sides, on the gateway's page, with the buttons to send it.
struct RelayPanel: Sendable {
    var standings: [Relay.Standing]
    var now: Instant
    /// Nil where the visitor may only look.
    var formToken: String?

    func html(_ language: Language) -> HTML {
        let panels = standings.map { panel($0, language) }
        return "\(panels)"
    }

    private func panel(_ one: Relay.Standing, _ language: Language) -> HTML {
        let title = Localized(
            zh: "转发：\(one.side.title.zh)", en: "Relay: \(one.side.title.en)")
        let (word, tone) = state(one)
        var facts = [
            SummaryItem(
                Localized(zh: "待发送", en: "Waiting")[language], grouped(Int(one.queue.count))),
            SummaryItem(
                Localized(zh: "最早等待自", en: "Oldest since")[language],
                one.queue.oldest.map {
                    "\(Shown.minute($0)) · \(Shown.span(from: $0, to: now)[language])"
                } ?? "–"),
            SummaryItem(
                Localized(zh: "未匹配的来文", en: "Unmatched arrivals")[language],
                grouped(Int(one.unmatched))),
        ]
        if !one.trouble.isEmpty {
            facts.append(
                SummaryItem(
                    Localized(zh: "最近故障", en: "Last trouble")[language],
                    RelayTrouble.told(one.trouble, "")[language]))
        }
        return .panel(
            title[language], id: "relay-\(one.side.name)", tag: .tag(word[language], tone),
            content: """
                \(.summaryList(facts, isCompact: true))
                \(sendNow(one, language))
                \(parked(one, language))
                \(unnoted(one, language))
                \(dead(one, language))
                \(refused(one, language))
                """)
    }

    private func state(_ one: Relay.Standing) -> (Localized, Tone) {
        switch one.breaker {
        case .closed:
            one.trouble.isEmpty
                ? (Localized(zh: "正常", en: "Working"), .success)
                : (Localized(zh: "重试中", en: "Trying again"), .warn)
        case .trying: (Localized(zh: "试探恢复", en: "Trying whether it is back"), .warn)
        case .open(let until):
            (
                Localized(
                    zh: "暂停至 \(Shown.minute(until))",
                    en: "Left alone until \(Shown.minute(until))"),
                .danger
            )
        }
    }

    private func sendNow(_ one: Relay.Standing, _ language: Language) -> HTML? {
        guard let formToken, one.queue.count > 0 else { return nil }
        return .form(
            to: language.address("/gateway/relay/\(one.side.name)/send-now"), token: formToken,
            content: .button(Localized(zh: "立即发送", en: "Send now")[language]))
    }

    private func refused(_ one: Relay.Standing, _ language: Language) -> HTML? {
        guard !one.refused.isEmpty else { return nil }
        var columns = [
            Column<RelayOutbox.Message>(
                Localized(zh: "报文", en: "Message")[language], .code, isHeader: true,
                html: { .under("\($0.type)", $0.guid) }),
            Column(
                Localized(zh: "时间", en: "Time")[language], .time, text: { $0.createdAt.text }),
            Column(
                Localized(zh: "对方拒收原因", en: "Why it was refused")[language],
                text: { $0.trouble }),
        ]
        if let formToken {
            columns.append(
                Column(
                    Localized(zh: "操作", en: "Action")[language],
                    html: { message in
                        .form(
                            to: language.address(
                                "/gateway/relay/messages/\(message.id)/send-again"),
                            token: formToken,
                            content: .button(
                                Localized(zh: "重发", en: "Send again")[language]))
                    }))
        }
        return .table(
            caption: Localized(zh: "被对方拒收的报文", en: "Refused by the far side")[language],
            columns: columns, rows: one.refused, empty: "")
    }
}

extension RelayPanel {
    private func parked(_ one: Relay.Standing, _ language: Language) -> HTML? {
        guard !one.parked.isEmpty else { return nil }
        return .table(
            caption: Localized(zh: "暂停发送的企业", en: "Senders held back")[language],
            columns: [
                Column<RelayParked.Sender>(
                    Localized(zh: "传输编号", en: "DXP number")[language], .code, isHeader: true,
                    text: { $0.dxpID }),
                Column(Localized(zh: "自", en: "Since")[language], .time, text: { $0.since.text }),
                Column(
                    Localized(zh: "再试于", en: "Tried again at")[language], .time,
                    text: { $0.until.text }),
                Column(
                    Localized(zh: "原因", en: "Why")[language],
                    text: { RelayTrouble.told($0.trouble, $0.dxpID)[language] }),
            ], rows: one.parked, empty: "")
    }

    private func unnoted(_ one: Relay.Standing, _ language: Language) -> HTML? {
        guard !one.unnoted.isEmpty else { return nil }
        return .table(
            caption: Localized(
                zh: "对方已答复、未能记入的报文", en: "Answered by the far side, not noted here yet")[language],
            columns: [
                Column<RelayOutbox.Message>(
                    Localized(zh: "报文", en: "Message")[language], .code, isHeader: true,
                    html: { .under("\($0.type)", $0.guid) }),
                Column(
                    Localized(zh: "错误类别", en: "Kind of error")[language], .code,
                    text: { $0.trouble }),
                Column(
                    Localized(zh: "再试于", en: "Tried again at")[language], .time,
                    text: { $0.nextAt.text }),
            ], rows: one.unnoted, empty: "")
    }

    private func dead(_ one: Relay.Standing, _ language: Language) -> HTML? {
        guard !one.dead.isEmpty else { return nil }
        var columns = [
            Column<RelayArrivals.Dead>(
                Localized(zh: "来文摘要", en: "Digest")[language], .code, isHeader: true,
                text: { String($0.digest.prefix(16)) }),
            Column(Localized(zh: "时间", en: "Time")[language], .time, text: { $0.at.text }),
            Column(
                Localized(zh: "原因", en: "Why")[language],
                text: { RelayArrivalTrouble.told($0.trouble)[language] }),
        ]
        if let formToken {
            columns.append(
                Column(
                    Localized(zh: "操作", en: "Action")[language],
                    html: { arrival in
                        .form(
                            to: language.address(
                                "/gateway/relay/\(one.side.name)/arrivals/\(arrival.digest)"
                                    + "/take-again"),
                            token: formToken,
                            content: .button(
                                Localized(zh: "重新处理", en: "Take again")[language]))
                    }))
        }
        return .table(
            caption: Localized(zh: "未能处理的来文", en: "Arrivals that could not be taken")[language],
            columns: columns, rows: one.dead, empty: "")
    }
}

extension DeclarationPages {
    /// The relay's part of the gateway's page; nothing where nothing is relayed.
    func relayPanel(_ visit: Visit, mends: Bool) async throws -> HTML {
        let standings = try await relay.standings()
        guard !standings.isEmpty else { return "" }
        return RelayPanel(
            standings: standings, now: clock.now(), formToken: mends ? visit.formToken : nil
        ).html(visit.language)
    }

    var relayNow: Route {
        Route(
            .post, "/{language}/gateway/relay/{far}/send-now",
            access: .permission(DeclarationsPermission.mend),
            summary: Localized(zh: "立即发送", en: "Sends what waits now")
        ) { visit in
            try await relay.sendNow(visit.parameters["far"] ?? "")
            return .see(visit.language.address("/gateway"))
        }
    }

    var relayTakeAgain: Route {
        Route(
            .post, "/{language}/gateway/relay/{far}/arrivals/{digest}/take-again",
            access: .permission(DeclarationsPermission.mend),
            summary: Localized(zh: "重新处理未能处理的来文", en: "Takes an arrival again")
        ) { visit in
            _ = try await relay.takeAgain(
                visit.parameters["digest"] ?? "", from: visit.parameters["far"] ?? "")
            return .see(visit.language.address("/gateway"))
        }
    }

    var relayAgain: Route {
        Route(
            .post, "/{language}/gateway/relay/messages/{id}/send-again",
            access: .permission(DeclarationsPermission.mend),
            summary: Localized(zh: "重发被拒收的报文", en: "Sends a refused message again")
        ) { visit in
            guard let id = visit.parameters["id"].flatMap({ Int64($0) }) else {
                throw RelayRefusal.noSuchMessage
            }
            try await relay.sendAgain(id, by: try visit.person().id)
            return .see(visit.language.address("/gateway"))
        }
    }
}
