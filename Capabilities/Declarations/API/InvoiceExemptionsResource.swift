import Kernel
import Web
import Wire

/// Retail exports exempt without purchase invoice: registered list by list, added up by quarter.
struct InvoiceExemptionsResource: Sendable {
    let desk: InvoiceExemptionDesk

    var routes: [Route] { [quarter, register] }

    private var quarter: Route {
        Route(
            .get, "/api/v1/invoice-exemptions",
            access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "无票免征登记及核定所得", en: "Exempt exports of a quarter")
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.noEnterprise }
            let found = try await desk.quarter(
                visit.query["quarter"] ?? desk.thisQuarter, after: visit.query["after"] ?? "",
                for: principal)
            return .json(
                JSON.object([
                    .init("quarter", .text(found.quarter)), .init("count", .integer(found.count)),
                    .init("revenueYuan", .text(found.revenue.text)),
                    .init("assessedYuan", .text(found.assessed.text)),
                    .init("incomeTaxYuan", .optional(found.tax?.text)),
                    .init("explanation", found.explanation.json),
                    .init(
                        "lists",
                        .array(
                            found.exemptions.map {
                                .object(InvoiceExemptionsResource.json($0))
                            })),
                    .init("next", .optional(found.next)),
                ]).encoded)
        }
    }

    private var register: Route {
        Route(
            .post, "/api/v1/invoice-exemptions",
            access: .permission(DeclarationsPermission.lodge),
            summary: Localized(zh: "登记无票免征", en: "Registers an export without purchase invoice")
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.noEnterprise }
            guard let json = try? JSON(visit.body), let invtNo = json["invtNo"]?.string,
                let statement = InvoiceExemptionStatement(json)
            else { throw InvoiceExemptionRefusal.input }
            let done = try await desk.register(invtNo, statement, by: principal)
            return .json(
                JSON.object(
                    InvoiceExemptionsResource.json(done.exemption) + [
                        .init("explanation", done.explanation.json)
                    ]
                ).encoded, status: 201)
        }
    }

    private static func json(_ one: InvoiceExemption) -> [JSON.Member] {
        [
            .init("preNo", .text(one.list)), .init("invtNo", .text(one.invtNo)),
            .init("quarter", .text(one.quarter)), .init("exportedOn", .text(one.exportedOn.text)),
            .init("revenueYuan", .text(one.revenue.text)),
            .init("assessedYuan", .text(one.assessed.text)),
            .init("statement", one.statement.json), .init("registeredAt", .text(one.at.iso)),
        ]
    }
}
