import Kernel
import Parties
import Web

extension Language {
    /// A page's address in this language.
    func path(_ rest: String) -> String { "/\(rawValue)\(rest)" }
}

extension HTML {
    /// What kept something from being done, above the page; nothing when all is well.
    static func trouble(_ refusal: ListsRefusal?, _ language: Language) -> HTML {
        guard let refusal else { return "" }
        let text =
            language == .zh
            ? refusal.message.zh + refusal.fix.zh : "\(refusal.message.en) \(refusal.fix.en)"
        return .errorSummary(
            [FormError(field: refusal.field, text)]
                + refusal.faults.map { FormError(field: nil, $0.message[language]) },
            language: language)
    }

    static func line(
        _ name: String, _ label: Localized, value: String = "", kind: TextKind = .text,
        hint: Localized? = nil, isRequired: Bool = true, id: String? = nil, _ language: Language
    ) -> HTML {
        .textInput(
            Field(
                name, label: label[language], hint: hint?[language], isRequired: isRequired,
                id: id),
            value: value, kind, language: language)
    }

    static func submit(_ word: Localized, _ language: Language) -> HTML {
        submit(word, .primary, language)
    }

    static func submit(_ word: Localized, _ style: ButtonStyle, _ language: Language) -> HTML {
        #"<p class="row">\#(.button(word[language], style))</p>"#
    }
}

extension ListsDesk {
    /// A table of who stands on a list.
    func table(_ members: [Membership], _ list: ListFile, _ language: Language) -> HTML {
        var columns: [Column<Membership>] = [
            Column(ListWords.firm[language], isHeader: true) { shownName($0.tenant, language) },
            Column(ListWords.code[language], .code) {
                firms.enterprise(id: $0.tenant)?.codes.first ?? "–"
            },
        ]
        if let items = list.items {
            columns.append(Column(items.label[language], .code) { $0.item })
        }
        columns += [
            Column(ListWords.since[language], .time) { $0.from.text },
            Column(ListWords.until[language], .time) { $0.to?.text ?? "–" },
            Column(
                ListWords.reason[language],
                html: { member in
                    .under(
                        "\(Localized(inOne: member.reason), language)",
                        member.exitReason.isEmpty
                            ? member.document : "\(member.exitReason) · \(member.exitDocument)")
                }),
        ]
        return .table(
            caption: list.name[language], columns: columns, rows: members,
            empty: .emptyState(
                Localized(zh: "这一日期没有企业在名单上", en: "Nobody stands on it that day")[language],
                hint: Localized(
                    zh: "换一个日期，或看名单的标准和提名办法。",
                    en: "Choose another day, or see criteria and how to be nominated.")[language]))
    }

    /// The criteria of a list.
    func criteria(_ list: ListFile, _ language: Language) -> HTML {
        .table(
            caption: ListWords.criteria[language],
            columns: [
                Column(ListWords.criteria[language], isHeader: true) { $0.name[language] },
                Column(Localized(zh: "分值", en: "Points")[language], .number) { criterion in
                    criterion.points == 0
                        ? Localized(zh: "必备", en: "must")[language] : String(criterion.points)
                },
                Column(
                    Localized(zh: "怎样计算", en: "How it is measured")[language],
                    text: { measure($0)[language] }),
                Column(ListWords.basis[language]) { $0.basis.text },
            ], rows: list.criteria,
            empty: .emptyState(
                Localized(zh: "没有列明标准", en: "No criteria are laid down")[language],
                hint: Localized(zh: "由主管部门决定。", en: "Its authority decides.")[language]))
    }

    private func measure(_ criterion: ListFile.Criterion) -> Localized {
        switch criterion.measure {
        case .needs(let condition): wording(condition)
        case .figure(let fact, let full, _):
            Localized(
                zh: "按\(names.fact(fact).zh)计分，\(full) 起满分",
                en: "by \(names.fact(fact).en), full from \(full)")
        case .marks: Localized(zh: "主管部门评分并写明理由", en: "marks of the authority, with reason")
        }
    }

    private func wording(_ condition: FirmCondition) -> Localized {
        func joined(_ all: [Localized], _ zh: String, _ en: String) -> Localized {
            Localized(
                zh: all.map(\.zh).joined(separator: zh), en: all.map(\.en).joined(separator: en))
        }
        switch condition {
        case .all(let parts): return joined(parts.map(wording), "，且", " and ")
        case .any(let parts): return joined(parts.map(wording), "，或", " or ")
        case .not(let part):
            let inner = wording(part)
            return Localized(zh: "不得：\(inner.zh)", en: "not: \(inner.en)")
        case .list(let lists, _):
            let inner = joined(lists.map(names.list), "、", ", ")
            return Localized(zh: "在“\(inner.zh)”", en: "on “\(inner.en)”")
        case .role(let roles): return joined(roles.map(names.role), "、", ", ")
        case .level(let levels): return joined(levels.map(names.level), "、", ", ")
        case .district(let starts):
            let inner = starts.joined(separator: ", ")
            return Localized(zh: "关区 \(inner)", en: "customs district \(inner)")
        case .fact(let fact, let comparison, let limit):
            let (name, wanted) = (names.fact(fact), ConditionWords.limit(comparison, limit))
            return Localized(zh: "\(name.zh)\(wanted.zh)", en: "\(name.en) \(wanted.en)")
        }
    }
}
