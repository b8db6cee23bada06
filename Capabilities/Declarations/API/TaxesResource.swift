import Kernel
import Web
import Wire

/// Tax bills of retail imports: what is due and when; an officer settles a payment book.
struct TaxesResource: Sendable {
    let enquiry: TaxEnquiry
    let desk: TaxDesk

    var routes: [Route] { [list, settle] }

    private var list: Route {
        Route(
            .get, "/api/v1/taxes", access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "电子税单及缴纳期限", en: "Tax bills and when they are due"),
            query: QueryNames.taxes
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.notFound }
            let view = try await enquiry.bills(
                of: visit.query["enterprise"], open: visit.query["state"] == "open",
                list: visit.query["list"], for: principal)
            return .json(TaxesResource.json(view).encoded)
        }
    }

    private var settle: Route {
        Route(
            .post, "/api/v1/taxes/{dutyNo}/settlements",
            access: .permission(DeclarationsPermission.examine),
            summary: Localized(
                zh: "登记缴款书已缴纳，或动用担保", en: "Notes a payment book paid, or draws the guarantee")
        ) { visit in
            guard let officer = visit.principal, officer.kind == .officer else {
                throw TaxRefusal.noSuchBook
            }
            guard let json = try? JSON(visit.body),
                let how = json["how"]?.string.flatMap(TaxBill.Settlement.init(rawValue:)),
                let reference = json["reference"]?.string.map(\.trimmedBlanks), !reference.isEmpty,
                reference.utf8.count <= 100
            else { throw TaxRefusal.input }
            let bills = try await desk.settle(
                visit.parameters["dutyNo"] ?? "", as: how, reference: reference, by: officer)
            return .json(
                JSON.object([
                    .init("dutyNo", .text(visit.parameters["dutyNo"] ?? "")),
                    .init("settlement", .text(how.rawValue)),
                    .init("bills", .integer(Int64(bills.count))),
                    .init("total", .text(Fixed(raw: bills.map(\.total.raw).reduce(0, +)).text)),
                ]).encoded)
        }
    }

    static func json(_ view: TaxView) -> JSON {
        .object([
            .init(
                "guarantor",
                .object([
                    .init("id", .text(view.guarantor)),
                    .init("name", view.name.json),
                ])),
            .init("today", .text(view.today.text)), .init("open", .text(view.open.text)),
            .init("bills", .array(view.bills.map(json))),
        ])
    }

    private static func json(_ one: TaxView.Bill) -> JSON {
        let bill = one.bill
        return .object([
            .init("taxNo", .text(bill.number)), .init("list", .text(bill.list)),
            .init("invtNo", .text(bill.invtNo)), .init("releasedOn", .text(bill.releasedOn.text)),
            .init("dueFrom", .text(bill.dueFrom.text)), .init("dueTo", .text(bill.dueTo.text)),
            .init("total", .text(bill.total.text)), .init("lines", bill.lines.json),
            .init("status", .integer(bill.status.rawValue)),
            .init("statusName", bill.status.name.json),
            .init("dutyNo", .optional(bill.dutyNo.isEmpty ? nil : bill.dutyNo)),
            .init("settlement", .optional(bill.settlement?.rawValue)),
            .init("settledOn", .optional(bill.settledOn?.text)),
            .init("reference", .optional(bill.reference.isEmpty ? nil : bill.reference)),
            .init("refund", .text(bill.refund.text)),
            .init("daysLate", .integer(Int64(one.daysLate))),
            .init("lateFee", .text(one.lateFee.text)),
        ])
    }
}
