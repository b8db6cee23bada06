import Kernel

/// What is wrong with a version that is to be published; all faults at once.
struct PolicyCheck: Sendable {
    let register: PolicyRegister

    private static let mostArticles = 200

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
        if let owner = register.find(document: version.document), owner.id != policy {
            fault(
                "/document", "这一文号属于政策 \(owner.id)。",
                "This document is policy \(owner.id).")
        }
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
