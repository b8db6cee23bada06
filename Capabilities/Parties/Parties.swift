public import Journal
public import Kernel
import Reference
public import Secrets
public import Store

/// Who may act: the register of enterprises, the people and programs that act for them, and the
/// gatekeeper of the front door.
///
/// Every change is committed together with its journal entry before a call returns.
public struct Parties: Sendable, Withheld {
    /// All enterprises, in memory.
    public let register = EnterpriseRegister()

    let store: Store
    let journal: Journal
    let clock: Clock
    let ids: Identifiers
    let secrets: SecretSource
    let pepper: Pepper
    let access: AccessTable
    let settings: SecuritySettings
    let mandateScopes: MandateScopes
    let policy: PeoplePolicy
    let commonPasswords: CommonPasswords
    /// The bodies whose officers decide here.
    public let authorities: Authorities
    /// The customs offices there are.
    let offices: CodeList
    let passwords: PasswordDesk
    let memory = GatekeeperMemory()
    /// The sign-in service of others; nil where none is configured.
    let service: SignInService?

    /// Reads the data files; throws when one is missing or damaged. Call `load` once the migrations
    /// have run.
    ///
    /// - Parameter outgoing: how a sign-in service is asked; nil for real requests.
    public init(
        store: Store, journal: Journal, clock: Clock, ids: Identifiers, secrets: SecretSource,
        pepper: Pepper, share: Share, policy: PeoplePolicy = PeoplePolicy(),
        outgoing: OutgoingHTTP? = nil
    ) throws {
        self.store = store
        self.journal = journal
        self.clock = clock
        self.ids = ids
        self.secrets = secrets
        self.pepper = pepper
        self.policy = policy
        passwords = PasswordDesk(memory: policy.passwordMemory)
        service = policy.singleSignOn.map { settings in
            SignInService(
                settings, outgoing ?? .live(OutgoingHTTP.Options(reach: settings.reach)))
        }
        commonPasswords = try CommonPasswords(share: share)
        access = try AccessTable(share: share)
        settings = try SecuritySettings(share: share)
        mandateScopes = try MandateScopes(share: share)
        authorities = try Authorities.load(share)
        offices = try CodeTables.load(share)[.customsDistricts]
    }

    /// Fills the register from the store.
    public func load() async throws { try await refresh() }

    /// Takes in what has changed, here or by another server.
    func refresh() async throws {
        let (register, memory) = (register, memory)
        // Within the read: of many who ask at the same time, because their changes were committed
        // together, the first takes in everything and the others find nothing new.
        try await store.read { session in
            let known = register.version
            let table = EnterpriseTable(session: session)
            let version = try table.version()
            guard version > known else { return }
            register.take(
                try table.changed(after: known),
                try MandateTable(session: session).changed(after: known), upTo: version)
            memory.forget()
        }
    }

    /// Looks each second whether another server has changed something, until the task is cancelled.
    /// A store that does not answer is asked again: what is in memory ends by itself.
    func watch() async {
        while !Task.isCancelled {
            try? await Task.sleep(nanoseconds: 1_000_000_000)
            try? await refresh()
        }
    }

    /// Commits a change and takes it into the memory of this server before it returns.
    func change<Result: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Result
    ) async throws -> Result {
        let memory = memory
        let result = try await store.write { session in
            let result = try body(session)
            session.afterCommit("parties") { memory.forget() }
            return result
        }
        try await refresh()
        return result
    }

    var today: Day { clock.today }

    func value(_ name: SecuritySettings.Name) -> Int { settings.value(name, on: today) }
}
