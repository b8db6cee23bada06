import Kernel
import Plug
import Web

/// What the first page shows of enterprises that signed up.
struct PartiesHome: Sendable {
    let parties: Parties

    var parts: [HomePart] { [signUps, mandates] }

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
    /// Mandates the other side proposed: nobody else can accept them.
    private var mandates: HomePart {
        HomePart(
            "parties.mandates", Localized(zh: "待确认的委托", en: "Mandates to accept"), tone: .warn,
            more: "/mandates", kinds: [.member], access: .permission(PartiesPermission.mandates)
        ) { person, limit in
            guard !person.enterprise.isEmpty else { return [] }
            let today = parties.today
            return try await parties.mandates(of: person.enterprise).filter { mandate in
                mandate.state(on: today) == .offered
                    && mandate.side(of: person.enterprise) == mandate.proposedBy.other
            }.prefix(limit).map { mandate in
                let other = mandate.proposedBy == .grantor ? mandate.grantor : mandate.grantee
                let name = parties.register.enterprise(id: other)?.localizedName
                return HomePart.Row(
                    name?.zh ?? "–", kind: mandate.scope.name, state: MandateWords.toAccept,
                    tone: .warn,
                    path: "/mandates/\(mandate.id)", since: mandate.offered)
            }
        }
    }
}
