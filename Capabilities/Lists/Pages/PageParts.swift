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
        func words(_ message: Localized, _ fix: Localized) -> String {
            language == .zh ? message.zh + fix.zh : "\(message.en) \(fix.en)"
        }
        let errors = refusal.faults.map { fault in
            FormError(field: input(fault.path), words(fault.message, fault.fix))
        }
        return .errorSummary(
            errors.isEmpty
                ? [FormError(field: refusal.field, words(refusal.message, refusal.fix))] : errors,
            note: refusal.citation.map {
                Localized(zh: "依据：\($0.text)", en: "Basis: \($0.text)")[language]
            }, language: language)
    }

    /// The input of a page that a path names: `/marks/lead` is `mark-lead`.
    private static func input(_ path: String) -> String {
        path.split(separator: "/").map { $0 == "marks" ? "mark" : String($0) }
            .joined(separator: "-")
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
                        "\(Localized(kept: member.reason), language)",
                        member.exitReason.isEmpty
                            ? member.document
                            : "\(Localized(kept: member.exitReason)[language])"
                                + " · \(member.exitDocument)")
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
                Column(ListWords.basis[language], html: { .citation($0.basis, language) }),
            ], rows: list.criteria,
            empty: .emptyState(
                Localized(zh: "没有列明标准", en: "No criteria are laid down")[language],
                hint: Localized(zh: "由主管部门决定。", en: "Its authority decides.")[language]))
    }

    private func measure(_ criterion: ListFile.Criterion) -> Localized {
        switch criterion.measure {
        case .needs(let condition): wording(condition)
        case .figure(let fact, let full, _):
            byFigure(names.fact(fact), ConditionWords.amount(full, names.measure(fact)))
        case .marks: Localized(zh: "主管部门评分并写明理由", en: "marks of the authority, with reason")
        }
    }

    private func byFigure(_ name: Localized, _ full: Localized) -> Localized {
        Localized(zh: "按\(name.zh)计分，\(full.zh) 起满分", en: "by \(name.en), full from \(full.en)")
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
            return ConditionWords.needed(
                names.fact(fact), comparison, limit, names.measure(fact))
        }
    }
}
