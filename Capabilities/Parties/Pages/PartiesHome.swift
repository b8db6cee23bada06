import Kernel
import Plug
import Web

/// What the first page shows of enterprises that signed up.
struct PartiesHome: Sendable {
    let parties: Parties

    var parts: [HomePart] { [signUps] }

    private var signUps: HomePart {
        HomePart(
            "parties.sign-ups", SignUpWords.desk, tone: .warn, more: "/registrations",
            kinds: [.officer, .administrator],
            access: .permission(PartiesPermission.confirm)
        ) { officer, limit in
            try await parties.signUps(.waiting, for: officer).prefix(limit).map { found in
                HomePart.Row(
                    found.enrolment.name, kind: SignUpWords.one,
                    state: SignUpWords.name(found.status), tone: .warn,
                    path: "/registrations/\(found.id)", since: found.sent)
            }
        }
    }
}
