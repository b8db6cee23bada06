import Declarations
import Kernel
import Parties
import Testing

@testable import House

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Commands of the operator reach the running server through a socket in its folder.
@Suite("The operator's socket", .serialized) struct ReliabilityControlScenarios {
    @Test("who connects and says nothing holds up neither the operator nor the server")
    func silent() async throws {
        let support = try await SupportServer()
        defer { support.remove() }
        try await onSupportThread {
            let server = try support.start()
            let path = ControlSocket.path(in: support.folder)
            let silent = (0..<20).compactMap { _ in ControlSocket.connect(path) }
            defer { for file in silent { close(file) } }
            #expect(silent.count == 20)
            // Half of them begin a line and never end it.
            for file in silent.prefix(10) { #expect(write(file, "{", 1) == 1) }
            let cast = support.world.cast
            for label in ["first", "second", "third"] {
                let key = try ControlSocket.ask(
                    .createKey(
                        enterprise: cast.platform.creditCode, label: label,
                        scopes: ["declarations.read"], days: 1),
                    folder: support.folder)
                let reply = try BenchConnection(port: server.port).send(
                    "GET", "/api/v1/receipts?limit=1",
                    headers: [("authorization", "Bearer \(key ?? "")")])
                #expect(reply.status == 200)
            }
            // Served beside the silent, not after they had been sent away.
            #expect(silent.allSatisfy(isOpen))
            server.end(SIGTERM)
        }
    }

    private func isOpen(_ file: Int32) -> Bool {
        var byte: UInt8 = 0
        return recv(file, &byte, 1, Int32(MSG_DONTWAIT)) < 0 && errno == EAGAIN
    }
}
