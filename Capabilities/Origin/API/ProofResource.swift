import Kernel
import Papers
import Web
import Wire

/// `/api/v1/origin/proofs`, `/api/v1/origin/exporters`: certificates and declarations of origin.
struct ProofResource: Sendable {
    let desk: ProofDesk

    var routes: [Route] {
        let keep = Access.permission(OriginDesk.keep)
        let decide = Access.permission(ProofDesk.decide)
        func route(
            _ method: Visit.Method, _ path: String, _ access: Access, _ zh: String, _ en: String,
            rate: Rate? = nil, reads: [Route.Query] = [],
            _ handler: @escaping @Sendable (Visit) async throws -> Answer
        ) -> Route {
            Route(
                method, "/api/v1/origin/" + path, access: access,
                summary: Localized(zh: zh, en: en),
                rate: path.hasSuffix("pdf") ? PaperDesk.rate : rate, query: reads,
                handler: handler)
        }
        return [
            route(.post, "proofs", keep, "申领证书或出具声明", "Apply, or declare origin", apply),
            route(.get, "proofs", keep, "本企业的原产地证明", "Proofs of the own enterprise", list),
            route(.get, "proofs/{id}", keep, "一份原产地证明", "One proof of origin", one),
            route(
                .get, "proofs/{id}/pdf", .signedIn, "证明的 PDF", "Its PDF",
                reads: [ProofResource.holder], pdf),
            route(
                .get, "proofs/{id}/paper", .signedIn, "证明的数据与存证证明",
                "The paper as data with its proof in the evidence log",
                reads: [ProofResource.holder], paper),
            route(.post, "proofs/{id}/withdraw", keep, "撤回", "Withdraw it", withdraw),
            route(.get, "applications", decide, "待审的申请", "Applications that wait", waiting),
            route(
                .post, "applications/{tenant}/{id}/issue", decide, "签发", "Issue it", issue),
            route(
                .post, "applications/{tenant}/{id}/refuse", decide, "不予签发", "Refuse it", refuse),
            route(
                .post, "applications/{tenant}/{id}/withdraw", decide, "撤销已签发的证明",
                "Withdraw an issued one", withdrawByOfficer),
            route(
                .get, "verifications", .anyone, "按编号与验证码核验", "Verify by number and code",
                rate: PaperDesk.verifyRate, reads: ProofResource.paperRead, verify),
            route(
                .post, "exporters", decide, "登记经核准出口商", "Record an approved exporter", approve),
            route(
                .post, "exporters/{number}/withdraw", decide, "撤销认定", "Withdraw an approval",
                withdrawApproval),
            route(.get, "exporters", keep, "本企业的认定", "Approvals of the own enterprise", own),
        ]
    }

    private static let holder = Route.Query(
        "enterprise",
        Localized(
            zh: "持有企业的标识，关员查看时填；企业自己不必填",
            en: "Id of the holder, for officers; an enterprise leaves it out"))

    private static let paperRead = [
        Route.Query(
            "number", Localized(zh: "证明编号，如 TW202600000001", en: "Number on the paper"),
            isRequired: true),
        Route.Query(
            "code", Localized(zh: "纸面上的验证码", en: "Verification code on the paper"),
            isRequired: true),
    ]

    private func apply(_ visit: Visit) async throws -> Answer {
        let proof = try await desk.apply(try FieldReader.body(visit), by: try principal(visit))
        return .json(JSON.object(ProofData.members(proof)).encoded, status: 201)
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let proofs = try await desk.proofs(of: try principal(visit).enterprise)
        return .json(
            JSON.object([
                .init("proofs", .array(proofs.map { .object(ProofData.members($0)) }))
            ]).encoded)
    }

    private func one(_ visit: Visit) async throws -> Answer {
        let principal = try principal(visit)
        return answer(
            try await desk.proof(
                visit.parameters["id"] ?? "", of: principal.enterprise, for: principal
            ).proof)
    }

    private func pdf(_ visit: Visit) async throws -> Answer {
        try await desk.papers.answer(try await draft(visit), visit)
    }

    private func paper(_ visit: Visit) async throws -> Answer {
        try await desk.papers.data(try await draft(visit))
    }

    /// For its holder, and for officers of the holder's district, as on its page.
    private func draft(_ visit: Visit) async throws -> PaperDraft {
        let principal = try principal(visit)
        let tenant = visit.query["enterprise"] ?? principal.enterprise
        return try desk.paper(
            try await desk.proof(visit.parameters["id"] ?? "", of: tenant, for: principal).proof,
            tenant)
    }

    private func withdraw(_ visit: Visit) async throws -> Answer {
        let principal = try principal(visit)
        return answer(
            try await desk.withdraw(
                visit.parameters["id"] ?? "", of: principal.enterprise, reason: try reason(visit),
                by: principal))
    }

    private func waiting(_ visit: Visit) async throws -> Answer {
        let held = try await desk.waiting(for: try principal(visit))
        return .json(
            JSON.object([
                .init(
                    "applications",
                    .array(
                        held.map {
                            .object(
                                [.init("tenant", .text($0.tenant))] + ProofData.members($0.proof))
                        }))
            ]).encoded)
    }

    private func issue(_ visit: Visit) async throws -> Answer {
        answer(
            try await desk.issue(
                visit.parameters["id"] ?? "", of: visit.parameters["tenant"] ?? "",
                by: try principal(visit)))
    }

    private func refuse(_ visit: Visit) async throws -> Answer {
        answer(
            try await desk.refuse(
                visit.parameters["id"] ?? "", of: visit.parameters["tenant"] ?? "",
                reason: try reason(visit), by: try principal(visit)))
    }

    private func withdrawByOfficer(_ visit: Visit) async throws -> Answer {
        answer(
            try await desk.withdraw(
                visit.parameters["id"] ?? "", of: visit.parameters["tenant"] ?? "",
                reason: try reason(visit), by: try principal(visit)))
    }

    /// Whether it is good, and nothing of what it says: parties and goods are its holder's. Whoever
    /// has the paper compares the digest, or the file on the page for every paper.
    private func verify(_ visit: Visit) async throws -> Answer {
        let held = try await desk.verify(
            number: visit.query["number"] ?? "", code: visit.query["code"] ?? "")
        let proof = held.proof
        return .json(
            JSON.object([
                .init("number", .optional(proof.number)),
                .init("state", .text(proof.state.rawValue)),
                .init("good", .bool(proof.isGood(on: desk.clock.today))),
                .init("issuedOn", .optional(proof.issuedOn?.text)),
                .init("validTo", .optional(proof.validTo?.text)),
                .init("replacedBy", .optional(proof.replacedBy)),
                .init("digest", .text(proof.digest)),
            ]).encoded)
    }

    private func approve(_ visit: Visit) async throws -> Answer {
        let exporter = try await desk.approve(
            try FieldReader.body(visit), by: try principal(visit))
        return .json(JSON.object(members(exporter)).encoded, status: 201)
    }

    private func withdrawApproval(_ visit: Visit) async throws -> Answer {
        let body = try FieldReader.body(visit)
        var read = FieldReader(body, names: ["enterprise", "reason"])
        let (named, reason) = (read.needed("enterprise"), read.needed("reason", most: 500))
        guard read.faults.isEmpty else { throw OriginRefusal.input(read.faults) }
        try await desk.withdrawApproval(
            visit.parameters["number"] ?? "", of: named, reason: reason,
            by: try principal(visit))
        return .json("{}")
    }

    private func own(_ visit: Visit) async throws -> Answer {
        let found = try await desk.approvals(of: try principal(visit).enterprise)
        return .json(
            JSON.object([
                .init("exporters", .array(found.map { .object(members($0)) }))
            ]).encoded)
    }

    private func members(_ exporter: ApprovedExporter) -> [JSON.Member] {
        [
            .init("number", .text(exporter.number)),
            .init("agreements", .array(exporter.agreements.map(JSON.text))),
            .init("codes", .array(exporter.codes.map(JSON.text))),
            .init("validFrom", .text(exporter.from.text)),
            .init("validTo", .text(exporter.to.text)),
            .init("withdrawnOn", .optional(exporter.withdrawnOn?.text)),
            .init("reason", .text(exporter.reason)),
        ]
    }

    private func answer(_ proof: Proof) -> Answer {
        .json(JSON.object(ProofData.members(proof)).encoded)
    }

    private func principal(_ visit: Visit) throws -> Principal {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        return principal
    }

    private func reason(_ visit: Visit) throws -> String {
        var read = FieldReader(try FieldReader.body(visit), names: ["reason"])
        let reason = read.needed("reason", most: 500)
        guard read.faults.isEmpty else { throw OriginRefusal.input(read.faults) }
        return reason
    }
}
