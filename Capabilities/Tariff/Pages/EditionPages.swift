import Kernel
import Web
import Wire

/// What was loaded on top of the tables the product came with, and what of it does not hold. It is
/// the law everybody is answered by, so everybody may see it.
struct EditionPages: Sendable {
    let desk: EditionDesk
    let proposals: ProposalDesk
    let site: Site

    static let title = Localized(zh: "导入的税则数据", en: "Loaded editions")

    static func path(_ language: Language) -> String { language.address("/tariff/editions") }

    var routes: [Route] {
        [page, resource] + EditionChangePages(desk: desk, site: site).routes
            + ProposalPages(proposals: proposals, pages: self).routes
    }

    private var resource: Route {
        Route(
            .get, "/api/v1/tariff/editions", access: .anyone, summary: EditionPages.title
        ) { _ in
            .json(
                JSON.object([
                    .init("editions", .array(try await desk.all().map(EditionPages.json)))
                ]).encoded)
        }
    }

    private static func json(_ one: EditionStanding) -> JSON {
        let facts: [JSON.Member] = [
            .init("number", .integer(one.record.number)),
            .init("kind", .text(one.record.kind)), .init("from", .text(one.record.from.text)),
            .init("document", .text(one.record.document)),
            .init("file", .text(one.record.fileName)), .init("rows", .integer(one.record.rows)),
            .init("loadedAt", .text(one.record.loadedAt.iso)),
            .init("state", .text(one.state.rawValue)),
            .init("scope", .text(one.record.isWhole ? "whole" : "amendment")),
            .init("referenceOnly", .bool(one.record.edition?.isReferenceOnly ?? true)),
            .init(
                "withdrawnFrom",
                one.record.withdrawal.map { .text($0.from.text) } ?? .null),
            .init("withdrawnBecause", one.record.withdrawal.map { .text($0.reason) } ?? .null),
        ]
        let fault: [JSON.Member] = [
            .init("reason", one.fault.map { $0.message.json } ?? .null),
            .init("fix", one.fault.map { $0.fix.json } ?? .null),
        ]
        return .object(facts + counts(one) + fault)
    }

    /// How many lines it added, changed and ended; null where that was not kept.
    private static func counts(_ one: EditionStanding) -> [JSON.Member] {
        func count(_ path: KeyPath<EditionChangeShelf.Counts, Int>) -> JSON {
            one.counts.map { .integer($0[keyPath: path]) } ?? .null
        }
        return [
            .init("added", count(\.added)), .init("changed", count(\.changed)),
            .init("ended", count(\.ended)),
        ]
    }

    private var page: Route {
        Route(
            .get, "/{language}/tariff/editions", access: .anyone, summary: EditionPages.title
        ) { visit in try await answer(visit) }
    }

    /// The page, with what was sent and what came of it.
    func answer(
        _ visit: Visit, form: Form = Form(), tried: EditionText? = nil,
        refusal: (any Refusal)? = nil
    ) async throws -> Answer {
        let language = visit.language
        let all = try await desk.all()
        var panels: HTML = ""
        if let principal = visit.principal, principal.may(ProposalDesk.keep) {
            panels = ProposalPanels(
                waiting: try await proposals.list(waiting: true, limit: 50),
                decided: try await proposals.list(waiting: false, limit: 20),
                inUse: all.filter { $0.state == .holds && $0.record.withdrawal == nil },
                form: form, tried: tried, refusal: refusal, token: visit.formToken,
                principal: principal, language: language
            ).html
        }
        return site.page(
            visit, title: EditionPages.title[language],
            trail: [Crumb(TariffPages.title[language], path: language.address("/tariff"))],
            status: refusal?.status ?? 200,
            content: content(all, panels, language))
    }

    private func content(
        _ all: [EditionStanding], _ panels: HTML, _ language: Language
    ) -> HTML {
        """
        \(.heading(
            EditionPages.title[language],
            lede: Localized(
                zh: "随本系统提供的数据表之外，关员或运行单位导入的法规变更；每份自其起始日期起生效，"
                    + "之前日期的答复不变。"
                    + "“整表替换”的，其中没有的行自该日起不再有效；“修改”的，没有提到的行照旧。",
                en: "Changes of law that officers or the operator loaded on top of the tables "
                    + "that come with the product; each holds from its first day, answers for "
                    + "earlier days stay. What a whole table does not have holds no longer; what "
                    + "an amendment does not name stays.")[
                        language]))
        \(all.compactMap(\.fault).map { EditionPages.warning($0, language) })
        \(panels)
        \(table(all, language))
        <p class="hint">\(Localized(zh: "同一结果：", en: "The same as: "), language)\
        \(.link("JSON", to: "/api/v1/tariff/editions"))</p>
        """
    }

    /// That an edition does not hold, why, and how to mend it.
    static func warning(_ fault: SetAside, _ language: Language) -> HTML {
        .notice(
            Localized(
                zh: "第 \(fault.number) 次导入的数据已搁置，\(fault.from.text) 起的相关税率可能不是最新",
                en: "Edition \(fault.number) is set aside: rates from \(fault.from.text) on may be "
                    + "out of date")[language], .warn,
            content: "<p>\(fault.message, language)</p><p>\(fault.fix, language)</p>")
    }

    private func table(_ all: [EditionStanding], _ language: Language) -> HTML {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return .table(
            caption: EditionPages.title[language],
            columns: [
                Column<EditionStanding>(
                    word("序号", "Number"), .number, isHeader: true,
                    text: { String($0.record.number) }),
                Column(word("内容", "Table"), text: { $0.record.title[language] }),
                Column(word("起始日期", "First day"), .time, text: { $0.record.from.text }),
                Column(
                    word("依据", "Document"),
                    html: { one in
                        one.record.edition?.isReferenceOnly ?? true
                            ? .under(
                                "\(one.record.fileName)",
                                word("未写明依据，仅供参考", "no document: reference only"))
                            : .under("\(one.record.document)", one.record.fileName)
                    }),
                Column(
                    word("范围", "Scope"),
                    text: { $0.record.scope[language] }),
                Column(word("行数", "Rows"), .number, text: { String($0.record.rows) }),
                Column(
                    word("改变了什么", "What it changed"),
                    html: { one in
                        let path = EditionChangePages.path(one.record.number, language)
                        return .link(EditionChangeWords.counts(one.counts)[language], to: path)
                    }),
                Column(word("状态", "State"), html: { one in
                    .under(tag(one.state, language), one.withdrawn?[language] ?? "")
                }),
            ], rows: all,
            empty: .emptyState(
                word("还没有导入过数据", "Nothing was loaded"),
                hint: word(
                    "所有税率来自随本系统提供的数据表。", "All rates are those the product came with.")))
    }

    private func tag(_ state: EditionStanding.State, _ language: Language) -> HTML {
        let told = state.told[language]
        return switch state {
        case .holds: .tag(told, .success)
        case .setAside: .tag(told, .warn)
        case .withdrawn: .tag(told, .neutral)
        }
    }
}
