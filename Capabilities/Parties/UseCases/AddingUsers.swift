import Journal
import Kernel
import Reference
import Store
import Wire

extension NewUser {
    /// As it is stored: only somebody of an enterprise has one.
    fileprivate var ownPost: MemberPost? {
        if case .member = kind { return post }
        return nil
    }
}

extension Parties {
    /// Gives somebody a login.
    ///
    /// - Parameter isPublished: that everybody may know the password, as those of a
    ///   demonstration: it may then stand on the list of common ones.
    /// - Throws: `input` with everything wrong with the form, `enterpriseNotFound`, `loginTaken`,
    ///   `busy`.
    @discardableResult
    public func addUser(
        _ new: NewUser, isPublished: Bool = false, by actor: String
    ) async throws -> User {
        let faults = formFaults(of: new, isPublished: isPublished) + unknownOffices(of: new)
        guard faults.isEmpty else { throw PartiesRefusal.input(faults) }
        let hash = try await passwords.hash(new.password)
        let user = User(
            id: ids.next(), login: new.login, name: new.name, kind: new.kind, post: new.ownPost,
            isActive: true)
        let now = clock.now()
        try await change { session in
            if case .member(let enterprise) = user.kind,
                try EnterpriseTable(session: session).enterprise(enterprise) == nil
            {
                throw PartiesRefusal.enterpriseNotFound
            }
            let table = UserTable(session: session)
            guard try table.find(login: user.login) == nil else { throw PartiesRefusal.loginTaken }
            try table.insert(user, hash: hash, at: now)
            try journal.append(note("parties.user-added", user, by: actor), in: session)
        }
        return user
    }

    func formFaults(of new: NewUser, isPublished: Bool = false) -> [Fault] {
        new.faults(
            least: value(.leastPassword),
            common: isPublished ? CommonPasswords(words: []) : commonPasswords,
            authorities: authorities, on: today)
    }

    /// An officer sees the lists of the offices named: one that is not there is a slip.
    private func unknownOffices(of new: NewUser) -> [Fault] {
        guard case .officer(_, let districts) = new.kind else { return [] }
        return districts.sorted().filter { code in
            // 0000 stands for the whole administration, no office.
            isDistrict(code) && (code == "0000" || !offices.contains(code, on: today))
        }.map { InputFault.districtUnknown($0).fault }
    }

    /// The user of that login, added if there is none: for loading a demonstration world again.
    public func addUserOrKeep(
        _ new: NewUser, isPublished: Bool = false, by actor: String
    ) async throws -> User {
        let find: @Sendable (Session) throws -> User? = { session in
            try UserTable(session: session).find(login: new.login)?.user
        }
        if let known = try await store.read(find) { return known }
        do {
            return try await addUser(new, isPublished: isPublished, by: actor)
        } catch PartiesRefusal.loginTaken {
            guard let known = try await store.read(find) else { throw PartiesRefusal.loginTaken }
            return known
        }
    }

    func note(_ kind: String, _ user: User, by actor: String) -> Draft {
        // No name and no login: journal entries are never removed, a person's data must be.
        Draft(
            kind, actor: actor, tenant: user.enterprise, subjectType: "user", subject: user.id,
            payload: .object([.init("kind", .text(user.kindWord))]))
    }
}
