import Kernel
import Parties
import Web
import Wire

/// `POST /api/v1/ceb`: messages in, receipts out.
struct MessagesResource: Sendable {
    let register: EnterpriseRegister
    /// Takes a message and gives its receipt.
    let receive: @Sendable ([UInt8], Gateway.Sender) async throws -> Gateway.Reply
    var path = "/api/v1/ceb"
    var access = Access.permission(DeclarationsPermission.lodge)
    var summary = Localized(zh: "报送报文", en: "Send messages")

    /// Messages taken in one request.
    static let mostMessages = 100
    /// A message of a hundred documents with a hundred lines each fits into this.
    static let bodyLimit = 10 * 1024 * 1024

    init(
        register: EnterpriseRegister,
        receive: @escaping @Sendable ([UInt8], Gateway.Sender) async throws -> Gateway.Reply
    ) {
        self.register = register
        self.receive = receive
    }

    init(gateway: Gateway, register: EnterpriseRegister) {
        self.init(register: register) { try await gateway.receive($0, from: $1) }
    }

    var route: Route {
        Route(
            .post, path, access: access, summary: summary,
            bodyLimit: MessagesResource.bodyLimit
        ) { visit in
            let sender = try sender(visit)
            if visit.isMultipart { return try await several(visit, sender) }
            guard !visit.body.isEmpty else { throw DeclarationsRefusal.noMessage }
            return try await one(visit, sender)
        }
    }

    private func sender(_ visit: Visit) throws -> Gateway.Sender {
        guard let principal = visit.principal,
            let enterprise = register.enterprise(id: principal.enterprise)
        else { throw DeclarationsRefusal.noEnterprise }
        return Gateway.Sender(enterprise: enterprise, actor: principal.id, channel: .api)
    }

    private func one(_ visit: Visit, _ sender: Gateway.Sender) async throws -> Answer {
        do {
            let reply = try await receive(visit.body, sender)
            guard visit.wantsJSON else { return xml(reply.receipt) }
            return .json(MessagesResource.json(reply).encoded)
        } catch let refusal as DeclarationsRefusal {
            return refused(refusal, visit)
        } catch let refusal as SandboxRefusal {
            var answer = Answer(
                problem(refusal, visit).encoded, type: "application/problem+json; charset=utf-8",
                status: refusal.status)
            if let seconds = refusal.retryAfter {
                answer.headers.append(.init("retry-after", String(seconds)))
            }
            return answer
        }
    }

    /// Every part of a form is a message; each is taken or refused on its own.
    private func several(_ visit: Visit, _ sender: Gateway.Sender) async throws -> Answer {
        let files = try parts(visit).filter { !$0.body.isEmpty }
        guard !files.isEmpty else { throw DeclarationsRefusal.noMessage }
        guard files.count <= MessagesResource.mostMessages else {
            throw DeclarationsRefusal.tooManyMessages(limit: MessagesResource.mostMessages)
        }
        var results: [JSON] = []
        var allTaken = true
        for file in files {
            var members: [JSON.Member] = [.init("file", .text(file.fileName ?? file.name))]
            do {
                members += MessagesResource.json(
                    try await receive(file.body, sender)
                ).members
            } catch let refusal as any Refusal {
                // Those before it are taken: their receipts must not be lost with this one.
                allTaken = false
                members.append(.init("problem", problem(refusal, visit)))
            }
            results.append(.object(members))
        }
        return .json(
            JSON.object([.init("messages", .array(results))]).encoded, status: allTaken ? 200 : 207)
    }

    /// More parts than a form may have are more messages than are taken together.
    private func parts(_ visit: Visit) throws -> [FormPart] {
        do throws(WebRefusal) {
            return try visit.parts()
        } catch {
            guard case .tooManyParts = error else { throw error }
            throw DeclarationsRefusal.tooManyMessages(limit: MessagesResource.mostMessages)
        }
    }

    private func refused(_ refusal: DeclarationsRefusal, _ visit: Visit) -> Answer {
        if let receipt = refusal.receipt, !visit.wantsJSON, visit.wantsXML {
            var answer = xml(receipt)
            answer.status = refusal.status
            return answer
        }
        return Answer(
            problem(refusal, visit).encoded, type: "application/problem+json; charset=utf-8",
            status: refusal.status)
    }

    /// RFC 9457, with the receipt of the format check where the protocol wants one.
    private func problem(_ refusal: any Refusal, _ visit: Visit) -> JSON {
        let problem = Problem(refusal, requestID: visit.requestID, instance: visit.path)
        var members = problem.json(in: visit.language).members
        if let told = refusal as? DeclarationsRefusal, let receipt = told.receipt {
            members.append(
                .init(told.receiptMember, .text(String(decoding: receipt, as: UTF8.self))))
        }
        return .object(members)
    }

    private func xml(_ bytes: [UInt8]) -> Answer {
        Answer(
            headers: [.init("content-type", "application/xml; charset=utf-8")], body: bytes)
    }

    static func json(_ reply: Gateway.Reply) -> JSON {
        .object([
            .init("type", .text(reply.type)), .init("guid", .text(reply.guid)),
            .init("repeat", .bool(reply.isRepeat)),
            .init(
                "results",
                .array(
                    reply.results.map { result in
                        .object([
                            .init("subject", .text(result.subject)),
                            .init("status", .integer(result.status)),
                            .init("info", .text(result.info)),
                            .init(
                                "findings",
                                .array(result.findings.map { $0.told(code: result.status) })),
                        ])
                    })),
            .init("signature", signature(reply.seal)),
            .init("receipt", .text(String(decoding: reply.receipt, as: UTF8.self))),
        ])
    }
}

extension MessagesResource {
    /// What was found of the signature; null where there is none. One that could not be verified
    /// says so: it is not refused, and shows nobody.
    static func signature(_ outcome: SealCheck.Outcome) -> JSON {
        switch outcome {
        case .unsigned: .null
        case .notVerified:
            .object([
                .init("valid", .bool(false)), .init("code", .text("seal.not-verified")),
                .init("zh", .text("未验证：签名证书没有登记，报文按未签名接收")),
                .init(
                    "en",
                    .text("not verified: its certificate is not registered; taken as unsigned")),
            ])
        case .verified(let serial, let isStrict):
            .object([
                .init("valid", .bool(true)), .init("certificate", .text(serial)),
                .init("strict", .bool(isStrict)),
            ])
        case .refused:
            .object([
                .init("valid", .bool(false)), .init("code", .text(outcome.refusal?.code ?? "")),
                .init("zh", .text(outcome.refusal?.message.zh ?? "")),
                .init("en", .text(outcome.refusal?.message.en ?? "")),
            ])
        }
    }
}

extension Visit {
    var isMultipart: Bool { headers["content-type"]?.hasPrefix("multipart/form-data") ?? false }
    var wantsJSON: Bool { headers["accept"]?.contains("json") ?? false }
    var wantsXML: Bool { headers["accept"]?.contains("xml") ?? false }

    /// A whole number of the query; refuses what is no number, too small or too large: a reader
    /// must neither begin anew nor get less than asked for in silence.
    func whole(
        _ name: String, from least: Int64, to most: Int64, else standard: Int64
    ) throws -> Int64 {
        guard let text = query[name] else { return standard }
        guard let value = Int64(text), (least...most).contains(value) else {
            throw NumberInput(name: name, least: least, most: most == .max ? nil : most)
        }
        return value
    }
}

/// A number of the query is none.
struct NumberInput: Refusal {
    let name: String
    let least: Int64
    /// Nil where there is none worth telling.
    var most: Int64?
    var code: String { "declarations.number" }
    var field: String? { name }
    var message: Localized {
        most.map {
            Localized(
                zh: "参数 \(name) 须为 \(least) 至 \($0) 的整数",
                en: "The parameter \(name) must be a whole number from \(least) to \($0)")
        }
            ?? Localized(
                zh: "参数 \(name) 须为不小于 \(least) 的整数",
                en: "The parameter \(name) must be a whole number of at least \(least)")
    }
    var fix: Localized {
        Localized(zh: "例如 \(name)=100", en: "For example \(name)=100")
    }
}
