public import ArgumentParser
import FoundationEssentials
import Journal
import Kernel
import Logging
import Papers
import Parties
import Plug
import ServiceLifecycle
import Store
import UnixSignals
import Web

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// `tradewind serve`: runs the single window.
public struct ServeCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "启动单一窗口 / Run the single window")

    @Option(help: "数据目录 / data folder (TRADEWIND_DATA, ./var)")
    var data: String?

    @Option(help: "监听地址 / address to listen on (TRADEWIND_HOST, 127.0.0.1)")
    var host: String?

    @Option(help: "端口，0 为任意 / port, 0 for any (TRADEWIND_PORT, 8480)")
    var port: Int?

    @Option(help: "监听的报文目录 / folder watched for messages (TRADEWIND_INBOX)")
    var inbox: String?

    @Option(help: "回执输出目录 / folder receipts are written to (TRADEWIND_OUTBOX)")
    var outbox: String?

    @Flag(help: "载入演示世界 / load the demonstration world")
    var demo = false

    public init() {}

    public func run() async throws {
        // Receivers that go away must not end the process.
        signal(SIGPIPE, SIG_IGN)
        let logger = try Logging.start()
        var settings = try HouseSettings(environment: ProcessInfo.processInfo.environment)
        settings.data = data ?? settings.data
        settings.host = host ?? settings.host
        settings.port = try HouseSettings.port(port, named: "--port") ?? settings.port
        settings.inbox = inbox ?? settings.inbox
        settings.outbox = outbox ?? settings.outbox
        if demo, !["127.0.0.1", "localhost"].contains(settings.host) {
            throw WrongSetting(
                name: "--host", value: settings.host,
                expected: Localized(
                    zh: "127.0.0.1，因为演示账户（--demo）的密码是公开的",
                    en: "127.0.0.1 with --demo, because the demonstration's logins are public"))
        }
        // The passwords of the demonstration are public, and nobody has its officers' phones.
        let asked = ProcessInfo.processInfo.environment["TRADEWIND_SECOND_FACTOR"] ?? ""
        if demo, asked.isEmpty { settings.people.secondFactor = .optional }
        try settings.checkFolders()
        do {
            try await serve(settings, logger)
        } catch {
            throw StartFault(error, settings)
        }
    }

    private func serve(_ settings: HouseSettings, _ logger: Logger) async throws {
        let loads = demo
        let house = try await SingleWindow.open(settings, share: Share.find(), logger: logger)
        try await house.serve(settings, logger: logger) { port in
            print("listening on http://\(settings.host):\(port)")
            fflush(nil)
            guard loads else { return }
            let world = DemoWorld(house: house, port: port, settings: settings) { line in
                print(line)
                fflush(nil)
            }
            do {
                try await world.load()
            } catch {
                logger.error(
                    "the demonstration world was not loaded", metadata: ["error": "\(error)"])
            }
        }
        house.store.close()
    }
}

extension SingleWindow {
    /// Serves until SIGTERM or SIGINT: the doors close first, what is in flight is answered, then
    /// the background work ends.
    func serve(
        _ settings: HouseSettings, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void
    ) async throws {
        var server = WebServer.Settings()
        server.host = settings.host
        server.port = settings.port
        server.fit(openFiles: OpenFiles.raise())
        let web = WebServer(
            door: door, settings: server, clock: clock, logger: logger
        ) { port in
            listens(on: port, settings)
            await onListening(port)
        }
        let background = capabilities.flatMap { capability in
            capability.subscribers.map { reacting($0, logger) } + capability.services
        }
        let control = try ControlSocket(
            parties: parties, tariff: tariff, settings: settings, logger: logger)
        let services =
            background.map { NamedService($0.name, BackgroundService(service: $0)) }
            + [NamedService("control", control), NamedService("web", web)]
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0) },
                gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
    }

    /// Papers that are printed from now on lead to the port that was free.
    private func listens(on port: Int, _ settings: HouseSettings) {
        var settings = settings
        settings.port = port
        for case let papers as PapersCapability in capabilities {
            papers.desk.listens(at: settings.address)
        }
    }

    private func reacting(_ subscriber: Subscriber, _ logger: Logger) -> Plug.Service {
        let (journal, store) = (journal, store)
        return Plug.Service(name: subscriber.name) {
            await journal.run(subscriber, on: store) { name, error in
                logger.error(
                    "a reaction failed and will be tried again",
                    metadata: ["subscriber": "\(name)", "error": "\(error)"])
            }
        }
    }
}

/// A service under a fixed name. The group writes `\(service)` into the log and into its errors: a
/// service by itself would be written out with everything it holds.
private struct NamedService: ServiceLifecycle.Service, Withheld {
    let description: String
    private let service: any ServiceLifecycle.Service

    init(_ name: String, _ service: any ServiceLifecycle.Service) {
        description = name
        self.service = service
    }

    func run() async throws { try await service.run() }
}

/// Runs the work of a capability until the server stops.
private struct BackgroundService: ServiceLifecycle.Service {
    let service: Plug.Service

    func run() async throws {
        await cancelWhenGracefulShutdown { await service.run() }
        // Work that has nothing to do (no folder to watch) is no reason to stop the others.
        try? await gracefulShutdown()
    }
}

/// Where log lines go: standard error, so that standard output says only what was asked for.
enum Logging {
    static func start() throws -> Logger {
        let level = try level(ProcessInfo.processInfo.environment["LOG_LEVEL"] ?? "")
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        return Logger(label: "tradewind")
    }

    /// The level a setting names; `notice` when it is empty.
    static func level(_ text: String) throws -> Logger.Level {
        guard !text.isEmpty else { return .notice }
        guard let level = Logger.Level(rawValue: text) else {
            let all = Logger.Level.allCases.map(\.rawValue)
            throw WrongSetting(
                name: "LOG_LEVEL", value: text,
                expected: Localized(
                    zh: all.joined(separator: "、") + " 之一",
                    en: "one of " + all.joined(separator: ", ")))
        }
        return level
    }
}
