import Kernel

/// Officers of the demonstration who decide applications.
extension DemoWorld {
    struct Desk: Sendable {
        let login: String
        let name: String
        let body: String
        let about: Localized

        /// Every officer has a customs district and its declarations. Those of other bodies have
        /// one in which this world declares nothing: they see applications only.
        var districts: Set<String> { body == "customs" ? ["2244"] : ["0100"] }
    }

    static let desks = [
        Desk(
            login: "commerce", name: "测试商务甲", body: "commerce",
            about: Localized(zh: "市商务委人员", en: "officer of the commerce commission")),
        Desk(
            login: "mofcom", name: "测试商务部甲", body: "mofcom",
            about: Localized(zh: "商务部人员", en: "officer of the ministry of commerce")),
        Desk(
            login: "mofcom2", name: "测试商务部乙", body: "mofcom",
            about: Localized(zh: "商务部人员（复核）", en: "second officer of the ministry")),
        Desk(
            login: "customs2", name: "测试关员乙", body: "customs",
            about: Localized(zh: "海关人员（复核）", en: "second customs officer")),
    ]
}
