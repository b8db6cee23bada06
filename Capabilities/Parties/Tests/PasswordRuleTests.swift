import Kernel
import Secrets
import TestKit
import Testing

@testable import Parties

@Suite("Rules of passwords") struct PasswordRuleTests {
    private static let least = 12

    private func faults(_ password: String) throws -> [InputFault] {
        passwordFaults(
            password, login: "ce-shi-jia", name: "测试甲", least: Self.least,
            common: try CommonPasswords(share: Share.find()))
    }

    @Test("twelve characters are asked for and a thousand are taken; sixty-four always do")
    func lengths() throws {
        let share = try Share.find()
        #expect(try SecuritySettings(share: share).value(.leastPassword, on: PartiesWorld.start.day) == 12)
        #expect(try faults("wren otter5") == [.passwordShort(least: 12)])
        #expect(try faults("wren otter52").isEmpty)
        let sentence = "the heron stands on one leg where the tide has left the mud for gulls"
        #expect(sentence.utf8.count >= 64)
        #expect(try faults(sentence).isEmpty)
        #expect(try faults(String(repeating: "heron and otter ", count: 64)).isEmpty)
        #expect(try faults(String(repeating: "heron and otter ", count: 65)) == [.passwordLong])
    }

    @Test(
        "any characters do: small letters alone, Chinese, blanks, signs of any script",
        arguments: [
            "wrenotterheronmud", "鹭鸶站在潮水退去的滩涂上等鱼来", "   heron    mud   ", "ΓΛΑΡΟΣ στη λάσπη", "🦆🐟🌊🪺🦀🐚🪸🌾🍃🪶🐌🦗",
        ])
    func anySigns(password: String) throws { #expect(try faults(password).isEmpty) }

    @Test("every password of twelve signs or more among the fifty thousand most common is refused")
    func lists() throws {
        let share = try Share.find()
        let common = try CommonPasswords(share: share)
        let listed = try share.text("Capabilities/Parties/Data/common-passwords.txt")
            .split(separator: "\n").map(String.init)
        #expect(listed.count > 300)
        for password in listed {
            #expect(common.contains(password, own: []), "\(password)")
            #expect(common.contains(password.uppercased(), own: []), "\(password)")
        }
        // And what people make of the common words to reach the length.
        let words = try share.text("Capabilities/Parties/Data/common-password-words.txt")
            .split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
        var refused = 0
        for first in words.prefix(60) {
            for second in words.prefix(60) where (first + second).unicodeScalars.count >= Self.least {
                for end in ["", "1", "123", "2026", "!"] {
                    if common.contains(first + second + end, own: []) { refused += 1 }
                }
            }
        }
        #expect(refused >= 3000, "\(refused)")
    }

    @Test("a password is taken exactly as it was typed: no case, no blank, no composition changed", arguments: TestStore.engines)
    func exact(engine: TestStore.Engine) async throws {
        try await PartiesWorld.with(engine) { world in
            let enterprise = try await world.enterprise(1)
            let password = " Caf\u{E9} heron and otter "
            _ = try await world.parties.addUser(
                NewUser(
                    login: "ce-shi-jia", name: "测试甲", password: password,
                    kind: .member(enterprise: enterprise.id)), by: "test")
            let enter: @Sendable (String) async throws -> PartiesRefusal? = { typed in
                try await refusal {
                    try await world.parties.signIn(login: "ce-shi-jia", password: typed, remote: "192.0.2.1")
                }
            }
            #expect(try await enter(password) == nil)
            for other in ["Caf\u{E9} heron and otter", " caf\u{E9} heron and otter ", " Cafe\u{301} heron and otter ", " Caf\u{E9} heron and otte"] {
                #expect(try await enter(other) == .signInFailed, "\(other)")
            }
        }
    }

    @Test("a login without a password is opened by no password, and takes as long as another")
    func none() async throws {
        let desk = PasswordDesk()
        #expect(try await !desk.isRight("", for: ""))
        #expect(try await !desk.isRight("heron and otter", for: ""))
        #expect(try await !desk.isRight("heron and otter", for: nil))
    }
}
