import Kernel
import Web
import Wire

/// Declaring by spreadsheet, page by page.
struct SheetPages: Sendable {
    let site: Site
    let desk: SheetDesk

    var routes: [Route] {
        let access = SheetResource.access
        return [
            Route(
                .get, "/{language}/sheets", access: access, summary: SheetsPage.title
            ) { visit in try await start(visit, refusal: nil) },
            Route(
                .post, "/{language}/sheets", access: access,
                summary: Localized(zh: "报送一份表格", en: "Send a spreadsheet"),
                bodyLimit: SheetResource.bodyLimit, rate: SheetResource.rate, handler: take),
            Route(
                .get, "/{language}/sheets/templates/{name}", access: access,
                summary: Localized(zh: "下载表格模板", en: "Download a template")
            ) { visit in
                // The name has its ending, so that it is seen that the link gives a file.
                let name = visit.parameters["name"] ?? ""
                guard name.hasSuffix(".xlsx"),
                    let type = MessageType(rawValue: String(name.dropLast(5)))
                else { throw SheetRefusal.noForm(name) }
                return SheetResource.file(name, try desk.template(type, visit.language))
            },
            Route(
                .get, "/{language}/sheets/{id}", access: access,
                summary: Localized(zh: "一份表格的进度", en: "How far a spreadsheet has come"),
                handler: show),
            Route(
                .get, "/{language}/sheets/{id}/workbook.xlsx", access: access,
                summary: Localized(
                    zh: "带处理结果和错误原因的表格", en: "The table with outcomes and reasons")
            ) { visit in
                let id = visit.parameters["id"] ?? ""
                guard let found = try await desk.book(id, of: visit.tenant(), visit.language)
                else {
                    // The page shows how far it is, and then the link again.
                    return .see(visit.language.address("/sheets/\(id)") + "#sheet-table")
                }
                return SheetResource.file(found.name, found.bytes)
            },
            Route(
                .post, "/{language}/sheets/{id}/removal", access: access,
                summary: Localized(zh: "删除一份表格", en: "Remove a spreadsheet")
            ) { visit in
                try await desk.remove(visit.parameters["id"] ?? "", of: try visit.tenant())
                return .see(visit.language.address("/sheets"))
            },
        ]
    }

    private func start(
        _ visit: Visit, refusal: SheetRefusal?, chosen: String? = nil
    ) async throws -> Answer {
        let tenant = try visit.tenant()
        let types = desk.entries.types(of: try desk.entries.enterprise(of: tenant))
        let page = SheetsPage(
            types: types,
            sheets: try await desk.all(of: tenant, limit: 50),
            chosen: chosen ?? visit.query["type"] ?? "", refusal: refusal,
            formToken: visit.formToken,
            signing: try desk.entries.signing(types, visit, isSheet: true))
        return site.page(
            visit, title: SheetsPage.title[visit.language], status: refusal?.status ?? 200,
            content: page.html(visit.language))
    }

    @Sendable private func take(_ visit: Visit) async throws -> Answer {
        let parts = try visit.parts()
        let file = parts.first { $0.name == "file" && $0.fileName != nil }
        let chosen = parts.first { $0.name == "type" }
            .map { String(decoding: $0.body, as: UTF8.self) }
        do {
            guard let type = chosen.flatMap(MessageType.init(rawValue:)) else {
                throw SheetRefusal.noForm(chosen ?? "")
            }
            let id = try await desk.take(
                SheetDesk.Upload(
                    name: file?.fileName ?? "", file: file?.body ?? [], type: type),
                of: try visit.tenant(), by: try visit.person().id)
            return .see(visit.language.address("/sheets/\(id)"))
        } catch let refusal as SheetRefusal {
            return try await start(visit, refusal: refusal, chosen: chosen)
        }
    }

    @Sendable private func show(_ visit: Visit) async throws -> Answer {
        let (id, tenant) = (visit.parameters["id"] ?? "", try visit.tenant())
        let progress = try await desk.progress(id, of: tenant)
        let table = await desk.books.state(
            SheetBooks.Key(tenant: tenant, id: id, language: visit.language),
            SheetBooks.Source(progress))
        let page = SheetProgressPage(
            progress: progress,
            bad: try await desk.bad(
                id, of: tenant, after: 0, limit: SheetProgressPage.shown),
            table: table,
            columns: Dictionary(
                (try desk.form(progress.job.type)).columns.map { ($0.key, $0) }
            ) { first, _ in first },
            formToken: visit.formToken)
        return site.page(
            visit, title: progress.job.name,
            trail: [
                Crumb(
                    SheetsPage.title[visit.language], path: visit.language.address("/sheets"))
            ], isWide: true, content: page.html(visit.language))
    }
}
