public import Kernel

/// How what every room speaks of looks to programs: the same members wherever it stands.
extension Localized {
    /// `{"zh": …, "en": …}`.
    public var json: JSON { .object([.init("zh", .text(zh)), .init("en", .text(en))]) }

    /// Nil for what has not both languages.
    public init?(json: JSON?) {
        guard let zh = json?["zh"]?.string, let en = json?["en"]?.string else { return nil }
        self.init(zh: zh, en: en)
    }
}

extension Citation {
    /// `{"document": …, "article": …}`; the article is empty where the whole document is meant.
    public var json: JSON {
        .object([.init("document", .text(document)), .init("article", .text(article))])
    }
}

extension Explanation.Input {
    /// `words` only where the languages differ.
    var json: JSON {
        let isSame = words.zh.utf8.elementsEqual(words.en.utf8)
        return .object(
            [.init("name", name.json), .init("value", .text(value))]
                + (isSame ? [] : [.init("words", words.json)]))
    }
}

extension Explanation {
    /// The tree from the outcome down to the rules that led to it.
    public var json: JSON {
        .object([
            .init("rule", .text(rule)), .init("version", .optional(version?.text)),
            .init("title", title.json),
            .init(
                "inputs",
                .array(inputs.map(\.json))),
            .init("outcome", outcome.json),
            .init("citations", .array(citations.map(\.json))),
            .init("children", .array(children.map(\.json))),
        ])
    }

    /// As it was kept; nil for what is no explanation. A tree deeper than any rule makes is cut.
    public init?(kept json: JSON?) { self.init(kept: json, depth: 0) }

    private init?(kept json: JSON?, depth: Int) {
        guard depth < 32, let json, let title = Localized(json: json["title"]),
            let outcome = Localized(json: json["outcome"])
        else { return nil }
        self.init(
            rule: json["rule"]?.string ?? "", version: json["version"]?.string.flatMap { Day($0) },
            title: title,
            inputs: (json["inputs"]?.elements ?? []).compactMap { input in
                Localized(json: input["name"]).map { name in
                    Input(
                        name,
                        Localized(json: input["words"])
                            ?? Localized(same: input["value"]?.string ?? ""))
                }
            }, outcome: outcome,
            citations: (json["citations"]?.elements ?? []).compactMap { citation in
                citation["document"]?.string.map {
                    Citation(document: $0, article: citation["article"]?.string ?? "")
                }
            },
            children: (json["children"]?.elements ?? []).compactMap {
                Explanation(kept: $0, depth: depth + 1)
            })
    }
}
