import FoundationEssentials
import Kernel
import Logging
import Parties
import ServiceLifecycle
import Synchronization
import Tariff
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Lets commands of the operator reach the server that holds the embedded store: a socket in the
/// data folder that only its owner may open. One line of JSON in, one line out.
struct ControlSocket: ServiceLifecycle.Service {
    private let path: String?
    private let parties: Parties
    private let tariff: TariffCapability
    private let logger: Logger

    static func path(in folder: String) -> String { folder + "/control.sock" }

    init(
        parties: Parties, tariff: TariffCapability, settings: HouseSettings, logger: Logger
    ) throws {
        path = settings.database == nil ? ControlSocket.path(in: settings.data) : nil
        self.parties = parties
        self.tariff = tariff
        self.logger = logger
    }

    func run() async throws {
        guard let path, let listener = ControlSocket.listen(path) else {
            if path != nil { logger.warning("the control socket could not be opened") }
            try? await gracefulShutdown()
            return
        }
        let (stream, continuation) = AsyncStream.makeStream(of: Asked.self)
        // Accepting blocks, so it has a thread of its own; closing the listener ends it.
        let door = Door(listener: listener, logger: logger)
        if !OwnThread.begin({ ControlSocket.accept(door, into: continuation) }) {
            logger.warning("the control socket has no thread and is not served")
            continuation.finish()
            door.close()
        }
        await withTaskCancellationOrGracefulShutdownHandler {
            for await asked in stream {
                let answer = await answer(asked.line)
                do {
                    try await OwnThread.run {
                        ControlSocket.writeLine(answer, to: asked.connection)
                        close(asked.connection)
                    }
                } catch {
                    close(asked.connection)
                }
            }
        } onCancelOrGracefulShutdown: {
            door.shut()
            unlink(path)
        }
        // A service that returns stops all the others: nothing here is reason enough.
        try? await gracefulShutdown()
    }

    /// The listening socket, until the server stops.
    private final class Door: Sendable {
        let listener: Int32
        let logger: Logger
        private let isShut = Mutex(false)

        init(listener: Int32, logger: Logger) {
            self.listener = listener
            self.logger = logger
        }

        var isOpen: Bool { isShut.withLock { !$0 } }

        /// Wakes whoever accepts, who then closes the listener: closed here, its number might be
        /// another file by the time it is used.
        func shut() {
            isShut.withLock { shut in
                guard !shut else { return }
                shut = true
                shutdown(listener, Int32(SHUT_RDWR))
            }
        }

        func close() {
            isShut.withLock { shut in
                shut = true
                _ = Glibc.close(listener)
            }
        }
    }

    /// A connection and the line it has said; nil when it said none in time.
    private struct Asked: Sendable {
        let connection: Int32
        let line: [UInt8]?
    }

    /// Connections that have not said their line yet.
    private final class Silent: Sendable {
        private let count = Mutex(0)

        func enter() -> Bool {
            count.withLock { count in
                guard count < 32 else { return false }
                count += 1
                return true
            }
        }

        func leave() { count.withLock { $0 -= 1 } }
    }

    /// Each connection says its line to a thread of its own, so that one that says nothing keeps
    /// nobody waiting. More than a few at once is no operator's doing.
    ///
    /// Nothing but the end of the server ends it: where files, memory or threads are short, whoever
    /// asks waits until there are some again.
    private static func accept(
        _ door: Door, into continuation: AsyncStream<Asked>.Continuation
    ) {
        let silent = Silent()
        var isShort = false
        while door.isOpen {
            let connection = Glibc.accept(door.listener, nil, nil)
            if connection < 0 {
                let reason = errno
                if reason == EINTR || reason == ECONNABORTED || !door.isOpen { continue }
                if !isShort {
                    door.logger.warning(
                        "the control socket accepts nobody for now",
                        metadata: ["error": "\(String(cString: strerror(reason)))"])
                }
                isShort = true
                usleep(100_000)
                continue
            }
            isShort = false
            guard silent.enter() else {
                close(connection)
                continue
            }
            // An answer is short; who does not take it must not hold the next one for long.
            var patience = timeval(tv_sec: 5, tv_usec: 0)
            setsockopt(
                connection, SOL_SOCKET, SO_SNDTIMEO, &patience,
                socklen_t(MemoryLayout<timeval>.size))
            let begun = OwnThread.begin {
                let line = readLine(connection, within: 30)
                silent.leave()
                let yielded = continuation.yield(Asked(connection: connection, line: line))
                // The server stops: nobody answers any more.
                if case .terminated = yielded { close(connection) }
            }
            if !begun {
                silent.leave()
                close(connection)
            }
        }
        door.close()
        continuation.finish()
    }

    private func answer(_ line: [UInt8]?) async -> JSON {
        guard let line, let json = try? JSON(line) else { return answer(error: "request") }
        do {
            let text: String
            if let request = TariffRequest(json) {
                text = try await tariff.perform(request, by: "operator")
            } else if let request = try? PartiesRequest(json) {
                text = try await parties.perform(request, by: "operator")
            } else {
                return answer(error: "request")
            }
            return .object([.init("text", .text(text))])
        } catch let refusal as any Refusal {
            let told = [(refusal.message, refusal.fix, "")]
                + refusal.faults.map { ($0.message, $0.fix, $0.path) }
            return .object([
                .init("refused", .array(told.map(ControlSocket.json))),
                .init("code", .text(refusal.code)),
            ])
        } catch {
            return answer(error: "\(error)")
        }
    }

    private func answer(error: String) -> JSON { .object([.init("error", .text(error))]) }
}

extension ControlSocket {
    /// Asks the server that holds a folder; nil when none listens there.
    static func ask(_ request: PartiesRequest, folder: String) throws -> String? {
        try ask(request.json, folder: folder)
    }

    /// The same for the request of any room.
    static func ask(_ request: JSON, folder: String) throws -> String? {
        guard let connection = connect(path(in: folder)) else { return nil }
        defer { close(connection) }
        writeLine(request, to: connection)
        // The server is ours: a dry run of a whole tariff says a great deal.
        guard let line = readLine(connection, most: 256 << 20), let json = try? JSON(line) else {
            throw ServerSilent()
        }
        if let text = json["text"]?.string { return text }
        let told = (json["refused"]?.elements ?? []).map(fault)
        guard let first = told.first else { throw ServerSilent() }
        throw Told(
            code: json["code"]?.string ?? "control.refused", message: first.message,
            fix: first.fix, faults: Array(told.dropFirst()))
    }

    /// A refusal as the server told it.
    private struct Told: Refusal {
        let code: String
        let message: Localized
        let fix: Localized
        let faults: [Fault]
    }

    private static func json(_ message: Localized, _ fix: Localized, _ path: String) -> JSON {
        .object([
            .init("path", .text(path)), .init("zh", .text(message.zh)),
            .init("en", .text(message.en)), .init("fixZh", .text(fix.zh)),
            .init("fixEn", .text(fix.en)),
        ])
    }

    private static func fault(_ json: JSON) -> Fault {
        func text(_ name: String) -> String { json[name]?.string ?? "" }
        return Fault(
            code: "control.refused", path: text("path"),
            message: Localized(zh: text("zh"), en: text("en")),
            fix: Localized(zh: text("fixZh"), en: text("fixEn")))
    }

    struct ServerSilent: Error, CustomStringConvertible {
        var description: String { "The server holds the data folder and does not answer." }
    }

    private static func address(_ path: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        let room = MemoryLayout.size(ofValue: address.sun_path)
        guard bytes.count < room else { return nil }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return address
    }

    private static func listen(_ path: String) -> Int32? {
        guard var address = address(path) else { return nil }
        unlink(path)
        let file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        let mask = umask(0o177)
        defer { umask(mask) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, Glibc.listen(file, 8) == 0 else {
            close(file)
            return nil
        }
        return file
    }

    static func connect(_ path: String) -> Int32? {
        guard var address = address(path) else { return nil }
        let file = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        let done = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard done == 0 else {
            close(file)
            return nil
        }
        return file
    }

    /// - Parameters:
    ///   - seconds: how long the whole line may take; nil for as long as it takes.
    ///   - most: how long the line may be.
    private static func readLine(
        _ file: Int32, within seconds: UInt64? = nil, most: Int = 64 * 1024
    ) -> [UInt8]? {
        let end = seconds.map { Stopwatch.nanoseconds() + $0 * 1_000_000_000 }
        var line: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while line.count < most {
            if let end {
                let now = Stopwatch.nanoseconds()
                guard now < end else { return nil }
                var wanted = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
                guard poll(&wanted, 1, Int32((end - now) / 1_000_000) + 1) != 0 else { return nil }
            }
            let count = read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return nil }
            let before = line.count
            line += buffer[0..<count]
            if let end = line[before...].firstIndex(of: 0x0A) { return Array(line[..<end]) }
        }
        return nil
    }

    private static func writeLine(_ json: JSON, to file: Int32) {
        let bytes = Array((json.encoded + "\n").utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            if count <= 0 { return }
            sent += count
        }
    }
}
