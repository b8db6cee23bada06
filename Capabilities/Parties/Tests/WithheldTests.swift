import Kernel
import Secrets
import TestKit
import Testing

@testable import Parties

/// What holds a secret is written out without it, whoever does the writing.
@Suite("Secrets that are printed") struct WithheldTests {
    /// All ways a value is written out by those who know nothing of it.
    private func written(_ value: some Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        var mirrored = ""
        dump(Mirror(reflecting: value).children.map { "\($0)" }, to: &mirrored)
        return ["\(value)", String(describing: value), String(reflecting: value), dumped, mirrored]
    }

    @Test("the pepper is in nothing that holds it")
    func pepper() async throws {
        try await PartiesWorld.with(.sqlite) { world in
            let pepper = try Pepper(bytes: Array("a-secret-of-32-bytes-or-of-more!!".utf8))
            let parties = try Parties(
                store: world.store, journal: world.journal, clock: world.clock.clock,
                ids: .counting(), secrets: .system, pepper: pepper, share: Share.find())
            let holders: [Any] = [
                pepper, parties, [parties], parties.gatekeeper, EnterprisesResource(parties: parties),
                ["parties": parties],
            ]
            let forms = [
                pepper.bytes.prefix(4).map { String($0) }.joined(separator: ", "),
                String(decoding: pepper.bytes, as: UTF8.self), Digest.hex(pepper.bytes),
            ]
            for holder in holders {
                for text in written(holder) {
                    for form in forms { #expect(!text.contains(form), "\(type(of: holder))") }
                }
            }
            #expect("\(parties)" == "Parties(withheld)")
            #expect(Mirror(reflecting: pepper).children.isEmpty)
        }
    }

    @Test("passwords and keys are in nothing that carries them")
    func carried() {
        let secret = "geheim1234567890"
        let key = KeyText(id: "abc", secret: secret)
        let carriers: [Any] = [
            key, NewUser(login: "a", name: "b", password: secret, kind: .administrator),
            PartiesRequest.addUser(login: "a", name: "b", password: secret, place: .administration),
            UserRequest.setPassword(login: "a", password: secret),
            PartiesRequest.user(.setPassword(login: "a", password: secret)),
        ]
        for carrier in carriers {
            for text in written(carrier) { #expect(!text.contains(secret), "\(type(of: carrier))") }
        }
        #expect(key.text.contains(secret))
    }
}
