import Kernel
import Web

/// Where declaring by hand begins: what to declare, and what was begun.
struct EntryStartPage: Sendable {
    var types: [MessageType]
    var drafts: [OpenEntry]
    var sent: [OpenEntry]
    var formToken: String
    var signing: SigningNotice

    func html(_ language: Language) -> HTML {
        """
        \(.heading(
            EntryFrame.title[language],
            lede: Localized(
                zh: "不装插件、不写报文。填写时自动保存，问题一次列全，报送前先看税款。",
                en: """
                    No plug-in, no message to write. What you type is kept, everything wrong is \
                    listed at once, and the tax is shown before you send.
                    """)[language]))
        \(signing.html(language))
        \(begin(language))
        \(drafts.isEmpty ? nil : list(
            Localized(zh: "草稿", en: "Drafts"), "drafts", drafts, language))
        \(sent.isEmpty ? nil : list(
            Localized(zh: "最近报送", en: "Sent lately"), "sent", sent, language))
        """
    }

    private func begin(_ language: Language) -> HTML {
        guard !types.isEmpty else {
            return .emptyState(
                Localized(
                    zh: "本企业登记的类型不报送这些单证",
                    en: "Your enterprise's roles send none of these documents")[language],
                hint: Localized(
                    zh: "监管场所等单证请上传报文或用接口报送。",
                    en: "Documents of other roles go by message or interface.")[language])
        }
        let choices = types.map { Choice($0.rawValue, EntryStartPage.name($0)[language]) }
        return .panel(
            Localized(zh: "新的申报", en: "A new declaration")[language], id: "new",
            content: .form(
                to: language.address("/entry"), token: formToken,
                content: """
                    \(.choices(
                        Field(
                            "type", label: Localized(
                                zh: "要申报什么？", en: "What do you declare?")[language]),
                        choices: choices, values: [types[0].rawValue], language: language))
                    <p class="row">\(.button(
                        Localized(zh: "逐步填写", en: "Step by step")[language], name: "way",
                        value: "guided"))\
                    \(.button(
                        Localized(zh: "整页填写", en: "All on one page")[language], .secondary,
                        name: "way", value: "dense"))</p>
                    <p class="hint">\(Localized(
                        zh: "第一次申报建议逐步填写；熟悉后整页填写更快，可粘贴表格。",
                        en: """
                            Step by step for the first time; all on one page is faster, by \
                            keyboard or pasted from a spreadsheet.
                            """), language)</p>
                    """))
    }

    static func name(_ type: MessageType) -> Localized {
        let way = type.isImport
            ? Localized(zh: "进口", en: "import") : Localized(zh: "出口", en: "export")
        if type.isInventory {
            return Localized(
                zh: "\(type.name.zh)（\(type.rawValue)）", en: "\(type.name.en) (\(type.rawValue))")
        }
        return Localized(
            zh: "\(way.zh)\(type.name.zh)（\(type.rawValue)）",
            en: "\(type.name.en), \(way.en) (\(type.rawValue))")
    }

    private func list(
        _ title: Localized, _ id: String, _ rows: [OpenEntry], _ language: Language
    ) -> HTML {
        .panel(
            title[language], id: id,
            content: .table(
                caption: title[language], columns: columns(language), rows: rows, empty: ""))
    }

    private func columns(_ language: Language) -> [Column<OpenEntry>] {
        [
            Column(
                Localized(zh: "单证", en: "Document")[language], isHeader: true,
                html: { entry in
                    .link(entry.title[language], to: language.address("/entry/\(entry.record.id)"))
                }),
            Column(
                Localized(zh: "类型", en: "Kind")[language],
                text: { EntryStartPage.name($0.record.type)[language] }),
            Column(
                Localized(zh: "商品", en: "Goods")[language], .number,
                text: { entry in
                    entry.form.hasLines ? String(entry.draft.lines.count { !$0.isEmpty }) : "–"
                }),
            Column(
                Localized(zh: "最后修改", en: "Last changed")[language], .time,
                text: { Shown.minute($0.record.changedAt) }),
            Column(
                Localized(zh: "状态", en: "Status")[language],
                html: { .tag($0.record.state.name[language], $0.record.state.tone) }),
        ]
    }
}

extension OpenEntry {
    /// What people call it by: its order, its own number, or that it has none yet.
    var title: Localized {
        let number = draft.head["orderNo"] ?? draft.head["copNo"] ?? draft.head["logisticsNo"]
            ?? draft.head["payTransactionId"]
        if let number { return Localized(same: number) }
        return draft.mends.isEmpty
            ? Localized(zh: "未编号", en: "No number yet") : Localized(same: draft.mends)
    }
}

extension EntryState {
    var tone: Tone {
        switch self {
        case .open: .neutral
        case .sending: .warn
        case .sent: .success
        }
    }
}
