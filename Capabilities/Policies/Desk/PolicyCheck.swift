import Kernel

/// What is wrong with a version that is to be published; all faults at once.
struct PolicyCheck: Sendable {
    let register: PolicyRegister

    private static let mostArticles = 200
    private static let mostListed = 50

    func faults(_ version: PolicyVersion, of policy: String) -> [Fault] {
        var faults: [Fault] = []
        func fault(_ path: String, _ zh: String, _ en: String) {
            faults.append(PoliciesRefusal.fault(path, zh, en))
        }
        for (path, text, most) in texts(version) {
            if !(1...most).contains(text.unicodeScalars.count) {
                fault(path, "“\(path)”应为 1 至 \(most) 字。", "“\(path)” has 1 to \(most) characters.")
            }
        }
        if let to = version.to, to < version.from {
            fault("/to", "失效日期早于施行日期。", "It ends before it begins.")
        }
        faults += names(version, of: policy) + lists(version)
        for topic in version.topics + version.articles.flatMap(\.topics)
        where !register.topics.contains(where: { $0.id == topic }) {
            fault("/topics", "没有主题 \(topic)。", "There is no topic \(topic).")
        }
        for body in version.articles.flatMap(\.bodies) where register.body(body) == nil {
            fault("/bodies", "没有责任单位 \(body)。", "There is no body \(body).")
        }
        for other in version.replaces where register.policy(other) == nil {
            fault("/replaces", "没有政策 \(other)。", "There is no policy \(other).")
        }
        if version.articles.count > Self.mostArticles {
            fault("/articles", "条款不能多于 200 条。", "There are 200 articles at most.")
        }
        if Set(version.articles.map(\.key)).count != version.articles.count {
            fault("/articles", "条款编号重复。", "Two articles have one number.")
        }
        return faults
    }

    /// A number or another name that another policy is cited by cannot be taken from it.
    private func names(_ version: PolicyVersion, of policy: String) -> [Fault] {
        let names =
            [("/document", version.document)] + version.aliases.map { ("/aliases", $0) }
        return names.compactMap { path, name in
            guard let other = register.find(document: name), other.id != policy else { return nil }
            return PoliciesRefusal.fault(
                path, "文号 \(name) 属于政策 \(other.id)。", "\(name) is policy \(other.id).")
        }
    }

    /// Lists have an end, and what stands in an address has no signs that lead elsewhere.
    private func lists(_ version: PolicyVersion) -> [Fault] {
        let lists = [
            ("/aliases", version.aliases, 200), ("/topics", version.topics, 40),
            ("/roles", version.roles, 40), ("/districts", version.districts, 4),
            ("/replaces", version.replaces, 40),
        ] + version.articles.enumerated().flatMap { place, article in
            [
                ("/articles/\(place)/bodies", article.bodies, 40),
                ("/articles/\(place)/topics", article.topics, 40),
                ("/articles/\(place)/roles", article.roles, 40),
            ]
        }
        var faults = lists.compactMap { path, values, most -> Fault? in
            let isFit =
                values.count <= Self.mostListed
                && values.allSatisfy { (1...most).contains($0.unicodeScalars.count) }
            return isFit
                ? nil
                : PoliciesRefusal.fault(
                    path, "“\(path)”最多 \(Self.mostListed) 项，每项 1 至 \(most) 字。",
                    "“\(path)” has \(Self.mostListed) at most, each of 1 to \(most) characters.")
        }
        if version.source.unicodeScalars.count > 200 {
            faults.append(
                PoliciesRefusal.fault(
                    "/source", "“/source”最多 200 字。", "“/source” has 200 characters at most."))
        }
        for (place, article) in version.articles.enumerated() where !Self.isKey(article.key) {
            faults.append(
                PoliciesRefusal.fault(
                    "/articles/\(place)/key", "条款编号只用字母、数字、点和连字符。",
                    "The number of an article has letters, digits, dots and hyphens only."))
        }
        return faults
    }

    private static func isKey(_ key: String) -> Bool {
        key.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || scalar == "." || scalar == "-"
        } && key != "." && key != ".."
    }

    private func texts(_ version: PolicyVersion) -> [(String, String, Int)] {
        var texts = [
            ("/document", version.document, 200), ("/title/zh", version.title.zh, 200),
            ("/title/en", version.title.en, 300), ("/summary/zh", version.summary.zh, 2_000),
            ("/summary/en", version.summary.en, 4_000), ("/issuer/zh", version.issuer.zh, 200),
            ("/issuer/en", version.issuer.en, 300),
        ]
        for (place, article) in version.articles.enumerated() {
            let path = "/articles/\(place)"
            texts += [
                (path + "/label", article.label, 40), (path + "/key", article.key, 40),
                (path + "/title/zh", article.title.zh, 200),
                (path + "/title/en", article.title.en, 300),
                (path + "/text/zh", article.text.zh, 2_000),
                (path + "/text/en", article.text.en, 4_000),
            ]
        }
        return texts
    }
}
