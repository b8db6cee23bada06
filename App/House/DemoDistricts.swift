import Kernel
import Parties

extension DemoWorld {
    /// Two officers of a district outside Shanghai: what an enterprise declares there (an export
    /// that comes back through another district, say) has somebody to decide it, and somebody to
    /// agree.
    static let elsewhere: [Person] = [
        Person(
            login: "hangzhou", name: "测试甲（杭州海关）", kind: .officer(districts: ["2901"]),
            about: Localized(
                zh: "杭州海关（2901）关员", en: "officer of Hangzhou Customs (2901)")),
        Person(
            login: "hangzhou2", name: "测试乙（杭州海关）", kind: .officer(districts: ["2901"]),
            about: Localized(
                zh: "杭州海关（2901）关员（复核）",
                en: "second officer of Hangzhou Customs (2901)")),
    ]
}
