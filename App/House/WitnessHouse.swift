import Evidence
import Kernel
import Logging
import Proofs
import Secrets
import ServiceLifecycle
import Store
import UnixSignals
import Web

/// A witness as a server: its tables, its key, its two addresses.
struct WitnessHouse: Sendable {
    let door: FrontDoor
    /// Its public key, and the name by which a policy calls it: the last part of the key's name.
    let key: String
    let name: String

    init(
        store: Store, folder: String, name: String, logs: [String], clock: Clock = .system,
        logger: Logger
    ) async throws {
        try await store.migrate(
            [try ProofsCapability.migrations(of: Share.find())], at: clock.now())
        let signer = try Witness.key(folder: folder, name: name)
        let witness = Witness(
            store: store, clock: clock, signer: signer,
            logs: try logs.map { try NoteKey(text: $0) })
        key = signer.key.text
        self.name =
            signer.key.name.split(separator: "/").last.map { String($0) } ?? signer.key.name
        // Nobody signs in and no form is shown: what the seal seals is worth nothing.
        let secret = SecretSource.system.bytes(32)
        let settings = FrontDoor.Settings(
            seal: { Digest.hex(Digest.hmac(Array($0.utf8), key: secret)) })
        door = try FrontDoor(
            routes: WitnessResource(witness: witness).routes,
            gatekeeper: Gatekeeper(byKey: { _ in nil }, bySession: { _ in nil }),
            settings: settings,
            errorPage: { _, problem in
                Answer(
                    "\(problem.message.en)\n", type: "text/plain; charset=utf-8",
                    status: problem.status)
            }, logger: logger)
    }

    /// Serves until SIGTERM or SIGINT.
    func serve(
        _ settings: HouseSettings, _ logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void
    ) async throws {
        var server = WebServer.Settings()
        server.host = settings.host
        server.port = settings.port
        server.fit(openFiles: OpenFiles.raise())
        let web = WebServer(
            door: door, settings: server, clock: .system, logger: logger,
            onListening: onListening)
        try await ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: web)], gracefulShutdownSignals: [.sigterm, .sigint],
                logger: logger)
        ).run()
    }
}
