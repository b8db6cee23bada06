import Kernel
import Papers
import Reference
import Web

/// Master bills of combined parcels, for people: what `/api/v1/master-bills` does.
struct MasterBillsPage: Sendable {
    let site: Site
    let desk: MasterBillDesk
    let offices: CodeList

    static let title = Localized(zh: "合包总单", en: "Combined parcels")

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/master-bills",
                access: .permission(DeclarationsPermission.read), summary: MasterBillsPage.title
            ) { visit in try await list(visit, nil) },
            Route(
                .post, "/{language}/master-bills",
                access: .permission(DeclarationsPermission.lodge),
                summary: Localized(zh: "列入同一总单", en: "Puts them under one bill"),
                handler: put),
            Route(
                .get, "/{language}/master-bills/{billNo}",
                access: .permission(DeclarationsPermission.read),
                summary: Localized(zh: "一份合包总单", en: "One master bill")
            ) { visit in try await one(visit) },
            Route(
                .post, "/{language}/master-bills/{billNo}/lines/{line}/decision",
                access: .permission(DeclarationsPermission.examine),
                summary: Localized(zh: "对复运出境商品作出结论", en: "Decides on returned goods"),
                handler: decide),
        ]
    }

    private func put(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        guard let items = MasterBillOrder.items(form["lines"] ?? "") else {
            return try await list(visit, .input)
        }
        let order = MasterBillOrder(
            number: form["billNo"]?.trimmedBlanks ?? "",
            district: form["customsCode"]?.trimmedBlanks ?? "",
            vehicle: form["vehicle"]?.trimmedBlanks ?? "",
            voyage: form["voyage"]?.trimmedBlanks ?? "",
            items: items)
        do {
            try await desk.put(order, by: try visit.person())
        } catch let refusal as MasterBillRefusal {
            return try await list(visit, refusal)
        }
        return .see(MasterBillsPage.address(order.number, nil, visit.language))
    }

    private func decide(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        let number = visit.parameters["billNo"] ?? ""
        guard let holder = form["holder"], let line = Int64(visit.parameters["line"] ?? ""),
            let action = form["action"].flatMap(FollowUpOfficerDesk.Action.init(rawValue:))
        else { throw MasterBillRefusal.decisionInput }
        try await desk.decide(
            number, holder: holder, line: line, action, reason: form["reason"] ?? "",
            by: try visit.person())
        return .see(MasterBillsPage.address(number, holder, visit.language))
    }

    private static func address(
        _ number: String, _ holder: String?, _ language: Language
    ) -> String {
        language.address(
            "/master-bills/\(number)", query: holder.map { [.init("holder", $0)] } ?? [])
    }

    // MARK: All of them

    private func list(_ visit: Visit, _ refusal: MasterBillRefusal?) async throws -> Answer {
        let person = try visit.person()
        let language = visit.language
        let bills = try await desk.bills(limit: 200, for: person)
        let isOfficer = person.kind == .officer
        let errors = refusal.map {
            [FormError(field: $0.field, "\($0.message[language]) \($0.fix[language])")]
        }
        let form = isOfficer ? "" : form(visit)
        var shown = visit
        // After a form, too, the links lead to the page and not to the form's own address.
        shown.path = language.address("/master-bills")
        return site.page(
            shown, title: MasterBillsPage.title[language], isWide: true,
            status: refusal?.status ?? 200,
            content: """
                \(.errorSummary(errors ?? [], language: language))
                \(.heading(
                    MasterBillsPage.title[language],
                    lede: Localized(
                        zh: "出口商品与退货复运商品列入同一总单，各项按各自的规定监管。",
                        en: "Exports and returned goods under one bill, each by its own rules."
                    )[language]))
                \(table(bills, isOfficer, language))
                \(form)
                """)
    }

    private func table(
        _ bills: [MasterBill], _ isOfficer: Bool, _ language: Language
    ) -> HTML {
        .table(
            caption: MasterBillsPage.title[language],
            columns: [
                Column<MasterBill>(
                    Localized(zh: "总单号", en: "Bill")[language], .code, isHeader: true,
                    html: {
                        .link(
                            $0.number,
                            to: MasterBillsPage.address(
                                $0.number, isOfficer ? $0.holder : nil, language))
                    }),
                Column(Localized(zh: "关区", en: "District")[language]) {
                    offices.told($0.district, on: desk.clock.today)[language]
                },
                Column(
                    Localized(zh: "运输工具、航次", en: "Vehicle, voyage")[language],
                    text: { "\($0.vehicle) \($0.voyage)" }),
                Column(
                    Localized(zh: "登记时间", en: "Since")[language], .time,
                    text: { Shown.minute($0.at) }),
            ], rows: bills,
            empty: .emptyState(
                Localized(zh: "还没有合包总单", en: "None yet")[language],
                hint: Localized(
                    zh: "由申报企业把出口清单和退货复运商品列入同一总单。",
                    en: "A declarant puts export lists and returned goods under one bill.")[
                        language]))
    }

    private func form(_ visit: Visit) -> HTML {
        let language = visit.language
        func field(_ name: String, _ label: Localized) -> HTML {
            .textInput(Field(name, label: label[language]), value: "", language: language)
        }
        return .panel(
            Localized(zh: "列入总单", en: "Put under a bill")[language], id: "put",
            content: .form(
                to: language.address("/master-bills"), token: visit.formToken,
                content: """
                    \(field("billNo", Localized(zh: "总单号", en: "Master bill")))
                    \(field("customsCode", Localized(zh: "关区代码", en: "Customs district")))
                    \(field("vehicle", Localized(zh: "运输工具名称", en: "Vehicle")))
                    \(field("voyage", Localized(zh: "航班航次号", en: "Voyage or flight")))
                    \(.textArea(
                        Field(
                            "lines", label: Localized(zh: "各项", en: "Lines")[language],
                            hint: Localized(
                                zh: "每行一项：出口清单编号；或进口退货预录入编号、商品序号、数量，以空格隔开",
                                en: "One a line: the number of an export list; or number, line and"
                                    + " quantity of an import return, with blanks between"
                            )[language]),
                        value: "", rows: 5, isCode: true, language: language))
                    <p>\(.button(Localized(zh: "提交", en: "Submit")[language]))</p>
                    """))
    }

    // MARK: One of them

    private func one(_ visit: Visit) async throws -> Answer {
        let language = visit.language
        let view = try await desk.view(
            visit.parameters["billNo"] ?? "", holder: visit.query["holder"],
            for: try visit.person())
        let groups = MasterBill.Regime.allCases.map { regime -> HTML in
            lines(view, regime, visit.formToken, language)
        }
        return site.page(
            visit, title: view.bill.number,
            trail: [
                Crumb(MasterBillsPage.title[language], path: language.address("/master-bills"))
            ], isWide: true,
            content: """
                \(.heading(
                    view.bill.number,
                    caption: offices.told(view.bill.district, on: desk.clock.today)[language]
                        + " · \(view.bill.vehicle) \(view.bill.voyage)",
                    actions: [
                        .linkButton(
                            PapersTexts.pdf[language],
                            to: language.address(
                                "/master-bills/\(view.bill.number)/pdf",
                                query: visit.query["holder"].map {
                                    [Form.Pair("holder", $0)]
                                } ?? []), .secondary)
                    ]))
                \(groups)
                """)
    }

    private func lines(
        _ view: MasterBillDesk.View, _ regime: MasterBill.Regime, _ token: String,
        _ language: Language
    ) -> HTML {
        let rows = view.lines.filter { $0.line.regime == regime }
        let total =
            regime == .export
            ? Localized(
                zh: "出口总值 ¥\(view.exportValue.grouped)",
                en: "Exports: ¥\(view.exportValue.grouped)")
            : Localized(zh: "不计入出口总值，不退税", en: "Counts to no export total, gets no refund")
        let decisions = rows.filter { !$0.actions.isEmpty }.map {
            decision($0, view.bill, token, language)
        }
        return .panel(
            regime.name[language], id: regime.rawValue,
            content: """
                <p>\(total[language])</p>
                \(.table(
                    caption: regime.name[language], columns: columns(language), rows: rows,
                    empty: "–"))
                \(decisions)
                """)
    }

    private func columns(_ language: Language) -> [Column<MasterBillDesk.Shown>] {
        [
            Column(
                Localized(zh: "项", en: "Line")[language], isHeader: true,
                text: { String($0.line.number) }),
            Column(
                Localized(zh: "来源单证", en: "Comes from")[language], .code,
                html: { shown in
                    let line = shown.line
                    let path = line.regime == .export ? "declarations" : "follow-ups"
                    return .link(line.source, to: language.address("/\(path)/\(line.source)"))
                }),
            Column(
                Localized(zh: "商品", en: "Goods")[language],
                text: { shown in
                    shown.line.goods.isEmpty
                        ? shown.name
                        : shown.name + language.bracketed(shown.line.goods)
                            + " × \(shown.line.quantity.grouped)"
                }),
            Column(
                Localized(zh: "监管方式", en: "Mode")[language], .code, text: { $0.line.mode }),
            Column(
                Localized(zh: "适用规定", en: "By which rules")[language],
                text: { $0.explanation.outcome[language] }),
            Column(
                Localized(zh: "状态", en: "Status")[language],
                html: { .tag($0.line.status.name[language], $0.line.status.tone) }),
        ]
    }

    private func decision(
        _ shown: MasterBillDesk.Shown, _ bill: MasterBill, _ token: String,
        _ language: Language
    ) -> HTML {
        let line = shown.line.number
        return .form(
            to: language.address("/master-bills/\(bill.number)/lines/\(line)/decision"),
            token: token,
            content: """
                \(.hidden("holder", bill.holder))
                \(.choices(
                    Field(
                        "action",
                        label: Localized(
                            zh: "第 \(line) 项处理结论", en: "Decision on line \(line)")[language]),
                    choices: shown.actions.map { Choice($0.rawValue, $0.name[language]) },
                    values: [], language: language))
                \(.textInput(
                    Field(
                        "reason", label: Localized(zh: "理由", en: "Reason")[language],
                        isRequired: false), value: "", language: language))
                <p>\(.button(Localized(zh: "提交结论", en: "Submit the decision")[language]))</p>
                """)
    }
}
