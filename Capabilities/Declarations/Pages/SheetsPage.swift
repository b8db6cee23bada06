import Kernel
import Web

/// Where declaring by spreadsheet begins: templates, a file to send, and what was sent.
struct SheetsPage: Sendable {
    static let title = Localized(zh: "表格申报", en: "Declare by spreadsheet")

    var types: [MessageType]
    var sheets: [SheetDesk.Progress]
    var chosen: String
    var refusal: SheetRefusal?
    var formToken: String
    var signing: SigningNotice

    func html(_ language: Language) -> HTML {
        let told = refusal.map { [FormError(field: errorField, $0.message[language])] } ?? []
        return """
            \(.errorSummary(told, language: language))
            \(.heading(
                SheetsPage.title[language],
                lede: Localized(
                    zh: "下载模板，填好后一次上传，最多 \(grouped(SheetRows.mostRows)) 行。逐份检查并报送，"
                        + "有误的连同原因写回原表，改后再传，只报未被接收的。",
                    en: "Download a template, fill it in and send up to"
                        + " \(grouped(SheetRows.mostRows)) rows at once. Each document is checked"
                        + " and sent; what is wrong comes back in the table, and the mended table"
                        + " sends only what was not taken.")[language]))
            \(signing.html(language))
            \(types.isEmpty ? nothing(language) : ways(language))
            \(sheets.isEmpty ? nil : list(language))
            """
    }

    private var errorField: String { refusal?.field == "type" ? "type" : "file" }

    private func nothing(_ language: Language) -> HTML {
        .emptyState(
            Localized(
                zh: "本企业登记的类型不报送这些单证",
                en: "Your enterprise's roles send none of these documents")[language],
            hint: Localized(
                zh: "监管场所等单证请上传报文或用接口报送。",
                en: "Documents of other roles go by message or interface.")[language])
    }

    private func ways(_ language: Language) -> HTML {
        let templates = types.map { type -> HTML in
            let name = EntryStartPage.name(type)[language]
            let path = language.address("/sheets/templates/\(type.rawValue).xlsx")
            return "<li>\(.link(name, to: path))</li>"
        }
        return """
            \(.panel(
                Localized(zh: "1. 下载模板", en: "1. Download a template")[language],
                id: "templates",
                content: """
                    <p class="hint">\(Localized(
                        zh: "XLSX 工作簿：必填列、说明、代码下拉框都在里面。",
                        en: "XLSX workbooks with required columns, hints and drop-downs of codes."
                    ), language)</p>
                    <ul>\(templates)</ul>
                    """))
            \(.panel(
                Localized(zh: "2. 上传表格", en: "2. Send a spreadsheet")[language], id: "upload",
                content: form(language)))
            """
    }

    private func form(_ language: Language) -> HTML {
        let choices = types.map { Choice($0.rawValue, EntryStartPage.name($0)[language]) }
        return .form(
            to: language.address("/sheets"), token: formToken, .upload,
            content: """
                \(.selectInput(
                    Field(
                        "type", label: Localized(zh: "单证类型", en: "Kind of document")[language],
                        error: errorField == "type" ? refusal?.message[language] : nil),
                    choices: choices, value: chosen.isEmpty ? types[0].rawValue : chosen, none: nil,
                    language: language))
                \(.fileDrop(
                    Field(
                        "file", label: Localized(zh: "表格文件", en: "Spreadsheet")[language],
                        hint: Localized(
                            zh: "XLSX，或 UTF-8、GB18030（GBK）编码的 CSV，不超过 16 MB。",
                            en: "XLSX, or CSV in UTF-8 or GB18030 (GBK), 16 MB at most.")[language],
                        error: errorField == "file" ? told(language) : nil),
                    accept: ".xlsx,.csv,text/csv,\(SheetResource.workbook)", language: language))
                <p class="row">\(.button(
                    Localized(zh: "检查并报送", en: "Check and send")[language]))</p>
                """)
    }

    private func told(_ language: Language) -> String? {
        refusal.map { $0.message[language] + (language == .zh ? "" : " ") + $0.fix[language] }
    }

    private func list(_ language: Language) -> HTML {
        let title = Localized(zh: "报送过的表格", en: "Spreadsheets that were sent")
        return .panel(
            title[language], id: "sheets",
            content: .table(
                caption: title[language],
                columns: [
                    Column<SheetDesk.Progress>(
                        Localized(zh: "文件", en: "File")[language], isHeader: true,
                        html: { .link($0.job.name, to: language.address("/sheets/\($0.job.id)")) }),
                    Column(
                        Localized(zh: "单证", en: "Document")[language],
                        text: { EntryStartPage.name($0.job.type)[language] }),
                    Column(
                        Localized(zh: "份数", en: "Documents")[language], .number,
                        text: { grouped(Int($0.job.documents)) }),
                    Column(
                        Localized(zh: "待更正", en: "To mend")[language], .number,
                        text: { grouped($0.bad) }),
                    Column(
                        Localized(zh: "状态", en: "Status")[language],
                        html: { .tag($0.stateName[language], $0.tone) }),
                    Column(
                        Localized(zh: "上传时间", en: "Sent")[language], .time,
                        text: { Shown.minute($0.job.madeAt) }),
                ], rows: sheets, empty: ""))
    }
}

extension SheetDesk.Progress {
    /// Where it stands, in the words that fit its colour.
    var stateName: Localized {
        job.state == .done && bad > 0
            ? Localized(zh: "有待更正", en: "To be mended") : job.state.name
    }

    var tone: Tone {
        guard job.state == .done else { return .info }
        return bad > 0 ? .danger : .success
    }
}
