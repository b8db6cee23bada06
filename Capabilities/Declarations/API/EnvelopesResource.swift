import Kernel
import Parties
import Web
import Wire

/// `POST /api/v1/dxp`: messages in the envelopes of the exchange platform.
struct EnvelopesResource: Sendable {
    let door: EnvelopeDoor
    let register: EnterpriseRegister

    var route: Route {
        Route(
            .post, "/api/v1/dxp", access: .permission(DeclarationsPermission.lodge),
            summary: Localized(zh: "以信封报送报文", en: "Send messages in envelopes"),
            bodyLimit: EnvelopeForm.bodyLimit
        ) { visit in
            guard let principal = visit.principal,
                let enterprise = register.enterprise(id: principal.enterprise)
            else { throw DeclarationsRefusal.noEnterprise }
            guard !visit.body.isEmpty else { throw DeclarationsRefusal.noMessage }
            let sender = Gateway.Sender(
                enterprise: enterprise, actor: principal.id, channel: .api)
            do {
                let taken = try await door.receive(visit.body, from: sender)
                return visit.wantsJSON ? json(taken) : xml(taken.answer)
            } catch let refusal as any Refusal
                where refusal is EnvelopeRefusal || refusal is DeclarationsRefusal
            {
                return refused(refusal, visit, sender)
            }
        }
    }

    private func refused(
        _ refusal: any Refusal, _ visit: Visit, _ sender: Gateway.Sender
    ) -> Answer {
        let answer = door.answer(to: visit.body, refusedFor: refusal, from: sender)
        guard visit.wantsJSON else {
            var told = xml(answer)
            told.status = refusal.status
            return told
        }
        let problem = Problem(refusal, requestID: visit.requestID, instance: visit.path)
        var members = problem.json(in: visit.language).members
        if let told = refusal as? DeclarationsRefusal, let receipt = told.receipt {
            members.append(
                .init(told.receiptMember, .text(String(decoding: receipt, as: UTF8.self))))
        }
        members.append(.init("answer", .text(String(decoding: answer, as: UTF8.self))))
        return Answer(
            JSON.object(members).encoded, type: "application/problem+json; charset=utf-8",
            status: refusal.status)
    }

    private func json(_ taken: EnvelopeDoor.Taken) -> Answer {
        .json(
            JSON.object(
                [.init("copMsgId", .text(taken.envelope.head.copMsgID))]
                    + MessagesResource.json(taken.reply).members
                    + [
                        .init("envelopeSignature", MessagesResource.signature(taken.seal)),
                        .init("answer", .text(String(decoding: taken.answer, as: UTF8.self))),
                    ]
            ).encoded)
    }

    private func xml(_ bytes: [UInt8]) -> Answer {
        Answer(headers: [.init("content-type", "application/xml; charset=utf-8")], body: bytes)
    }
}
