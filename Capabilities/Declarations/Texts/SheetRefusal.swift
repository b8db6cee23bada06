import Kernel

/// Why a spreadsheet was not taken. In order of precedence.
enum SheetRefusal: Refusal, Hashable {
    /// There is none, or it is another enterprise's.
    case notFound
    case noForm(String)
    /// The enterprise's roles do not send such documents.
    case notYours(String)
    case signatureNeeded
    /// Nothing was sent.
    case noFile
    /// The file cannot be read.
    case unreadable(Fault)
    /// The first row names none of the columns.
    case noColumns
    case missingColumns([Localized])
    case noRows
    case tooManyRows(limit: Int)
    /// The first row has too much text in it; the limit is in bytes.
    case longHeadings(limit: Int)
    /// The document that begins in a row has too much text in it; the limit is in bytes.
    case largeDocument(row: Int, limit: Int)
    case tooMany(limit: Int)
    /// It is not done.
    case running
    /// The table that goes back is being written.
    case writing
    /// So many tables of the enterprise are being written already.
    case tooManyTables(limit: Int)

    static let all: [SheetRefusal] = [
        .notFound, .noForm("CEB900"), .notYours("CEB621"), .signatureNeeded, .noFile,
        .unreadable(
            Fault(
                code: "sheet.damaged",
                message: Localized(zh: "文件无法读取。", en: "The file cannot be read."),
                fix: Localized(zh: "重新保存后再上传。", en: "Save it again and upload it."))),
        .noColumns,
        .missingColumns([Localized(zh: "订单编号 orderNo", en: "Order number orderNo")]), .noRows,
        .tooManyRows(limit: 10_000),
        .longHeadings(limit: 64 << 10), .largeDocument(row: 2, limit: 4 << 20),
        .tooMany(limit: 200), .running, .writing, .tooManyTables(limit: 8),
    ]

    var code: String {
        switch self {
        case .notFound: "declarations.sheet-not-found"
        case .noForm: "declarations.sheet-type"
        case .notYours: "declarations.sheet-role"
        case .signatureNeeded: "declarations.sheet-signature"
        case .noFile: "declarations.sheet-file"
        case .unreadable: "declarations.sheet-unreadable"
        case .noColumns: "declarations.sheet-columns"
        case .missingColumns: "declarations.sheet-columns-missing"
        case .noRows: "declarations.sheet-empty"
        case .tooManyRows: "declarations.sheet-rows"
        case .longHeadings: "declarations.sheet-headings"
        case .largeDocument: "declarations.sheet-document"
        case .tooMany: "declarations.sheets-too-many"
        case .running: "declarations.sheet-running"
        case .writing: "declarations.sheet-writing"
        case .tooManyTables: "declarations.sheet-tables"
        }
    }

    var status: Int {
        switch self {
        case .notFound: 404
        // No failure of the service: what is asked for is on its way.
        case .tooMany, .running, .writing, .tooManyTables: 409
        default: 422
        }
    }

    var field: String? {
        switch self {
        case .noForm, .notYours: "type"
        case .noFile, .unreadable, .noColumns, .missingColumns, .noRows, .tooManyRows,
            .longHeadings, .largeDocument:
            "file"
        default: nil
        }
    }

    var faults: [Fault] {
        if case .unreadable(let fault) = self { return [fault] }
        return []
    }

    var message: Localized {
        switch self {
        case .notFound: Localized(zh: "没有这份表格。", en: "There is no such spreadsheet.")
        case .noForm(let type):
            Localized(zh: "\(type) 不能用表格申报。", en: "\(type) is not sent by spreadsheet.")
        case .notYours(let type):
            Localized(
                zh: "本企业登记的类型不报送 \(type)。",
                en: "Your enterprise's roles do not send \(type).")
        case .signatureNeeded:
            Localized(
                zh: "本企业已登记签名证书，这类单证须逐份签名。",
                en: "The enterprise has registered a certificate, so such documents are signed.")
        case .noFile: Localized(zh: "没有选择文件。", en: "No file was chosen.")
        case .unreadable(let fault): fault.message
        case .noColumns:
            Localized(
                zh: "第一行没有一个可识别的列名。", en: "The first row names none of the columns.")
        case .missingColumns(let names):
            SheetRefusal.missing(names)
        case .noRows: Localized(zh: "标题行下面没有数据。", en: "There is nothing below the headings.")
        case .tooManyRows(let limit):
            Localized(zh: "超过 \(limit) 行。", en: "There are more than \(limit) rows.")
        case .longHeadings(let limit):
            Localized(
                zh: "标题行的文字超过 \(limit >> 10) KB。",
                en: "The first row has more than \(limit >> 10) kB of text.")
        case .largeDocument(let row, let limit):
            Localized(
                zh: "第 \(row) 行开始的一份单证，文字超过 \(limit >> 20) MB。",
                en: "The document from row \(row) on has more than \(limit >> 20) MB of text.")
        case .tooMany(let limit):
            Localized(zh: "保存的表格已达 \(limit) 份上限。", en: "\(limit) spreadsheets are kept already.")
        case .running: Localized(zh: "这份表格还在处理。", en: "The spreadsheet is under way.")
        case .writing:
            Localized(
                zh: "带处理结果的表格正在生成。", en: "The table with outcomes is being written.")
        case .tooManyTables(let limit):
            Localized(
                zh: "本企业已有 \(limit) 份带处理结果的表格在生成或排队，达到上限。",
                en: "\(limit) tables with outcomes of your enterprise are being written or wait"
                    + " already.")
        }
    }

    /// A file of another kind lacks nearly all of them: the first say enough.
    private static func missing(_ names: [Localized]) -> Localized {
        let shown = names.prefix(8)
        let rest = names.count - shown.count
        return Localized(
            zh: "缺少必填列：" + shown.map(\.zh).joined(separator: "、")
                + (rest > 0 ? "，另有 \(rest) 列。" : "。"),
            en: "Columns that must be there are missing: "
                + shown.map(\.en).joined(separator: ", ") + (rest > 0 ? " and \(rest) more." : "."))
    }

    var fix: Localized {
        switch self {
        case .notFound: Localized(zh: "从表格列表中选择。", en: "Choose one of the list.")
        case .noForm:
            Localized(
                zh: "选择有模板的单证类型。", en: "Choose a kind of document that has a template.")
        case .notYours:
            Localized(
                zh: "由有相应类型的企业报送，或更正企业登记。",
                en: "Have an enterprise of that role send it, or correct the registration.")
        case .signatureNeeded:
            Localized(
                zh: "手工填写后下载报文，签名后上传；不再签名的，在“签名证书”页撤销登记。",
                en: "Enter it by hand, download the message, sign and upload it; or withdraw the"
                    + " registration under Certificates.")
        case .noFile: Localized(zh: "选择 XLSX 或 CSV 文件。", en: "Choose an XLSX or CSV file.")
        case .unreadable(let fault): fault.fix
        case .largeDocument:
            Localized(
                zh: "删除模板以外的列，或将该单证拆分。",
                en: "Remove columns that are not in the template, or split the document.")
        case .noColumns, .missingColumns, .longHeadings:
            Localized(
                zh: "从模板开始填写，保留第一行标题。", en: "Begin with the template; keep its first row.")
        case .noRows: Localized(zh: "填写数据后再上传。", en: "Fill in some rows and upload it again.")
        case .tooManyRows:
            Localized(zh: "拆成几个文件上传。", en: "Split it into several files.")
        case .tooMany:
            Localized(zh: "删除不再需要的表格。", en: "Remove spreadsheets that are not needed.")
        case .running: Localized(zh: "等处理完毕再删除。", en: "Wait until it is done.")
        case .writing:
            Localized(
                zh: "几秒后再取，生成不会中断。",
                en: "Ask again in some seconds: it is finished meanwhile.")
        case .tooManyTables:
            Localized(
                zh: "先下载已经申请的，几秒后再申请这一份；上限是设置 sheet.tables-waiting。",
                en: "Take those that were asked for first, then ask for this one again. The limit"
                    + " is the setting sheet.tables-waiting.")
        }
    }
}
