import Kernel
public import Web

/// The addresses of a witness (C2SP tlog-witness).
public struct WitnessResource: Sendable {
    /// What stands before the addresses of the protocol: programs come here, no browsers.
    public static let prefix = "/api/v1/witness"

    let witness: Witness

    public init(witness: Witness) { self.witness = witness }

    public var routes: [Route] {
        [
            Route(
                .post, "\(WitnessResource.prefix)/add-checkpoint", access: .anyone,
                summary: Localized(zh: "为检查点会签", en: "Cosign a checkpoint")
            ) { visit in WitnessResource.answer(try await witness.add(visit.body)) },
            Route(
                .get, "\(WitnessResource.prefix)/{log}/checkpoint", access: .anyone,
                summary: Localized(zh: "最近会签的检查点", en: "The checkpoint cosigned last")
            ) { visit in
                guard
                    let note = try await witness.newest(ofHash: visit.parameters["log"] ?? "")
                else { throw ProofsRefusal.noSuchTile }
                return text(note)
            },
        ]
    }

    static func answer(_ reply: Witness.Reply) -> Answer {
        switch reply {
        case .cosigned(let line): text(Array(line.utf8))
        case .malformed: text(Array("malformed request\n".utf8), status: 400)
        case .notSigned: text(Array("no valid signature of the log\n".utf8), status: 403)
        case .unknownLog: text(Array("unknown log\n".utf8), status: 404)
        case .other(let size):
            Answer(
                status: 409, headers: [.init("content-type", "text/x.tlog.size")],
                body: Array("\(size)\n".utf8))
        case .notConsistent: text(Array("not consistent\n".utf8), status: 422)
        }
    }

    private static func text(_ bytes: [UInt8], status: Int = 200) -> Answer {
        Answer(
            status: status, headers: [.init("content-type", "text/plain; charset=utf-8")],
            body: bytes)
    }

    private func text(_ bytes: [UInt8]) -> Answer { WitnessResource.text(bytes) }
}
