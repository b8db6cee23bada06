import Declarations
import FoundationEssentials
import Kernel
import Parties
import Seal
import Wire

/// A demonstration world: enterprises, people, keys, and a few hundred parcels in every state. The
/// parcels are sent through the gateway's own HTTP door, so what one sees is what really happened
/// to them.
///
/// Loading it again changes nothing and takes no time: what was made is written down in the data
/// folder.
struct DemoWorld: Sendable {
    let house: SingleWindow
    /// Where the server listens on the loopback.
    let port: Int
    let settings: HouseSettings
    /// Told line by line what is going on.
    let say: @Sendable (String) -> Void

    /// A login of the demonstration.
    struct Person: Sendable {
        let login: String
        let name: String
        let kind: User.Kind
        let about: Localized
    }

    /// Password of every login of the demonstration. It is no secret: the world is loaded only on
    /// the loopback.
    static let password = "tradewind-demo-2026"

    /// What the keys of the demonstration may do: enough for every example of the API reference.
    static let scopes: Set = ["declarations.read", "declarations.lodge", "balances.read"]

    /// Loads the world unless it is there, and says what one can do with it.
    func load() async throws {
        guard settings.host == "127.0.0.1" || settings.host == "localhost" else {
            throw WrongSetting(
                name: "--host", value: settings.host,
                expected: Localized(
                    zh: "127.0.0.1，因为演示账户的密码是公开的",
                    en: "127.0.0.1, because the logins of the demonstration are public"))
        }
        if let kept = FileManager.default.contents(atPath: notes) {
            tell(String(decoding: kept, as: UTF8.self))
            return
        }
        let cast = SampleCast.six()
        let keys = try await people(cast)
        let story = DemoStory(
            samples: SampleChains(
                catalogue: try MessageCatalogue.load(from: house.share), cast: cast,
                prefix: "DEMO", at: try beginning()),
            keys: keys, port: port, say: say)
        try await OwnThread.run { try story.tell() }
        try trialKey(cast.declarant)
        let text = summary(cast, keys)
        // Keys are shown once and stored nowhere else: only the owner may read this.
        guard
            FileManager.default.createFile(
                atPath: notes, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else { throw DemoWorld.notWritable(notes) }
        tell(text)
    }

    /// A key of nobody with which the declarant's lists can be signed once its certificate is
    /// registered. Nobody has to: until then the declarant is known by its API key.
    private func trialKey(_ declarant: SampleEnterprise) throws {
        let now = house.clock.now()
        let key = try TrialKey(
            .sm2, named: declarant.name, serial: 0x7E57, from: now,
            until: now.adding(milliseconds: 366 * 86_400_000))
        guard
            FileManager.default.createFile(
                atPath: settings.data + "/demonstration-declarant.pem", contents: Data(key.file),
                attributes: [.posixPermissions: 0o600])
        else { throw DemoWorld.notWritable(settings.data) }
    }

    private static func notWritable(_ path: String) -> WrongSetting {
        WrongSetting(
            name: "--data", value: path,
            expected: Localized(zh: "可写的目录", en: "a writable folder"))
    }

    private var notes: String { settings.data + "/demonstration.txt" }

    /// The moment the world is filed at: written down before the first message, so that a load that
    /// was interrupted goes on with the same messages, which do no harm twice.
    private func beginning() throws -> Instant {
        let path = settings.data + "/demonstration.begun"
        if let kept = FileManager.default.contents(atPath: path),
            let moment = Instant(compact: String(decoding: kept, as: UTF8.self))
        {
            return moment
        }
        let now = house.clock.now()
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(now.compactMilliseconds.utf8))
        else { throw DemoWorld.notWritable(path) }
        return now
    }

    /// The data outlive the port, so the address is never part of what is written down.
    private func tell(_ text: String) {
        let address = "http://127.0.0.1:\(port)"
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            say(line.split(separator: "{address}", omittingEmptySubsequences: false)
                .joined(separator: address))
        }
    }

    private func people(_ cast: SampleCast) async throws -> [String: String] {
        let entry = DemoEnrolment(house: house)
        let first = Day(year: house.clock.today.year, month: 1, day: 1) ?? house.clock.today
        say("登记 \(cast.members.count) 家测试企业 / Enrolling \(cast.members.count) test enterprises")
        try await entry.enrol(cast, from: first)
        try await entry.enrolBank(from: first)
        try await entry.letters(
            for: cast.platform, from: first, letter: 9_800_000,
            Citation(document: "海关总署公告2018年第194号", article: "四"))
        try await entry.letters(
            for: cast.declarant, from: first,
            Citation(document: "海关总署公告2018年第194号", article: "四"))
        // What a release on a proof of origin with minor defects is secured by; it ends soon, for
        // the bank and the seller to see to.
        try await entry.letters(
            for: cast.seller, from: first, until: try beginning().day.adding(days: 20),
            Citation(document: "海关事务担保条例"))
        try await entry.stock(2_000, of: cast)
        try await entry.mandate(.guarantee, from: cast.platform, to: cast.declarant)
        try await entry.mandate(.declare, from: cast.seller, to: cast.declarant)
        for person in persons(cast) {
            _ = try await house.parties.addUserOrKeep(
                NewUser(
                    login: person.login, name: person.name, password: DemoWorld.password,
                    kind: person.kind), isPublished: true, by: "demonstration")
        }
        try await DemoOfficers(of: house).enter(from: first, password: DemoWorld.password)
        try await entry.applications(of: cast)
        say(
            "  申请 6 份，待商务、海关、市场监管办理"
                + " / 6 applications, at the desks of commerce, customs and market regulation")
        return try await entry.keys(
            for: cast, label: "演示 / demonstration", scopes: DemoWorld.scopes)
    }

    private func persons(_ cast: SampleCast) -> [Person] {
        func member(_ enterprise: SampleEnterprise) -> User.Kind {
            .member(
                enterprise: house.parties.register.find(code: enterprise.creditCode)?.id ?? "")
        }
        return [
            Person(
                login: "seller", name: "测试甲", kind: member(cast.seller),
                about: Localized(zh: "电商企业职员", en: "clerk of the seller")),
            Person(
                login: "declarant", name: "测试乙", kind: member(cast.declarant),
                about: Localized(zh: "报关企业职员", en: "clerk of the declarant")),
            Person(
                login: "carrier", name: "测试丙", kind: member(cast.carrier),
                about: Localized(zh: "物流企业职员", en: "clerk of the carrier")),
            Person(
                login: "bank", name: "测试丁", kind: member(DemoEnrolment.bank),
                about: Localized(
                    zh: "银行职员，看本行出具的保函", en: "clerk of the bank, follows its letters")),
            Person(
                login: "admin", name: "测试管理员", kind: .administrator,
                about: Localized(zh: "系统管理员", en: "administrator")),
        ] + DemoWorld.elsewhere
    }

    private func summary(_ cast: SampleCast, _ keys: [String: String]) -> String {
        var lines = [
            "", "演示世界已就绪 / The demonstration world is ready: {address}", "",
            "账户（密码均为 \(DemoWorld.password)）/ Accounts (password of all: \(DemoWorld.password))",
        ]
        for person in persons(cast) {
            lines.append("  \(padded(person.login, 10)) \(person.about.zh) / \(person.about.en)")
        }
        lines += ["", "各单位的经办人员，每个席位两名 / Officers, two at every desk and of every authority"]
        for officer in DemoOfficers(of: house).all {
            lines.append(
                "  \(padded(officer.login, 17)) \(officer.about.zh) / \(officer.about.en)")
        }
        lines += ["", "接口密钥 / API keys"]
        for member in cast.members {
            lines.append("  \(member.creditCode)  \(member.name) / \(member.nameEn)")
            lines.append("    \(keys[member.creditCode] ?? "")")
        }
        lines += [
            "", "可以试试 / Things to try",
            "  1. 用 declarant 登录，打开一份已放行的进口清单，展开税款计算",
            "     Sign in as declarant, open a released import list, unfold how its tax came about",
            "     {address}/zh/declarations    {address}/en/declarations",
            "  2. 用 officer 登录，处理待审核和待查验的清单",
            "     Sign in as officer and decide what waits for review and inspection",
            "     {address}/zh/worklist",
            "  3. 用 seller 登录办事，再用 commerce 登录受理 / Apply as seller, then accept as commerce",
            "     {address}/zh/services    {address}/zh/desk",
            "  4. 用密钥领取回执 / Pull receipts with a key",
            "     curl -H 'Authorization: Bearer \(keys[cast.declarant.creditCode] ?? "")' \\",
            "         '{address}/api/v1/receipts?limit=3'", "",
            "测试签名证书 / Trial certificate to sign with: \(settings.data)/demonstration-declarant.pem",
            "",
        ]
        return lines.joined(separator: "\n")
    }
}

private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.utf8.count))
}
