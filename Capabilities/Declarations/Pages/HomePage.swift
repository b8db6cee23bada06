import Kernel
import Parties
import Web

/// The first page: what needs me now, then the few things most people come for.
struct HomePage: Sendable {
    enum Visitor: Sendable {
        case stranger
        case member(Mine)
        case officer(Work)
        /// An officer of another authority than the customs, who decides applications.
        case desk
        case administrator
    }

    /// What concerns an enterprise.
    struct Mine: Sendable {
        /// Those the enterprise itself can mend.
        var rejected: [InventoryShelf.Record]
        var waiting: [InventoryShelf.Record]
        var latest: [InventoryShelf.Record]
        var mayLodge: Bool
    }

    /// What concerns an officer.
    struct Work: Sendable {
        var oldest: [InventoryShelf.Record]
        var reviews: Int
        var inspections: Int
        /// There is more than was counted.
        var isCut: Bool
    }

    /// Rows of each part; one more is asked for, to know whether there are more.
    static let rows = 5

    var visitor: Visitor
    /// Who is signed in, and for whom.
    var name: String
    var now: Instant
    /// Of this server, for the example of a command.
    var origin: String

    static let title = Localized(zh: "首页", en: "Home")

    func html(_ language: Language) -> HTML {
        switch visitor {
        case .stranger: stranger(language)
        case .member(let mine): member(mine, language)
        case .officer(let work): officer(work, language)
        case .desk:
            """
            \(.heading(HomePage.title[language], lede: name))
            \(.taskLinks([task(.desk, language), task(.services, language)]))
            """
        case .administrator:
            """
            \(.heading(Localized(zh: "运行管理", en: "Operations")[language]))
            \(.taskLinks([task(.gateway, language), task(.messages, language)]))
            """
        }
    }

    // MARK: Tasks

    private enum Task {
        case upload, check, declarations, receipts, messages, worklist, gateway, bestRate, tariff
        case modes, followUps, desk, services
    }

    private func task(_ task: Task, _ language: Language) -> TaskLink {
        func link(_ title: Localized, _ zh: String, _ en: String, _ path: String) -> TaskLink {
            TaskLink(
                title[language], note: Localized(zh: zh, en: en)[language],
                path: language.address(path))
        }
        return switch task {
        case .upload:
            link(
                UploadPage.title, "逐项检查，问题一次列全；符合即报送，立即得到回执。",
                "Every fault at once; what fits is sent and has its receipt at once.", "/upload")
        case .check:
            link(
                Localized(zh: "检查报文", en: "Check a message"),
                "不报送，只看是否符合规范、错在哪里、怎么改。",
                "Nothing is sent: see what does not fit, where, and how to mend it.", "/upload")
        case .declarations:
            link(
                ListsPage.title, "每份清单走到哪一步、等谁、税款怎么算出来的。",
                "Where each list stands, who acts next, how its tax came about.", "/declarations")
        case .receipts:
            link(
                ReceiptsPage.title, "发给本企业的每一份回执，按编号、结果、日期查找和下载。",
                "Every receipt given to you, by number, result or day; with its XML.", "/receipts")
        case .messages:
            link(
                MessageListPage.title, "每个字段的类型、长度、必填与取值。",
                "Type, length and values of every field.", "/messages")
        case .bestRate:
            link(
                Localized(zh: "最优税率", en: "Best lawful rate"),
                "写品名、选原产地：各种税率一比，合法的最低税率在前。",
                "Goods and origin: all rates compared, the cheapest lawful one first.",
                "/tariff/best")
        case .tariff:
            link(
                Localized(zh: "税则税率", en: "Tariff"), "查编号、查税率、算税款。",
                "Codes, rates, and what is owed.", "/tariff")
        case .modes:
            link(
                ModesPage.title, "说明交易情况，给出监管方式、单证和可用的简化。",
                "From the facts of a deal to its trade mode, papers and simplifications.", "/modes")
        case .desk:
            link(
                Localized(zh: "待办申请", en: "Applications"), "本单位席位上等待处理的申请，按到期日排列。",
                "What waits at your desks, by its last day.", "/desk")
        case .services:
            link(
                Localized(zh: "办事", en: "Services"), "每个事项的条件、材料、环节和时限。",
                "Of each service: who may ask, papers, steps and terms.", "/services")
        case .followUps:
            link(
                FollowUpsPage.title, "撤销、退货、运抵、离境、总分单、汇总：每份走到哪一步。",
                "Cancellations, returns, arrivals, departures, summaries: where each stands.",
                "/follow-ups")
        case .worklist:
            link(
                WorklistPage.title, "待审核与待查验的清单，等待最久的在前。",
                "Lists to review or inspect, longest waiting first.", "/worklist")
        case .gateway:
            link(
                GatewayPage.title, "速率、队列、最近的拒收。", "Rates, queue, last refusals.",
                "/gateway")
        }
    }

    // MARK: Stranger

    private func stranger(_ language: Language) -> HTML {
        let signIn = Localized(zh: "登录", en: "Sign in")[language]
        return """
            \(.heading(
                Localized(
                    zh: "跨境电商申报：发来报文，当即回执",
                    en: "Cross-border declarations: send a message, get its receipt")[language],
                lede: Localized(
                    zh: "订单、支付、运单、清单到齐即自动比对、计税、放行。哪里不对、怎么改，一次说清。",
                    en: """
                        Once order, payment, waybill and list are there, they are matched, taxed \
                        and released by rule. What is wrong, and how to mend it, is said at once.
                        """)[language],
                actions: [.linkButton(signIn, to: language.address("/sign-in"))]))
            \(.taskLinks([
                task(.bestRate, language), task(.tariff, language), task(.check, language),
                task(.modes, language), task(.messages, language), task(.declarations, language),
            ]))
            \(.panel(
                Localized(zh: "从程序报送", en: "From a program")[language],
                content: """
                    <p>\(Localized(
                        zh: "用企业的接口密钥报送，回执随答复返回：",
                        en: "With an API key of your enterprise; the receipt is the answer:"
                    ), language)</p>
                    \(.codeBlock(PageWords.curl(origin), label: PageWords.commandLine[language]))
                    """))
            """
    }

    // MARK: Enterprise

    private func member(_ mine: Mine, _ language: Language) -> HTML {
        let tasks = [
            task(mine.mayLodge ? .upload : .check, language), task(.declarations, language),
            task(.followUps, language), task(.receipts, language), task(.modes, language),
            task(.messages, language),
        ]
        let isCalm = mine.rejected.isEmpty && mine.waiting.isEmpty
        let calm: HTML? =
            isCalm && !mine.latest.isEmpty
            ? .notice(
                Localized(zh: "现在没有需要您处理的事", en: "Nothing needs you now")[language],
                .success) : nil
        return """
            \(.heading(
                Localized(zh: "现在要办的事", en: "What needs you now")[language],
                caption: name))
            \(calm)
            \(list(
                mine.rejected, Localized(zh: "已退单，待更正", en: "Rejected, to be mended"), .danger,
                more: language.address("/declarations", query: [.init("status", "100")]), language))
            \(list(
                mine.waiting, Localized(zh: "等待单证或处理", en: "Waiting"), .warn,
                more: language.address("/declarations", query: [.init("status", "2")]), language))
            \(.taskLinks(tasks))
            \(latest(mine, language))
            """
    }

    private func latest(_ mine: Mine, _ language: Language) -> HTML {
        let title = Localized(zh: "最近的申报", en: "Latest declarations")
        guard mine.latest.isEmpty else {
            return list(
                mine.latest, title, nil, more: language.address("/declarations"), language) ?? ""
        }
        return .panel(
            title[language],
            content: .emptyState(
                Localized(zh: "还没有申报", en: "No declarations yet")[language],
                hint: Localized(
                    zh: "先上传一份报文，或用接口密钥报送。",
                    en: "Upload a message first, or send one with your API key.")[language],
                action: .codeBlock(PageWords.curl(origin), label: PageWords.commandLine[language])))
    }

    /// A part of the page with some lists; nothing when there are none.
    private func list(
        _ records: [InventoryShelf.Record], _ title: Localized, _ tone: Tone?, more: String,
        _ language: Language
    ) -> HTML? {
        guard !records.isEmpty else { return nil }
        let shown = Array(records.prefix(HomePage.rows))
        let isCut = records.count > shown.count
        let count = isCut ? "\(shown.count)+" : "\(shown.count)"
        return .panel(
            title[language], tag: tone.map { .tag(count, $0) },
            actions: isCut || tone == nil
                ? [.link(Localized(zh: "查看全部", en: "See all")[language], to: more)] : [],
            content: .table(
                caption: title[language], columns: columns(language), rows: shown, empty: ""))
    }

    private func columns(_ language: Language) -> [Column<InventoryShelf.Record>] {
        [
            Column(
                Localized(zh: "预录入编号", en: "E-Port number")[language], .code, isHeader: true,
                html: { .link($0.preNo, to: $0.address(language)) }),
            Column(
                Localized(zh: "订单编号", en: "Order")[language], .code, text: { $0.orderNo }),
            Column(
                Localized(zh: "业务", en: "Kind")[language],
                text: { PageWords.business($0)[language] }),
            Column(
                Localized(zh: "状态", en: "Status")[language],
                html: { .under($0.tag(language), $0.obstacle(language)) }),
            Column(
                Localized(zh: "已持续", en: "For")[language], .time,
                text: { Shown.span(from: $0.statusAt, to: now)[language] }),
        ]
    }

    // MARK: Officer

    private func officer(_ work: Work, _ language: Language) -> HTML {
        let more = work.isCut ? "+" : ""
        let title = Localized(zh: "等待最久", en: "Longest waiting")
        let oldest =
            list(
                work.oldest, title, nil, more: language.address("/worklist"), language)
            ?? .emptyState(
                Localized(zh: "没有等待处理的清单", en: "Nothing waits for a decision")[language],
                hint: Localized(
                    zh: "风险规则选中的清单会出现在这里。",
                    en: "Lists that the risk rules pick out show here.")[language])
        return """
            \(.heading(
                Localized(zh: "现在要办的事", en: "What needs you now")[language], caption: name))
            \(.figureTiles(
                [
                    Figure(
                        id: "reviews", label: Status.review.name[language],
                        value: grouped(work.reviews) + more,
                        unit: Localized(zh: "份", en: "lists")[language]),
                    Figure(
                        id: "inspections", label: Status.inspection.name[language],
                        value: grouped(work.inspections) + more,
                        unit: Localized(zh: "份", en: "lists")[language]),
                ], language: language))
            \(oldest)
            \(.taskLinks([
                task(.worklist, language), task(.check, language), task(.messages, language),
            ]))
            """
    }
}

extension DeclarationPages {
    /// The bare address leads to the first page in the visitor's language.
    var front: Route {
        Route(
            .get, "/", access: .anyone,
            summary: Localized(zh: "进入首页", en: "To the first page")
        ) { visit in
            .see(visit.language.address())
        }
    }

    var home: Route {
        Route(.get, "/{language}", access: .anyone, summary: HomePage.title) { visit in
            let page = HomePage(
                visitor: try await visitor(visit.principal),
                name: name(of: visit.principal, visit.language), now: clock.now(),
                origin: visit.origin)
            return site.page(
                visit, title: HomePage.title[visit.language], content: page.html(visit.language))
        }
    }

    private func name(of principal: Principal?, _ language: Language) -> String {
        guard let principal else { return "" }
        let enterprise = register.enterprise(id: principal.enterprise)?.localizedName[language]
        return [enterprise, principal.name].compactMap { $0 }.joined(separator: " · ")
    }

    private func visitor(_ principal: Principal?) async throws -> HomePage.Visitor {
        guard let principal else { return .stranger }
        switch principal.kind {
        case .officer where principal.may(DeclarationsPermission.examine):
            return .officer(try await work(principal))
        case .officer: return .desk
        case .administrator: return .administrator
        case .member, .key: break
        }
        guard principal.may(DeclarationsPermission.read), !principal.enterprise.isEmpty else {
            return .member(
                HomePage.Mine(
                    rejected: [], waiting: [], latest: [],
                    mayLodge: principal.may(DeclarationsPermission.lodge)))
        }
        let limit = HomePage.rows + 1
        func lists(_ status: Status?, isOwn: Bool = false) async throws
            -> [InventoryShelf.Record]
        {
            try await enquiries.list(
                .init(status: status, isOwn: isOwn), limit: limit, for: principal)
        }
        return .member(
            HomePage.Mine(
                // Only who declared or sent a list can mend it.
                rejected: try await lists(.rejected, isOwn: true),
                waiting: try await lists(.declaring),
                latest: try await lists(nil),
                mayLodge: principal.may(DeclarationsPermission.lodge)))
    }

    private func work(_ officer: Principal) async throws -> HomePage.Work {
        let found = try await enquiries.worklist(
            status: nil, limit: WorklistPage.most, for: officer)
        return HomePage.Work(
            oldest: Array(found.prefix(HomePage.rows + 1)),
            reviews: found.count { $0.status == .review },
            inspections: found.count { $0.status == .inspection },
            isCut: found.count == WorklistPage.most)
    }
}
