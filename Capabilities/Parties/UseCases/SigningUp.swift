import Journal
import Kernel
import Reference
import Secrets
import Store
import Web
import Wire

extension Parties {
    /// Takes what an enterprise says of itself and gives the token by which it asks what became of
    /// it; the token is stored nowhere.
    ///
    /// The answer is the same whether or not somebody has one of the codes: who signs up learns
    /// nothing about others, and takes nothing from them, for nothing is entered in the register
    /// before it is confirmed. Where it is entered at once, a code that is taken has to be told.
    ///
    /// - Throws: `signUpClosed`, `input` with everything wrong with the form, `tooManySignUps`,
    ///   `codeTaken` (only where enterprises are entered at once).
    func signUp(_ form: SignUpForm, remote: String) async throws -> String {
        guard policy.signUp != .off else { throw PartiesRefusal.signUpClosed }
        let today = today
        let faults = form.faults(on: today) { offices.contains($0, on: today) }
        guard faults.isEmpty else { throw PartiesRefusal.input(faults) }
        let remote = neighbour(remote)
        let now = clock.now()
        let token = secrets.token()
        let hash = Digest.sha256(Array(token.utf8))
        let signUp = SignUp(
            id: ids.brief, enrolment: form, status: .waiting, sent: now, decided: nil,
            decidedBy: nil, reason: "")
        let most = (ofOne: value(.signUpsPerAddress), waiting: value(.signUpsWaiting))
        let isOpen = policy.signUp == .open
        try await change { session in
            let table = SignUpTable(session: session)
            let counts = try table.counts(
                remote: remote, since: now.adding(milliseconds: -86_400_000))
            guard counts.ofOne < most.ofOne, counts.waiting < most.waiting else {
                throw PartiesRefusal.tooManySignUps
            }
            try table.insert(signUp, tokenHash: hash, remote: remote)
            try journal.append(note("parties.sign-up-sent", signUp.id, by: "stranger"), in: session)
            if isOpen { try confirm(signUp, by: "sign-up", at: now, in: session) }
        }
        return token
    }

    /// What became of the sign-up a token belongs to, with whether its enterprise may set up its
    /// first person now.
    ///
    /// - Throws: `linkNotValid` for a token nobody was given.
    func signUp(token: String) async throws -> (signUp: SignUp, maySetUp: Bool) {
        let hash = try tokenHash(token)
        let now = clock.now()
        return try await store.read { session in
            guard let found = try SignUpTable(session: session).find(tokenHash: hash) else {
                throw PartiesRefusal.linkNotValid
            }
            let link = try LinkTable(session: session).find(tokenHash: hash)
            return (found, link?.isOpen(at: now) ?? false)
        }
    }

    /// Sign-ups of a status that an officer or administrator may decide on.
    func signUps(_ status: SignUp.Status, for principal: Principal) async throws -> [SignUp] {
        let districts = principal.may(PartiesPermission.manage) ? nil : principal.districts
        return try await store.read {
            try SignUpTable(session: $0).list(status, districts: districts)
        }
    }

    /// One sign-up, with the enterprise that has one of its codes already.
    ///
    /// - Throws: `signUpNotFound`, also for one of another district.
    func signUp(
        id: String, for principal: Principal
    ) async throws -> (signUp: SignUp, holders: [Enterprise]) {
        let found = try await store.read { try SignUpTable(session: $0).find(id: id) }
        guard let found, mayDecide(principal, found) else { throw PartiesRefusal.signUpNotFound }
        let codes = [found.enrolment.creditCode, found.enrolment.customsCode].compactMap { $0 }
        let holders = codes.compactMap(register.find(code:)).filter { $0.id != found.id }
        var seen: Set<String> = []
        return (found, holders.filter { seen.insert($0.id).inserted })
    }

    /// Enters an enterprise that signed up in the register; whoever holds the token may then set up
    /// its first administrator.
    ///
    /// - Throws: `signUpNotFound`, `signUpDecided`, `codeTaken`.
    func confirmSignUp(_ id: String, by principal: Principal) async throws {
        _ = try await signUp(id: id, for: principal)
        let now = clock.now()
        try await change { session in
            guard let found = try SignUpTable(session: session).find(id: id) else {
                throw PartiesRefusal.signUpNotFound
            }
            try confirm(found, by: principal.id, at: now, in: session)
        }
    }

    /// Declines it, with a reason that the enterprise reads.
    ///
    /// - Throws: `input`, `signUpNotFound`, `signUpDecided`.
    func declineSignUp(_ id: String, reason: String, by principal: Principal) async throws {
        guard isName(reason, most: 200) else {
            throw PartiesRefusal.input([InputFault.signUpReason.fault])
        }
        _ = try await signUp(id: id, for: principal)
        let now = clock.now()
        try await change { session in
            guard try SignUpTable(session: session).decide(
                id, .declined, reason: reason, by: principal.id, at: now)
            else { throw PartiesRefusal.signUpDecided }
            try journal.append(
                note("parties.sign-up-declined", id, by: principal.id), in: session)
        }
    }

    private func confirm(
        _ signUp: SignUp, by actor: String, at now: Instant, in session: Session
    ) throws {
        let table = SignUpTable(session: session)
        guard try table.decide(signUp.id, .confirmed, reason: "", by: actor, at: now) else {
            throw PartiesRefusal.signUpDecided
        }
        try enter(
            signUp.enrolment.enrolment(from: now.day), as: signUp.id, by: actor, at: now,
            in: session)
        guard let hash = try table.tokenHash(of: signUp.id) else {
            throw PartiesRefusal.signUpNotFound
        }
        let days = Int64(value(.firstLink))
        try LinkTable(session: session).insert(
            Link(
                id: ids.next(), tenant: signUp.id, purpose: .invitation, post: .administrator,
                label: "", user: nil, created: now, createdBy: actor,
                expires: now.adding(milliseconds: days * 86_400_000), ended: nil),
            tokenHash: hash)
        try journal.append(note("parties.sign-up-confirmed", signUp.id, by: actor), in: session)
    }

    private func mayDecide(_ principal: Principal, _ signUp: SignUp) -> Bool {
        principal.may(PartiesPermission.manage)
            || principal.districts.contains(signUp.enrolment.district)
    }

    private func note(_ kind: String, _ id: String, by actor: String) -> Draft {
        Draft(kind, actor: actor, tenant: id, subjectType: "enterprise", subject: id)
    }
}
