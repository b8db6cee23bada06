import Kernel
import Web
import Wire

/// Master bills that hold exports and returned goods together.
struct MasterBillsResource: Sendable {
    let desk: MasterBillDesk

    var routes: [Route] { [list, put, one, decide] }

    private var list: Route {
        Route(
            .get, "/api/v1/master-bills", access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "合包总单", en: "Master bills of combined parcels")
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.noEnterprise }
            let bills = try await desk.bills(limit: 200, for: principal)
            return .json(
                JSON.object([
                    .init(
                        "masterBills",
                        .array(bills.map { .object(MasterBillsResource.head($0)) }))
                ]).encoded)
        }
    }

    private var put: Route {
        Route(
            .post, "/api/v1/master-bills", access: .permission(DeclarationsPermission.lodge),
            summary: Localized(
                zh: "出口与退货复运商品列入同一总单", en: "Puts exports and returned goods under one bill")
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.noEnterprise }
            guard let json = try? JSON(visit.body), let order = MasterBillOrder(json) else {
                throw MasterBillRefusal.input
            }
            try await desk.put(order, by: principal)
            let view = try await desk.view(order.number, holder: nil, for: principal)
            return .json(MasterBillsResource.json(view).encoded, status: 201)
        }
    }

    private var one: Route {
        Route(
            .get, "/api/v1/master-bills/{billNo}",
            access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "一份合包总单", en: "One master bill")
        ) { visit in
            guard let principal = visit.principal else { throw MasterBillRefusal.notFound }
            let view = try await desk.view(
                visit.parameters["billNo"] ?? "", holder: visit.query["holder"], for: principal)
            return .json(MasterBillsResource.json(view).encoded)
        }
    }

    private var decide: Route {
        Route(
            .post, "/api/v1/master-bills/{billNo}/lines/{line}/decisions",
            access: .permission(DeclarationsPermission.examine),
            summary: Localized(zh: "对复运出境商品作出结论", en: "Decides on returned goods that leave")
        ) { visit in
            guard let principal = visit.principal else { throw MasterBillRefusal.notFound }
            guard let json = try? JSON(visit.body), let holder = json["holder"]?.string,
                let action = json["action"]?.string
                    .flatMap(FollowUpOfficerDesk.Action.init(rawValue:)),
                let line = Int64(visit.parameters["line"] ?? "")
            else { throw MasterBillRefusal.decisionInput }
            let number = visit.parameters["billNo"] ?? ""
            try await desk.decide(
                number, holder: holder, line: line, action,
                reason: json["reason"]?.string ?? "", by: principal)
            let view = try await desk.view(number, holder: holder, for: principal)
            return .json(MasterBillsResource.json(view).encoded)
        }
    }

    private static func head(_ bill: MasterBill) -> [JSON.Member] {
        [
            .init("billNo", .text(bill.number)), .init("holder", .text(bill.holder)),
            .init("customsCode", .text(bill.district)), .init("vehicle", .text(bill.vehicle)),
            .init("voyage", .text(bill.voyage)), .init("at", .text(bill.at.iso)),
        ]
    }

    private static func json(_ view: MasterBillDesk.View) -> JSON {
        .object(
            head(view.bill) + [
                .init("exportValueYuan", .text(view.exportValue.text)),
                .init("lines", .array(view.lines.map(json))),
            ])
    }

    private static func json(_ shown: MasterBillDesk.Shown) -> JSON {
        let line = shown.line
        return .object([
            .init("line", .integer(line.number)), .init("regime", .text(line.regime.rawValue)),
            .init("regimeName", line.regime.name.json),
            .init("tradeMode", .text(line.mode)), .init("source", .text(line.source)),
            .init("gnum", .optional(line.goods.isEmpty ? nil : line.goods)),
            .init("quantity", .optional(line.goods.isEmpty ? nil : line.quantity.text)),
            .init("name", .text(shown.name)), .init("status", .integer(line.status.rawValue)),
            .init("statusName", line.status.name.json),
            .init("countsAsExport", .bool(line.regime == .export)),
            .init("valueYuan", .text(shown.value.text)),
            .init("actions", .array(shown.actions.map { .text($0.rawValue) })),
            .init("explanation", shown.explanation.json),
        ])
    }
}

extension MasterBillOrder {
    /// Nil when something is missing or no line is one.
    fileprivate init?(_ json: JSON) {
        guard let number = json["billNo"]?.string, let district = json["customsCode"]?.string,
            let vehicle = json["vehicle"]?.string, let voyage = json["voyage"]?.string,
            let lines = json["lines"]?.elements
        else { return nil }
        self.init(
            number: number, district: district, vehicle: vehicle, voyage: voyage, items: [])
        for line in lines {
            if let list = line["invtNo"]?.string {
                items.append(.list(list))
            } else if let source = line["return"]?.string, let gnum = line["gnum"]?.string,
                let quantity = line["quantity"]?.string.flatMap({ try? Fixed($0) })
            {
                items.append(.returned(source, gnum: gnum, quantity: quantity))
            } else {
                return nil
            }
        }
    }
}
