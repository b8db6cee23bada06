import Kernel
import Papers
import Parties
import Plug
import Reference
import Web

/// `/{language}/sites`: supervised sites and how much room there is, for everybody; the application
/// for operators; the decision for officers.
struct SitesPages: Sendable {
    let site: Site
    let desk: SiteDesk

    static let title = Localized(zh: "出口监管作业场所", en: "Supervised sites")
    static let note = Localized(
        zh: "跨境电商出口监管作业场所名录、每日处理能力和当天余量。",
        en: "Sites for cross-border exports: capacity and what room is left today.")
    private static let applyTitle = Localized(zh: "申请登记场所", en: "Apply for a site")
    private static let lodge = Access.permission(DeclarationsPermission.lodge)
    private static let examine = Access.permission(DeclarationsPermission.examine)

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/sites", access: .anyone, summary: Self.title,
                rate: SitesResource.rate, handler: list),
            Route(
                .get, "/{language}/site-application", access: Self.lodge,
                summary: Self.applyTitle
            ) { visit in application(visit, Form(), nil) },
            Route(
                .post, "/{language}/site-application", access: Self.lodge,
                summary: Self.applyTitle, handler: apply),
            Route(
                .get, "/{language}/sites/{code}", access: .anyone, summary: Self.title,
                rate: SitesResource.rate
            ) { visit in try await page(visit, nil) },
            Route(
                .post, "/{language}/sites/{code}", access: Self.examine,
                summary: Localized(zh: "审核监管作业场所", en: "Decide about a site"),
                handler: decide),
        ]
    }

    // MARK: For everybody

    private func list(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let found = try await desk.sites(on: desk.clock.today, for: visit.principal)
        let registers = try await desk.registers().sorted { $0.key < $1.key }
        let columns: [Column<SiteDay>] = [
            Column(
                Localized(zh: "代码", en: "Code")[language], .code, isHeader: true,
                html: { .link($0.site.code, to: language.address("/sites/\($0.site.code)")) }),
            Column(Localized(zh: "名称", en: "Name")[language]) { $0.site.title[language] },
            Column(Localized(zh: "关区", en: "District")[language]) {
                district($0.site.district, language)
            },
            Column(Localized(zh: "日处理能力（件）", en: "Parcels a day")[language], .number) {
                String($0.site.capacity)
            },
            Column(Localized(zh: "今日已到（件）", en: "Arrived today")[language], .number) {
                String($0.parcels)
            },
            Column(Localized(zh: "今日余量（件）", en: "Room today")[language], .number) {
                String($0.free)
            },
            Column(
                Localized(zh: "状态", en: "Standing")[language],
                html: { .tag($0.standing.name[language], $0.standing.tone) }),
        ]
        var actions: [HTML] = []
        if Self.lodge.admits(visit.principal) {
            actions.append(
                .linkButton(
                    Self.applyTitle[language], to: language.address("/site-application"),
                    .secondary))
        }
        let checked = registers.map { district, first -> HTML in
            """
            <li>\(self.district(district, language)): \(Localized(
                zh: "自 \(first.text) 起，运抵单须在名录内的场所",
                en: "from \(first.text) on, arrivals have to be at one of these sites"),
                language)</li>
            """
        }
        return site.page(
            visit, title: Self.title[language], isWide: true,
            content: """
                \(.heading(Self.title[language], lede: Self.note[language], actions: actions))
                \(.table(
                    caption: Self.title[language], columns: columns, rows: found,
                    empty: .emptyState(
                        Localized(zh: "名录中还没有场所", en: "No site is registered yet")[language],
                        hint: Localized(
                            zh: "经营人申请、海关审核后列入。",
                            en: "Operators apply, and the customs decide.")[language])))
                \(checked.isEmpty ? nil : #"<ul class="plain-list">\#(checked)</ul>"#)
                <p>\(.link("CSV", to: "/api/v1/sites?format=csv")) · \
                \(.link("JSON", to: "/api/v1/sites"))</p>
                """)
    }

    private func page(_ visit: Visit, _ refusal: SiteRefusal?) async throws -> Answer {
        let language = visit.language
        let days = try await desk.site(
            visit.parameters["code"] ?? "", days: 14, for: visit.principal)
        guard let today = days.first else { throw SiteRefusal.noSuchSite }
        let one = today.site
        let columns: [Column<SiteDay>] = [
            Column(Localized(zh: "日期", en: "Day")[language], .time, isHeader: true) {
                $0.day.text
            },
            Column(Localized(zh: "到货（件）", en: "Parcels")[language], .number) {
                String($0.parcels)
            },
            Column(Localized(zh: "余量（件）", en: "Room")[language], .number) { String($0.free) },
            Column(
                Localized(zh: "提示", en: "Remark")[language],
                html: { $0.isOverfull ? .tag(Self.overfull[language], .danger) : "" }),
        ]
        let isOfficer = desk.isOfficer(visit.principal, of: one.district)
        return site.page(
            visit, title: one.title[language],
            trail: [Crumb(Self.title[language], path: language.address("/sites"))],
            status: refusal?.status ?? 200,
            content: """
                \(summary(refusal, language))
                \(.heading(
                    one.title[language], caption: one.code,
                    tag: .tag(today.standing.name[language], today.standing.tone),
                    actions: desk.handsOut(one, to: visit.principal)
                        ? [
                            .linkButton(
                                PapersTexts.pdf[language],
                                to: language.address("/sites/\(one.code)/pdf"), .secondary)
                        ] : []))
                \(.summaryList(items(today, language)))
                \(one.state == .open ? .table(
                    caption: Localized(zh: "近 14 天", en: "The last 14 days")[language],
                    showsCaption: true, columns: columns, rows: days, empty: "") : "")
                \(isOfficer ? decision(one, visit) : "")
                """)
    }

    private func district(_ code: String, _ language: Language) -> String {
        desk.offices.told(code, on: desk.clock.today)[language]
    }

    private static let overfull = Localized(zh: "超出处理能力", en: "Above capacity")

    private func items(_ today: SiteDay, _ language: Language) -> [SummaryItem] {
        let one = today.site
        let equipment = one.equipment.map { "\($0.name) × \($0.count)" }
        var items = [
            SummaryItem(
                Localized(zh: "经营人", en: "Operator")[language],
                desk.register.enterprise(id: one.operatorID)?.localizedName[language] ?? ""),
            SummaryItem(
                Localized(zh: "关区", en: "District")[language], district(one.district, language)),
            SummaryItem(Localized(zh: "地址", en: "Address")[language], one.address),
            SummaryItem(
                Localized(zh: "日处理能力（件）", en: "Parcels a day")[language],
                String(one.capacity)),
            SummaryItem(
                Localized(zh: "面积（平方米）", en: "Square metres")[language], String(one.area)),
            SummaryItem(
                Localized(zh: "设备", en: "Equipment")[language],
                equipment.joined(separator: language == .zh ? "；" : "; ")),
            SummaryItem(
                Localized(zh: "有效期", en: "Valid")[language],
                "\(one.from?.text ?? "–") – \(one.to?.text ?? "")"),
            SummaryItem(
                Localized(zh: "今日余量（件）", en: "Room today")[language], String(today.free)),
        ]
        if !one.reason.isEmpty {
            items.append(SummaryItem(Localized(zh: "说明", en: "Why")[language], one.reason))
        }
        return items
    }

    // MARK: Officers

    private func decision(_ one: SupervisedSite, _ visit: Visit) -> HTML {
        let language = visit.language
        var choices: [Choice] = []
        if one.state != .refused {
            choices.append(
                Choice(
                    "approve",
                    (one.state == .open
                        ? Localized(zh: "延期", en: "Renew")
                        : Localized(zh: "准予登记", en: "Register"))[language]))
        }
        if one.state == .applied {
            choices.append(
                Choice("refuse", Localized(zh: "不予登记", en: "Refuse")[language]))
        }
        if one.state == .open {
            choices.append(
                Choice("suspend", Localized(zh: "暂停", en: "Suspend")[language]))
        }
        if one.suspendedFrom != nil {
            choices.append(Choice("resume", Localized(zh: "恢复", en: "Resume")[language]))
        }
        guard !choices.isEmpty else { return "" }
        return .panel(
            Localized(zh: "审核", en: "Decide")[language],
            content: .form(
                to: language.address("/sites/\(one.code)"), token: visit.formToken,
                content: """
                    <input type="hidden" name="operator" value="\(one.operatorID)">
                    \(.choices(
                        Field("decision", label: Localized(zh: "结论", en: "Decision")[language]),
                        choices: choices, values: [], language: language))
                    \(.textInput(
                        Field("from", label: Localized(zh: "起日", en: "From")[language]),
                        value: desk.clock.today.text, .day, width: .short, language: language))
                    \(.textInput(
                        Field(
                            "to", label: Localized(zh: "止日", en: "To")[language],
                            isRequired: false), .day, width: .short, language: language))
                    \(.textArea(
                        Field(
                            "reason", label: Localized(zh: "理由", en: "Reason")[language],
                            hint: Localized(
                                zh: "不予登记和暂停须写明", en: "Needed to refuse or suspend")[language],
                            isRequired: false), rows: 3, longest: 200, language: language))
                    <p class="row">\(.button(Localized(zh: "提交", en: "Decide")[language]))</p>
                    """))
    }

    private func decide(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let code = visit.parameters["code"] ?? ""
        let officer = try visit.person()
        do {
            let from = try day(form["from"]) ?? desk.clock.today
            let to = try day(form["to"])
            let reason = form["reason"] ?? ""
            let who = form["operator"].flatMap { $0.isEmpty ? nil : $0 }
            switch form["decision"] {
            case "approve":
                _ = try await desk.approve(code, of: who, from: from, to: to, by: officer)
            case "refuse":
                _ = try await desk.refuse(code, of: who, reason: reason, by: officer)
            case "suspend":
                _ = try await desk.suspend(
                    code, from: from, to: to, reason: reason, by: officer)
            case "resume": _ = try await desk.resume(code, by: officer)
            default: throw SiteRefusal.input(["decision"])
            }
        } catch let refusal as SiteRefusal where refusal != .noSuchSite {
            return try await page(visit, refusal)
        }
        return .see(visit.language.address("/sites/\(code)"))
    }

    private func day(_ text: String?) throws -> Day? {
        guard let text, !text.isEmpty else { return nil }
        guard let day = Day(text) else { throw SiteRefusal.decision }
        return day
    }

    private func summary(_ refusal: SiteRefusal?, _ language: Language) -> HTML {
        let errors = refusal.map {
            [FormError(field: $0.field, "\($0.message[language]) \($0.fix[language])")]
        }
        return .errorSummary(errors ?? [], language: language)
    }

    // MARK: Operators

    private func apply(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        func text(_ name: String) -> String { form[name]?.trimmedBlanks ?? "" }
        // A line for each kind: what it is, and how many.
        let equipment = text("equipment").split(whereSeparator: \.isNewline).map { line in
            let words = line.split(separator: " ")
            let count = words.last.flatMap { Int($0) }
            let name = (count == nil ? words[...] : words.dropLast()).joined(separator: " ")
            return SupervisedSite.Equipment(name: name, count: count ?? 1)
        }
        do {
            let made = try await desk.apply(
                SiteDesk.Application(
                    code: text("code"), district: text("district"), name: text("name"),
                    nameEn: text("nameEn"), address: text("address"),
                    capacity: Int64(text("capacity")) ?? 0, area: Int64(text("area")) ?? 0,
                    equipment: equipment), by: try visit.person())
            return .see(visit.language.address("/sites/\(made.code)"))
        } catch let refusal as SiteRefusal {
            return application(visit, form, refusal)
        }
    }

    private func application(_ visit: Visit, _ form: Form, _ refusal: SiteRefusal?) -> Answer {
        let language = visit.language
        func input(
            _ name: String, _ label: Localized, _ hint: Localized? = nil, needed: Bool = true,
            kind: TextKind = .text
        ) -> HTML {
            .textInput(
                Field(
                    name, label: label[language], hint: hint?[language], isRequired: needed),
                value: form[name] ?? "", kind, language: language)
        }
        return site.page(
            visit, title: Self.applyTitle[language],
            trail: [Crumb(Self.title[language], path: language.address("/sites"))],
            status: refusal?.status ?? 200,
            content: """
                \(summary(refusal, language))
                \(.heading(
                    Self.applyTitle[language],
                    lede: Localized(
                        zh: "由监管场所经营人申请，申请关区的海关审核。",
                        en: "The operator applies; the customs of the district decide.")[language]))
                \(.form(
                    to: language.address("/site-application"), token: visit.formToken,
                    content: """
                        \(input("code", Localized(zh: "监管场所代码", en: "Code of the site"),
                            Localized(
                                zh: "最多 10 位大写字母和数字", en: "Up to 10 capitals and digits")))
                        \(input("district", Localized(zh: "关区代码", en: "Customs district"),
                            Localized(zh: "四位，如 2244", en: "Four digits, like 2244"),
                            kind: .digits))
                        \(input("name", Localized(zh: "名称", en: "Name")))
                        \(input("nameEn", Localized(zh: "英文名称", en: "English name"),
                            needed: false))
                        \(input("address", Localized(zh: "地址", en: "Address")))
                        \(input("capacity", Localized(zh: "日处理能力（件）", en: "Parcels a day"),
                            kind: .digits))
                        \(input("area", Localized(zh: "面积（平方米）", en: "Square metres"),
                            kind: .digits))
                        \(.textArea(
                            Field(
                                "equipment",
                                label: Localized(zh: "设备", en: "Equipment")[language],
                                hint: Localized(
                                    zh: "每行一种，末尾写数量，如“X 光机 2”",
                                    en: "A line for each kind with its number: X-ray machine 2")[
                                        language], isRequired: false),
                            value: form["equipment"] ?? "", rows: 4, language: language))
                        <p class="row">\(.button(Localized(zh: "提交申请", en: "Apply")[language]))</p>
                        """))
                """)
    }
}

extension SupervisedSite.Standing {
    var tone: Tone {
        switch self {
        case .open: .success
        case .applied, .notYet: .info
        case .lapsed, .suspended: .warn
        case .refused: .danger
        }
    }
}

extension SiteDesk {
    /// Applications that wait for an officer.
    var homePart: HomePart {
        HomePart(
            "declarations.sites", Localized(zh: "监管作业场所待审核", en: "Sites applied for"),
            tone: .warn, more: "/sites", kinds: [.officer],
            access: .permission(DeclarationsPermission.examine)
        ) { officer, limit in
            try await sites(on: clock.today, for: officer)
                .filter { $0.standing == .applied && isOfficer(officer, of: $0.site.district) }
                .prefix(limit).map { one in
                    HomePart.Row(
                        one.site.code, kind: SitesPages.title, state: one.standing.name,
                        tone: one.standing.tone, note: one.site.title,
                        path: "/sites/\(one.site.code)", since: one.site.appliedAt)
                }
        }
    }
}
