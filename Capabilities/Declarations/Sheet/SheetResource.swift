import Kernel
import Sheet
import Web
import Wire

/// `/api/v1/sheets`: declarations by spreadsheet, for programs.
struct SheetResource: Sendable {
    let desk: SheetDesk

    static let access = Access.permission(DeclarationsPermission.lodge)
    /// A workbook and the form around it.
    static let bodyLimit = (16 << 20) + (64 << 10)
    /// Reading a table costs many times what reading a message does: a default of this system.
    static let rate = Rate(12, perSeconds: 60)
    static let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    private static let mostFaults = 500

    var routes: [Route] { [template, list, take, show, faults, back, remove] }

    private var template: Route {
        Route(
            .get, "/api/v1/sheets/templates/{type}", access: SheetResource.access,
            summary: Localized(zh: "表格模板（XLSX）", en: "Template of a spreadsheet (XLSX)"),
            query: [
                .init(
                    "language",
                    Localized(zh: "zh（默认）或 en", en: "zh, unless it says en"))
            ]
        ) { visit in
            let name = visit.parameters["type"] ?? ""
            guard let type = MessageType(rawValue: name) else { throw SheetRefusal.noForm(name) }
            let language: Language = visit.query["language"] == "en" ? .en : .zh
            return SheetResource.file("\(name).xlsx", try desk.template(type, language))
        }
    }

    private var list: Route {
        Route(
            .get, "/api/v1/sheets", access: SheetResource.access,
            summary: Localized(zh: "报送过的表格", en: "Spreadsheets that were sent")
        ) { visit in
            let all = try await desk.all(of: try visit.tenant(), limit: SheetDesk.mostSheets)
            return .json(
                JSON.object([.init("sheets", .array(all.map(SheetResource.json)))]).encoded)
        }
    }

    private var take: Route {
        Route(
            .post, "/api/v1/sheets", access: SheetResource.access,
            summary: Localized(zh: "报送一份表格", en: "Send a spreadsheet"),
            bodyLimit: SheetResource.bodyLimit, rate: SheetResource.rate,
            query: [
                .init(
                    "type",
                    Localized(
                        zh: "单证类型，如 CEB621；省略时按工作表名称",
                        en: "kind of document, such as CEB621; without it the sheet’s name says")),
                .init("name", Localized(zh: "文件名", en: "name of the file")),
            ], takes: [SheetResource.workbook, "text/csv"]
        ) { visit in
            var type: MessageType?
            if let name = visit.query["type"] {
                guard let known = MessageType(rawValue: name) else {
                    throw SheetRefusal.noForm(name)
                }
                type = known
            }
            let tenant = try visit.tenant()
            let id = try await desk.take(
                SheetDesk.Upload(
                    name: visit.query["name"] ?? "", file: visit.body, type: type),
                of: tenant, by: try visit.person().id)
            let progress = try await desk.progress(id, of: tenant)
            return .json(SheetResource.json(progress).encoded, status: 202)
        }
    }

    private var show: Route {
        Route(
            .get, "/api/v1/sheets/{id}", access: SheetResource.access,
            summary: Localized(zh: "一份表格的进度", en: "How far a spreadsheet has come")
        ) { visit in
            let progress = try await desk.progress(
                visit.parameters["id"] ?? "", of: try visit.tenant())
            return .json(SheetResource.json(progress).encoded)
        }
    }

    private var faults: Route {
        Route(
            .get, "/api/v1/sheets/{id}/faults", access: SheetResource.access,
            summary: Localized(zh: "表格中需要更正的各处", en: "What has to be mended in a spreadsheet"),
            query: [
                .init(
                    "after",
                    Localized(
                        zh: "从该行之后开始；取上一页的 next", en: "after this row: `next` of the page before"),
                    kind: .integer)
            ]
        ) { visit in
            let after = visit.query["after"].flatMap { Int64($0) } ?? 0
            let (id, tenant) = (visit.parameters["id"] ?? "", try visit.tenant())
            _ = try await desk.progress(id, of: tenant)
            let pieces = try await desk.bad(
                id, of: tenant, after: after, limit: SheetResource.mostFaults)
            let next = pieces.count == SheetResource.mostFaults ? pieces.last?.first : nil
            return .json(
                JSON.object([
                    .init("documents", .array(pieces.map(SheetResource.json))),
                    .init("next", next.map { JSON.integer($0) } ?? .null),
                ]).encoded)
        }
    }

    private var back: Route {
        Route(
            .get, "/api/v1/sheets/{id}/workbook", access: SheetResource.access,
            summary: Localized(
                zh: "带处理结果和错误原因的表格", en: "The table with outcomes and reasons"),
            query: [
                .init(
                    "language",
                    Localized(zh: "zh（默认）或 en", en: "zh, unless it says en"))
            ]
        ) { visit in
            let found = try await desk.book(
                visit.parameters["id"] ?? "", of: try visit.tenant(),
                visit.query["language"] == "en" ? .en : .zh)
            guard let found else { throw SheetRefusal.writing }
            return SheetResource.file(found.name, found.bytes)
        }
    }

    private var remove: Route {
        Route(
            .delete, "/api/v1/sheets/{id}", access: SheetResource.access,
            summary: Localized(zh: "删除一份表格", en: "Remove a spreadsheet")
        ) { visit in
            try await desk.remove(visit.parameters["id"] ?? "", of: try visit.tenant())
            return Answer(status: 204)
        }
    }

    // MARK: What it says

    /// A workbook to keep. The name may be Chinese (RFC 6266).
    static func file(_ name: String, _ bytes: [UInt8]) -> Answer {
        let plain = String(
            String.UnicodeScalarView(
                name.unicodeScalars.map { scalar in
                    let isSafe = scalar.value > 0x20 && scalar.value < 0x7F && scalar != "\""
                        && scalar != "\\"
                    return isSafe ? scalar : "_"
                }))
        let digits = Array("0123456789ABCDEF".utf8)
        var coded: [UInt8] = []
        for byte in name.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: coded.append(byte)
            default: coded += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        let long = String(decoding: coded, as: UTF8.self)
        return Answer(
            headers: [
                Answer.Header("content-type", workbook),
                Answer.Header(
                    "content-disposition",
                    "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(long)"),
                Answer.Header("cache-control", "no-store"),
            ], body: bytes)
    }

    static func json(_ progress: SheetDesk.Progress) -> JSON {
        let job = progress.job
        return .object([
            .init("id", .text(job.id)), .init("type", .text(job.type.rawValue)),
            .init("name", .text(job.name)), .init("state", .text(job.state.rawValue)),
            .init("madeAt", .text(job.madeAt.iso)),
            .init("endedAt", .optional(job.endedAt?.iso)),
            .init("documents", .integer(job.documents)),
            .init(
                "counts",
                .object(
                    SheetRowState.allCases.map { .init($0.rawValue, .integer(progress[$0])) })),
            .init(
                "lists",
                .object(
                    progress.standings.sorted { $0.key.rawValue < $1.key.rawValue }
                        .map { .init(String($0.key.rawValue), .integer($0.value)) })),
        ])
    }

    private static func json(_ piece: SheetShelf.Piece) -> JSON {
        .object([
            .init("row", .integer(piece.first)), .init("lastRow", .integer(piece.last)),
            .init("state", .text(piece.state.rawValue)),
            .init("status", .integer(piece.status)),
            .init(
                "faults",
                .array(
                    SheetTrouble.all(piece.trouble).map { trouble in
                        .object([
                            .init("row", .integer(trouble.row)),
                            .init("column", .text(trouble.column)),
                            .init("code", .text(trouble.code)),
                            .init("message", trouble.message.json),
                            .init("fix", trouble.fix.json),
                        ])
                    })),
        ])
    }

}
