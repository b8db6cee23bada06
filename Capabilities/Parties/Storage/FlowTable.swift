import Kernel
import Store

/// Sign-ins under way at the service of others. A reference table: searched by state.
struct FlowTable {
    let session: Session

    func insert(_ flow: SignInFlow, stateHash: String) throws {
        var (purpose, user, invitation, login, name) = ("sign-in", String?.none, "", "", "")
        switch flow.purpose {
        case .signIn: break
        case .link(let id): (purpose, user) = ("link", id)
        case .join(let hash, let asked, let called):
            (purpose, invitation, login, name) = ("join", hash, asked, called)
        }
        try session.execute(
            """
            insert into parties_flows
            (state_hash, tenant, purpose, bound_to, user_id, invitation_hash, login, name, back,
            return_address, expires_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            [
                .text(stateHash), .text(""), .text(purpose), .text(flow.bound), .optional(user),
                .text(invitation), .text(login), .text(name), .text(flow.back),
                .text(flow.returning), .integer(flow.expires.milliseconds),
            ])
    }

    /// Takes a flow out; nil when there is none, so that of two who come back one gets in.
    func take(_ stateHash: String) throws -> SignInFlow? {
        let row = try session.first(
            """
            select purpose, bound_to, user_id, invitation_hash, login, name, back, return_address,
            expires_at from parties_flows where state_hash = $1
            """, [.text(stateHash)])
        guard let row,
            try session.execute(
                "delete from parties_flows where state_hash = $1", [.text(stateHash)]) > 0
        else { return nil }
        let purpose: SignInFlow.Purpose
        switch try row.text(0) {
        case "link": purpose = .link(user: try row.optionalText(2) ?? "")
        case "join":
            purpose = .join(
                invitation: try row.text(3), login: try row.text(4), name: try row.text(5))
        default: purpose = .signIn
        }
        return SignInFlow(
            purpose: purpose, bound: try row.text(1), back: try row.text(6),
            returning: try row.text(7), expires: Instant(milliseconds: try row.integer(8)))
    }

    /// What a person signed in has begun to link.
    func removeAll(of user: String) throws {
        try session.execute("delete from parties_flows where user_id = $1", [.text(user)])
    }

    func remove(before moment: Instant) throws {
        try session.execute(
            "delete from parties_flows where expires_at <= $1", [.integer(moment.milliseconds)])
    }
}
