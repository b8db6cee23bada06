import Kernel
import Parties
import Reference
import Web
import Wire

/// Declaring by hand: pages that work as plain forms, and save by themselves where scripts run.
struct EntryPages: Sendable {
    let site: Site
    let desk: EntryDesk

    static let access = Access.permission(DeclarationsPermission.lodge)
    /// Forty lines of twenty fields with long texts.
    static let bodyLimit = 512 * 1024

    var routes: [Route] {
        let step = "/{language}/entry/{id}/steps/{step}"
        return [
            get("/{language}/entry", EntryFrame.title, start),
            post("/{language}/entry", Localized(zh: "新建草稿", en: "Begin a draft"), begin),
            get("/{language}/entry/{id}", Localized(zh: "整页填写", en: "All on one page"), dense),
            post("/{language}/entry/{id}", Localized(zh: "保存草稿", en: "Save a draft"), save),
            get(step, Localized(zh: "逐步填写", en: "Step by step"), guided),
            post(step, Localized(zh: "保存一步", en: "Save a step"), saveStep),
            get("/{language}/entry/{id}/check", Localized(zh: "核对", en: "Check"), check),
            post(
                "/{language}/entry/{id}/submission", Localized(zh: "报送草稿", en: "Send a draft"),
                send),
            post(
                "/{language}/entry/{id}/message",
                Localized(zh: "下载待签名的报文", en: "Download the message to sign"), message),
            post(
                "/{language}/entry/{id}/removal", Localized(zh: "删除草稿", en: "Remove a draft"),
                remove),
            post(
                "/{language}/declarations/{preNo}/draft",
                Localized(zh: "更正被退的清单", en: "Mend a refused list"), mend),
        ]
    }

    private func get(
        _ path: String, _ summary: Localized,
        _ handler: @escaping @Sendable (Visit) async throws -> Answer
    ) -> Route {
        Route(.get, path, access: EntryPages.access, summary: summary, handler: handler)
    }

    private func post(
        _ path: String, _ summary: Localized,
        _ handler: @escaping @Sendable (Visit) async throws -> Answer
    ) -> Route {
        Route(
            .post, path, access: EntryPages.access, summary: summary,
            bodyLimit: EntryPages.bodyLimit, handler: handler)
    }

    // MARK: Begin

    @Sendable private func start(_ visit: Visit) async throws -> Answer {
        let tenant = try visit.tenant()
        let types = desk.types(of: try desk.enterprise(of: tenant))
        return site.page(
            visit, title: EntryFrame.title[visit.language],
            content: EntryStartPage(
                types: types,
                drafts: try await desk.all(of: tenant, limit: 50),
                sent: try await desk.all(of: tenant, sent: true, limit: 10),
                formToken: visit.formToken, signing: try desk.signing(types, visit)
            ).html(visit.language))
    }

    @Sendable private func begin(_ visit: Visit) async throws -> Answer {
        let form = try visit.form()
        guard let type = form["type"].flatMap(MessageType.init(rawValue:)) else {
            throw EntryRefusal.noForm(form["type"] ?? "")
        }
        let entry = try await desk.begin(
            type, of: try visit.tenant(), by: try visit.person().id)
        return form["way"] == "dense" ? toForm(entry, visit) : toFirstStep(entry, visit)
    }

    @Sendable private func mend(_ visit: Visit) async throws -> Answer {
        let entry = try await desk.mend(
            visit.parameters["preNo"] ?? "", for: try visit.person())
        return toForm(entry, visit)
    }

    private func toForm(_ entry: OpenEntry, _ visit: Visit) -> Answer {
        .see(visit.language.address("/entry/\(entry.record.id)"))
    }

    private func toFirstStep(_ entry: OpenEntry, _ visit: Visit) -> Answer {
        let step = EntryStep.all(entry.form)[0]
        return .see(visit.language.address("/entry/\(entry.record.id)/steps/\(step.id)"))
    }

    func entry(_ visit: Visit) async throws -> OpenEntry {
        try await desk.open(visit.parameters["id"] ?? "", of: try visit.tenant())
    }

    private func controls(_ entry: OpenEntry, _ visit: Visit) async throws -> EntryControls {
        let person = try visit.person()
        let enterprise = try desk.enterprise(of: entry.record.tenant)
        return EntryControls(
            form: entry.form, codes: desk.gateway.preparation.codes, day: desk.clock.today,
            memory: try await desk.memory(for: entry, person), register: desk.register,
            district: String((enterprise.district ?? enterprise.customsCode ?? "").prefix(2)),
            language: visit.language)
    }

    // MARK: All on one page

    @Sendable private func dense(_ visit: Visit) async throws -> Answer {
        let entry = try await entry(visit)
        if entry.record.state == .sent { return try await sentPage(entry, visit) }
        let issues: [EntryIssue]
        if visit.query["check"] == "1" {
            issues = try desk.issues(entry)
        } else {
            issues = try await desk.refused(entry, try visit.person())
        }
        return try await densePage(entry, issues, visit)
    }

    func densePage(
        _ entry: OpenEntry, _ issues: [EntryIssue], _ visit: Visit, status: Int = 200,
        _ conflict: EntryConflict? = nil
    ) async throws -> Answer {
        let page = EntryDensePage(
            entry: entry, controls: try await controls(entry, visit), issues: issues,
            tax: desk.tax(entry), formToken: visit.formToken, assets: site.assets,
            conflict: conflict)
        return shown(
            EntryStartPage.name(entry.form.type), page.html(visit.language), entry, visit,
            status: status)
    }

    /// After a form, too, the links lead to the page and not to the form's own address.
    private func shown(
        _ title: Localized, _ content: HTML, _ entry: OpenEntry, _ visit: Visit,
        status: Int = 200
    ) -> Answer {
        site.page(
            visit, title: title[visit.language], trail: EntryFrame.trail(visit.language),
            isWide: true, status: status, content: content)
    }

    @Sendable private func save(_ visit: Visit) async throws -> Answer {
        let before = try await entry(visit)
        let sent = try visit.form()
        let input = desk.input(before.form)
        var typed = input.draft(sent, over: before.draft)
        let act = sent["do"] ?? "save"
        switch act {
        case "paste":
            typed.lines.removeAll(where: \.isEmpty)
            typed.lines += input.pasted(sent["pasted"] ?? "")
        case "reuse":
            let goods = try await desk.memory(for: before, try visit.person()).goods
            if let place = sent["reuse"].flatMap({ Int($0) }), goods.indices.contains(place) {
                typed.lines.removeAll(where: \.isEmpty)
                typed.lines.append(goods[place].values)
            }
        case "line": typed.lines.append([:])
        default: break
        }
        let entry: OpenEntry
        do {
            entry = try await desk.save(
                typed, over: before, version: Int64(sent["version"] ?? "") ?? 0,
                by: try visit.person().id)
        } catch EntryRefusal.changed where !isAskedByScript(visit) {
            return try await compared(typed, visit)
        }
        if isAskedByScript(visit) { return saved(entry, typed, visit.language) }
        switch act {
        case "check":
            let issues = try desk.issues(entry)
            guard issues.isEmpty else {
                return try await densePage(entry, issues, visit, status: 422)
            }
            return .see(visit.language.address("/entry/\(entry.record.id)/check"))
        case "line", "paste", "reuse":
            return .see(visit.language.address("/entry/\(entry.record.id)") + "#goods")
        default: return toForm(entry, visit)
        }
    }

    private func isAskedByScript(_ visit: Visit) -> Bool {
        visit.headers["accept"]?.contains("application/json") == true
    }

    /// What the script is told: the version to save over, what followed, and the tax.
    private func saved(_ entry: OpenEntry, _ typed: EntryDraft, _ language: Language) -> Answer {
        var filled: [JSON.Member] = []
        for (name, value) in entry.draft.head.sorted(by: { $0.key < $1.key })
        where typed.head[name] == nil {
            filled.append(.init(name, .text(value)))
        }
        for (index, line) in entry.draft.lines.enumerated() {
            for (name, value) in line.sorted(by: { $0.key < $1.key })
            where typed.lines.indices.contains(index) && typed.lines[index][name] == nil {
                filled.append(.init("l\(index + 1).\(name)", .text(value)))
            }
        }
        let tax = desk.tax(entry)
        var owed: [JSON.Member] = (tax?.lines ?? [:]).sorted { $0.key < $1.key }
            .map { .init(String($0.key), .text($0.value.grouped)) }
        if let total = tax?.total { owed.append(.init("total", .text("¥\(total.grouped)"))) }
        return .json(
            JSON.object([
                .init("version", .integer(entry.record.version)),
                .init("saved", .text(EntryFrame.saved(entry.record.changedAt, language))),
                .init("filled", .object(filled)), .init("tax", .object(owed)),
            ]).encoded)
    }

    // MARK: Step by step

    private func step(_ entry: OpenEntry, _ visit: Visit) throws -> EntryStep {
        let steps = EntryStep.all(entry.form)
        guard let step = steps.first(where: { $0.id == visit.parameters["step"] }) else {
            throw EntryRefusal.notFound
        }
        return step
    }

    @Sendable private func guided(_ visit: Visit) async throws -> Answer {
        let entry = try await entry(visit)
        if entry.record.state == .sent { return try await sentPage(entry, visit) }
        let step = try step(entry, visit)
        let refused = try await desk.refused(entry, try visit.person())
        return try await guidedPage(
            entry, step, refused.filter { step.has($0, entry.form) }, visit, status: 200)
    }

    func guidedPage(
        _ entry: OpenEntry, _ step: EntryStep, _ issues: [EntryIssue], _ visit: Visit,
        status: Int = 422, _ conflict: EntryConflict? = nil
    ) async throws -> Answer {
        let page = EntryGuidedPage(
            entry: entry, step: step, controls: try await controls(entry, visit),
            issues: issues, tax: step == .goods ? desk.tax(entry) : nil,
            formToken: visit.formToken, assets: site.assets, conflict: conflict)
        return site.page(
            visit, title: step.question[visit.language], trail: EntryFrame.trail(visit.language),
            status: status, content: page.html(visit.language))
    }

    @Sendable private func saveStep(_ visit: Visit) async throws -> Answer {
        let before = try await entry(visit)
        let step = try step(before, visit)
        let sent = try visit.form()
        var typed = desk.input(before.form).draft(sent, over: before.draft)
        if sent["do"] == "line" { typed.lines.append([:]) }
        let entry: OpenEntry
        do {
            entry = try await desk.save(
                typed, over: before, version: Int64(sent["version"] ?? "") ?? 0,
                by: try visit.person().id)
        } catch EntryRefusal.changed where !isAskedByScript(visit) {
            return try await compared(typed, visit, at: step)
        }
        if isAskedByScript(visit) { return saved(entry, typed, visit.language) }
        if sent["do"] == "save" {
            return .see(visit.language.address("/entry/\(entry.record.id)/steps/\(step.id)"))
        }
        let steps = EntryStep.all(entry.form)
        if sent["do"] == "line" {
            return .see(
                visit.language.address("/entry/\(entry.record.id)/steps/goods")
                    + "#l\(entry.draft.lines.count)-\(entry.form.lineFields[0].name)")
        }
        if sent["do"] != "skip" {
            let issues = try desk.issues(entry).filter { step.has($0, entry.form) }
            guard issues.isEmpty else {
                return try await guidedPage(entry, step, issues, visit)
            }
        }
        let next = (steps.firstIndex(of: step) ?? 0) + 1
        let way = next < steps.count ? "steps/\(steps[next].id)" : "check"
        return .see(visit.language.address("/entry/\(entry.record.id)/\(way)"))
    }

    // MARK: Check and send

    @Sendable private func check(_ visit: Visit) async throws -> Answer {
        let entry = try await entry(visit)
        if entry.record.state == .sent { return toForm(entry, visit) }
        return try await checkPage(entry, visit)
    }

    private func checkPage(
        _ entry: OpenEntry, _ visit: Visit,
        refused: [(what: Localized, fix: Localized)] = []
    ) async throws -> Answer {
        let page = EntryCheckPage(
            entry: entry, controls: try await controls(entry, visit),
            issues: try desk.issues(entry), tax: desk.tax(entry),
            needsSignature: desk.needsSignature(entry), refused: refused,
            formToken: visit.formToken, assets: site.assets)
        var shown = visit
        shown.path = visit.language.address("/entry/\(entry.record.id)/check")
        return site.page(
            shown, title: Localized(zh: "请核对", en: "Check your answers")[visit.language],
            trail: EntryFrame.trail(visit.language), status: refused.isEmpty ? 200 : 422,
            content: page.html(visit.language))
    }

    @Sendable private func send(_ visit: Visit) async throws -> Answer {
        let before = try await entry(visit)
        if before.record.state == .sent { return toForm(before, visit) }
        do {
            let reply = try await desk.send(before, by: try visit.person().id, .page)
            guard let result = reply.results.first, result.status <= 0 else {
                return toForm(before, visit)
            }
            let told = result.findings.isEmpty
                ? [(what: Localized(same: result.info), fix: Localized(same: ""))]
                : result.findings.map { (what: $0.message, fix: $0.fix) }
            return try await checkPage(try await entry(visit), visit, refused: told)
        } catch EntryRefusal.faulty {
            return .see(visit.language.address("/entry/\(before.record.id)/check"))
        } catch let refusal as DeclarationsRefusal {
            return try await checkPage(
                try await entry(visit), visit,
                refused: [(what: refusal.message, fix: refusal.fix)])
        }
    }

    @Sendable private func message(_ visit: Visit) async throws -> Answer {
        let entry = try await entry(visit)
        let bytes = try await desk.message(entry, by: try visit.person().id)
        let name = "\(entry.record.type.rawValue)-\(entry.record.id).xml"
        return Answer(
            headers: [
                Answer.Header("content-type", "application/xml; charset=utf-8"),
                Answer.Header("content-disposition", "attachment; filename=\"\(name)\""),
                Answer.Header("cache-control", "no-store"),
            ], body: bytes)
    }

    @Sendable private func remove(_ visit: Visit) async throws -> Answer {
        try await desk.remove(visit.parameters["id"] ?? "", of: try visit.tenant())
        return .see(visit.language.address("/entry"))
    }

    private func sentPage(_ entry: OpenEntry, _ visit: Visit) async throws -> Answer {
        let page = EntrySentPage(
            entry: entry, results: try await desk.results(entry),
            receipts: try await desk.receipts(entry, try visit.person()))
        return site.page(
            visit, title: Localized(zh: "已报送", en: "Sent")[visit.language],
            trail: EntryFrame.trail(visit.language), content: page.html(visit.language))
    }
}
