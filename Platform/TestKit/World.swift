import FoundationEssentials
import Secrets
public import Store

/// A store of its own for one test, on the engine asked for, gone afterwards.
public enum TestStore {
    public enum Engine: String, Sendable, CaseIterable, CustomStringConvertible {
        case sqlite, postgres
        public var description: String { rawValue }
    }

    /// The engines of this run: SQLite always, PostgreSQL when `TRADEWIND_TEST_POSTGRES` names a
    /// cluster that may be used freely.
    public static var engines: [Engine] { cluster == nil ? [.sqlite] : [.sqlite, .postgres] }

    private static var cluster: String? {
        ProcessInfo.processInfo.environment["TRADEWIND_TEST_POSTGRES"]
    }

    /// Makes the store, runs the body, removes every trace.
    public static func with<Result: Sendable>(
        _ engine: Engine, _ body: @Sendable (Store) async throws -> Result
    ) async throws -> Result {
        let name = "t\(UInt64.random(in: 0...UInt64.max))"
        var options = Store.Options()
        // What a test of a rule stores need not reach the disk; crash tests run the real server.
        options.durable = false
        options.readers = 1
        switch (engine, cluster) {
        case (.postgres, .some(let address)):
            let maker = try Store(.postgres(address), options: options)
            try await maker.write { try $0.makeSchema(name) }
            options.schema = name
            defer { maker.close() }
            do {
                let result = try await use(Store(.postgres(address), options: options), body)
                try await maker.write { try $0.dropSchema(name) }
                return result
            } catch {
                try? await maker.write { try $0.dropSchema(name) }
                throw error
            }
        default:
            let folder = FileManager.default.temporaryDirectory.path + "/tradewind-" + name
            defer { try? FileManager.default.removeItem(atPath: folder) }
            return try await use(Store(.folder(folder), options: options), body)
        }
    }

    /// An address of its own for one test that opens its stores itself, or has them opened by other
    /// processes: nil on SQLite, a schema of the cluster on PostgreSQL, gone afterwards.
    public static func address<Result>(
        _ engine: Engine, _ body: (String?) async throws -> Result
    ) async throws -> Result {
        guard engine == .postgres, let cluster else { return try await body(nil) }
        let name = "t\(UInt64.random(in: 0...UInt64.max))"
        let maker = try Store(.postgres(cluster))
        defer { maker.close() }
        try await maker.write { try $0.makeSchema(name) }
        do {
            let result = try await body("\(cluster) options='-c search_path=\(name)'")
            try await maker.write { try $0.dropSchema(name) }
            return result
        } catch {
            try? await maker.write { try $0.dropSchema(name) }
            throw error
        }
    }

    /// Keys of tests for personal data, made anew in each run.
    private static let vault = Vault(DataKeys.made())

    private static func use<Result: Sendable>(
        _ store: Store, _ body: @Sendable (Store) async throws -> Result
    ) async throws -> Result {
        defer { store.close() }
        store.use(vault)
        return try await body(store)
    }
}
