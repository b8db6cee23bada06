import Kernel
import Web
import Wire

/// The taxes of an export that comes back: stated, shown with their reasons, settled.
struct ReturnTaxResource: Sendable {
    let desk: ReturnTaxDesk

    var routes: [Route] { [show, state, review, settle] }

    private var show: Route {
        Route(
            .get, "/api/v1/follow-ups/{preNo}/tax",
            access: .permission(DeclarationsPermission.read),
            summary: Localized(zh: "出口退运的税收", en: "Taxes of a returned export")
        ) { visit in try await answer(visit) }
    }

    private var state: Route {
        Route(
            .post, "/api/v1/follow-ups/{preNo}/tax",
            access: .permission(DeclarationsPermission.lodge),
            summary: Localized(
                zh: "申报原出口的退税和出口关税", en: "States refund and export duty of a returned export")
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.notFound }
            guard let json = try? JSON(visit.body), let statement = ReturnTaxStatement(json) else {
                throw ReturnTaxRefusal.input
            }
            try await desk.state(visit.parameters["preNo"] ?? "", statement, by: principal)
            return try await answer(visit)
        }
    }

    private var settle: Route {
        Route(
            .post, "/api/v1/follow-ups/{preNo}/tax/settlement",
            access: .permission(DeclarationsPermission.examine),
            summary: Localized(zh: "登记已补税证明", en: "Notes that a refund was repaid")
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.notFound }
            guard let json = try? JSON(visit.body),
                let reference = json["reference"]?.string.map(\.trimmedBlanks), !reference.isEmpty,
                reference.utf8.count <= 100, let version = json["version"]?.integer
            else { throw ReturnTaxCertificateMissing() }
            try await desk.settle(
                visit.parameters["preNo"] ?? "", reference: reference, version: version,
                by: principal)
            return try await answer(visit)
        }
    }

    private var review: Route {
        Route(
            .post, "/api/v1/follow-ups/{preNo}/tax/review",
            access: .permission(DeclarationsPermission.examine),
            summary: Localized(
                zh: "审核重新申报的税收情况", en: "Accepts or declines what was stated anew")
        ) { visit in
            guard let principal = visit.principal else { throw DeclarationsRefusal.notFound }
            guard let json = try? JSON(visit.body),
                let decision = json["decision"]?.string.flatMap(
                    ReturnTax.Answer.Decision.init(rawValue:)),
                let version = json["version"]?.integer
            else { throw ReturnTaxReviewMissing() }
            try await desk.review(
                visit.parameters["preNo"] ?? "", decision,
                reason: json["reason"]?.string ?? "", version: version, by: principal)
            return try await answer(visit)
        }
    }

    private func restatement(_ view: ReturnTaxDesk.View) -> JSON {
        guard let statement = view.tax?.restated else { return .null }
        return .object([
            .init("statement", statement.json),
            .init("verdict", .optional(view.restated?.verdict.rawValue)),
            .init("supplement", .optional(view.restated?.supplement.text)),
            .init("dutyRefund", .optional(view.restated?.dutyRefund.text)),
        ])
    }

    private func answer(_ tax: ReturnTax.Answer?) -> JSON {
        guard let tax else { return .null }
        return .object([
            .init("decision", .text(tax.decision.rawValue)),
            .init("decisionName", tax.decision.name.json),
            .init("reason", .text(tax.reason)), .init("on", .text(tax.on.text)),
        ])
    }

    private func answer(_ visit: Visit) async throws -> Answer {
        guard let principal = visit.principal else { throw DeclarationsRefusal.notFound }
        let view = try await desk.view(visit.parameters["preNo"] ?? "", for: principal)
        let tax = view.tax
        return .json(
            JSON.object([
                .init("preNo", .text(view.record.preNo)),
                .init("version", tax.map { .integer($0.version) } ?? .null),
                .init("statement", view.statement?.json ?? .null),
                .init("verdict", .optional(view.outcome?.verdict.rawValue)),
                .init("supplement", .optional((tax?.supplement ?? view.outcome?.supplement)?.text)),
                .init("dutyRefund", .optional((tax?.dutyRefund ?? view.outcome?.dutyRefund)?.text)),
                .init("status", tax.map { .integer($0.status.rawValue) } ?? .null),
                .init("statusName", tax.map { $0.standing.json } ?? .null),
                .init("restatement", restatement(view)),
                .init("answer", answer(tax?.answer)),
                .init(
                    "reference",
                    .optional(tax.flatMap { $0.reference.isEmpty ? nil : $0.reference })),
                .init("settledOn", .optional(tax?.settledOn?.text)),
                .init(
                    "explanation",
                    view.explanation.map(\.json) ?? .null),
            ]).encoded)
    }
}

/// A settlement names the certificate by which the refund is known to be repaid, and the version of
/// the statement it settles.
struct ReturnTaxCertificateMissing: Refusal {
    var code: String { "declarations.return-tax-certificate" }
    var field: String? { "reference" }
    var message: Localized {
        Localized(
            zh: "须填写《出口货物已补税/未退税证明》编号（100 字节以内）和所见税收情况的版本号",
            en: "The number of the certificate (100 bytes at most) and the version of the"
                + " statement are needed")
    }
    var fix: Localized {
        Localized(
            zh: "填写 reference 和查询所得的 version", en: "Give reference, and version as it was read")
    }
}

/// A review says what is decided, and of which version of the statement.
struct ReturnTaxReviewMissing: Refusal {
    var code: String { "declarations.return-tax-review" }
    var field: String? { "decision" }
    var message: Localized {
        Localized(
            zh: "须填写 decision（accept 或 decline）和所见税收情况的版本号 version",
            en: "decision (accept or decline) and the version of the statement are needed")
    }
    var fix: Localized {
        Localized(
            zh: "例如 {\"decision\":\"decline\",\"reason\":\"…\",\"version\":2}",
            en: "For example {\"decision\":\"decline\",\"reason\":\"…\",\"version\":2}")
    }
}
