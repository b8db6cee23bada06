import Kernel
import Testing

@testable import Seal

@Suite("Refusals") struct RefusalTests {
    static let all: [SealRefusal] = [
        .missing, .several(2), .misplaced, .form("SignedInfo"), .reference, .transform,
        .canonicalization, .algorithms, .keyInfo, .noCertificate, .foreignCertificate, .keyName,
        .notYetValid(someDay), .expired(someDay), .keyDoesNotFit, .keyTooShort(512), .signature,
        .digest, .declarant("1"), .alreadySigned, .noPlace, .certificateUnreadable,
        .keyUnreadable, .tokenUnreachable, .keyPair, .keyFailed, .unavailable,
    ]

    @Test("have each a code and sentences of their own in both languages")
    func texts() {
        #expect(Set(Self.all.map(\.code)).count == Self.all.count)
        #expect(Set(Self.all.map(\.message)).count == Self.all.count)
        for refusal in Self.all {
            #expect(refusal.code.hasPrefix("seal."))
            for text in [refusal.message, refusal.fix] {
                #expect(text.zh.unicodeScalars.contains { $0.value > 0x4DFF }, "\(refusal)")
                #expect(!text.en.isEmpty && text.en.utf8.allSatisfy { $0 < 0x80 }, "\(refusal)")
            }
        }
        let long = SealRefusal.declarant(String(repeating: "1", count: 1_000_000))
        #expect(long.message.zh.utf8.count < 200)
    }

    @Test(
        "have customs' number where it publishes one",
        arguments: [
            ("621", SealRefusal.missing, -621_026), ("621", .several(2), -621_025),
            ("621", .digest, -621_028), ("621", .signature, -621_029),
            ("621", .expired(someDay), -621_029), ("621", .foreignCertificate, -621_015),
            ("621", .declarant("1"), -621_015), ("623", .missing, -623_017),
            ("623", .reference, -623_016), ("623", .digest, -623_029),
            ("623", .foreignCertificate, -623_021), ("625", .missing, -625_028),
            ("625", .transform, -625_027), ("625", .digest, -625_005),
            ("625", .foreignCertificate, -625_020), ("625", .declarant("1"), -625_013),
            ("311", .signature, -301_020), ("311", .missing, -301_020), ("303", .signature, nil),
            ("711", .signature, nil), ("621", .keyUnreadable, nil),
        ] as [(String, SealRefusal, Int?)])
    func numbers(type: String, refusal: SealRefusal, expected: Int?) {
        #expect(refusal.officialCode(for: type) == expected)
    }
}
