import FoundationEssentials
import Parties
import Testing

@testable import House

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What the server writes holds no secret, however much it is asked to write.
@Suite("Secrets in the log", .serialized) struct ReliabilitySecretScenarios {
    @Test("the pepper stands in no line of the log, in whatever form", arguments: ["trace", "debug"])
    func pepper(level: String) async throws {
        let support = try await SupportServer()
        defer { support.remove() }
        let pepper = try Pepper.find(folder: support.folder, environment: [:])
        let file = FileManager.default.contents(atPath: support.folder + "/pepper") ?? Data()
        let text = file.filter { $0 > 0x20 }
        try #require(text.count == 64)
        try await onSupportThread {
            let server = try support.start(logLevel: level)
            _ = try ControlSocket.ask(.user(.list(enterprise: nil)), folder: support.folder)
            server.end(SIGTERM)
            let log = FileManager.default.contents(atPath: support.folder + "/server.log") ?? Data()
            let said = String(decoding: log, as: UTF8.self).lowercased()
            // The names of the services are what once brought it there.
            #expect(said.contains("parties.watch") && said.contains("control"))
            let key = pepper.key(for: "buyer accounts")
            for secret in [Array(text), key] {
                for form in forms(secret) { #expect(!said.contains(form.lowercased()), "\(form.count)") }
            }
        }
    }

    /// How bytes are written by those who do not know that they are secret: as text, hexadecimal,
    /// base64 and a list of numbers, by their beginnings.
    private func forms(_ bytes: [UInt8]) -> [String] {
        let hex = bytes.prefix(16).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return [
            String(decoding: bytes.prefix(16), as: UTF8.self), hex,
            Data(bytes.prefix(15)).base64EncodedString(),
            bytes.prefix(8).map { String($0) }.joined(separator: ", "),
        ]
    }
}
