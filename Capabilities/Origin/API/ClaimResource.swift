import Kernel
import Web
import Wire

/// `/api/v1/origin/claims`: preferences claimed on proofs with minor defects.
struct ClaimResource: Sendable {
    let desk: ClaimDesk

    var routes: [Route] {
        let keep = Access.permission(OriginDesk.keep)
        let decide = Access.permission(ProofDesk.decide)
        func route(
            _ method: Visit.Method, _ path: String, _ access: Access, _ zh: String, _ en: String,
            reads: [Route.Query] = [],
            _ handler: @escaping @Sendable (Visit) async throws -> Answer
        ) -> Route {
            Route(
                method, "/api/v1/origin/" + path, access: access,
                summary: Localized(zh: zh, en: en), query: reads, handler: handler)
        }
        return [
            route(
                .get, "defects", .anyone, "微小瑕疵清单", "Defects and which are minor",
                reads: [
                    Route.Query(
                        "on",
                        Localized(
                            zh: "按哪一天，默认今天；也可写作 day",
                            en: "The day; today unless told. Also taken as day"), kind: .day)
                ], list),
            route(.post, "claims", keep, "凭担保申请容缺放行", "Claim release", lodge),
            route(.get, "claims", keep, "本企业的容缺申请", "Claims of the own enterprise", own),
            route(.get, "claims/{id}", keep, "一项容缺申请", "One claim", one),
            route(.post, "claims/{id}/correction", keep, "提交补正", "Hand in", submit),
            route(.get, "corrections", decide, "未了结的容缺", "Claims not settled", open),
            route(
                .post, "corrections/overdue", decide, "到期未补正的转为全额征税",
                "Lapse what is overdue", lapse),
            route(
                .post, "corrections/{tenant}/{id}/accept", decide, "接受补正，退还担保",
                "Accept it and give the security back", accept),
            route(
                .post, "corrections/{tenant}/{id}/reject", decide, "不接受补正", "Reject it", reject),
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let asked = visit.query["on"] ?? visit.query["day"] ?? ""
        guard let day = asked.isEmpty ? desk.clock.today : Day(asked) else {
            throw OriginRefusal.input([InputFault.day.fault(at: "/on")])
        }
        let rows = desk.defects.filter { $0.holds(on: day) }.map { row in
            JSON.object([
                .init("defect", .text(row.value.id)), .init("minor", .bool(row.value.isMinor)),
                .init("needsDifference", .bool(row.value.needsDifference)),
                .init("name", row.value.name.json),
                .init("validFrom", .text(row.from.text)),
                .init("citation", row.citation.json),
            ])
        }
        return .json(JSON.object([.init("defects", .array(rows))]).encoded)
    }

    private func lodge(_ visit: Visit) async throws -> Answer {
        let claim = try await desk.lodge(try FieldReader.body(visit), by: try principal(visit))
        return answer(claim, status: 201)
    }

    private func own(_ visit: Visit) async throws -> Answer {
        let claims = try await desk.claims(of: try principal(visit).enterprise)
        return .json(
            JSON.object([.init("claims", .array(claims.map { .object(members($0)) }))]).encoded)
    }

    private func one(_ visit: Visit) async throws -> Answer {
        let principal = try principal(visit)
        return answer(
            try await desk.claim(
                visit.parameters["id"] ?? "", of: principal.enterprise, for: principal
            ).claim)
    }

    private func submit(_ visit: Visit) async throws -> Answer {
        answer(
            try await desk.submit(
                visit.parameters["id"] ?? "", try FieldReader.body(visit),
                by: try principal(visit)))
    }

    private func open(_ visit: Visit) async throws -> Answer {
        let held = try await desk.open(for: try principal(visit))
        return .json(
            JSON.object([
                .init(
                    "claims",
                    .array(
                        held.map {
                            .object([.init("tenant", .text($0.tenant))] + members($0.claim))
                        }))
            ]).encoded)
    }

    private func lapse(_ visit: Visit) async throws -> Answer {
        let count = try await desk.lapseOverdue(by: try principal(visit).id)
        return .json(JSON.object([.init("lapsed", .integer(count))]).encoded)
    }

    private func accept(_ visit: Visit) async throws -> Answer {
        answer(
            try await desk.accept(
                visit.parameters["id"] ?? "", of: visit.parameters["tenant"] ?? "",
                by: try principal(visit)))
    }

    private func reject(_ visit: Visit) async throws -> Answer {
        var read = FieldReader(try FieldReader.body(visit), names: ["reason"])
        let reason = read.needed("reason", most: 500)
        guard read.faults.isEmpty else { throw OriginRefusal.input(read.faults) }
        return answer(
            try await desk.reject(
                visit.parameters["id"] ?? "", of: visit.parameters["tenant"] ?? "",
                reason: reason, by: try principal(visit)))
    }

    private func answer(_ claim: Claim, status: Int = 200) -> Answer {
        .json(JSON.object(members(claim)).encoded, status: status)
    }

    private func members(_ claim: Claim) -> [JSON.Member] {
        let due = claim.due(desk.calendar)
        return [
            .init("id", .text(claim.id)), .init("state", .text(claim.state.rawValue)),
            .init("declaration", .text(claim.declaration)),
            .init("agreement", .text(claim.agreement)), .init("proof", .text(claim.proof)),
            .init("code", .text(claim.code)), .init("securityYuan", .text(claim.security.text)),
            .init("releasedOn", .text(claim.releasedOn.text)),
            .init("due", .text(due.day.text)), .init("dueIsSure", .bool(due.isSure)),
            .init("dueNote", due.isSure ? .null : ClaimTexts.notSureWhy.json),
            .init("correction", .optional(claim.correction)),
            .init("submittedOn", .optional(claim.submittedOn?.text)),
            .init("unpaid", .bool(claim.isUnpaid)), .init("reason", .text(claim.reason)),
            .init("explanation", (try? JSON(Array(claim.outcome.utf8))) ?? .null),
        ]
    }

    private func principal(_ visit: Visit) throws -> Principal {
        guard let principal = visit.principal else { throw WebRefusal.signInNeeded }
        return principal
    }
}
