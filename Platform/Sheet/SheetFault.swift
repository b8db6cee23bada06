public import Kernel

/// The ways in which a file is not a workbook or table we take. Each has a code and a way to mend
/// it.
enum SheetFault {
    static let notWorkbook = fault(
        "sheet.not-a-workbook", "文件不是 XLSX 工作簿。", "The file is no XLSX workbook.",
        "请在表格软件中另存为“Excel 工作簿 (.xlsx)”，或上传 CSV。",
        "Save it as “Excel workbook (.xlsx)”, or upload CSV.")
    static let encrypted = fault(
        "sheet.encrypted", "工作簿设有打开密码，或是旧版 XLS 文件。",
        "The workbook is protected by a password, or an old XLS file.",
        "请去掉密码，另存为“Excel 工作簿 (.xlsx)”。",
        "Remove the password and save it as “Excel workbook (.xlsx)”.")
    static func damaged(_ part: String) -> Fault {
        fault(
            "sheet.damaged", "工作簿已损坏：\(part)", "The workbook is damaged: \(part)",
            "请用表格软件打开，重新保存后再上传。", "Open it in a spreadsheet, save it again and upload it.")
    }
    static func tooLarge(_ what: Localized) -> Fault {
        fault(
            "sheet.too-large", "表格过大：\(what.zh)。", "The table is too large: \(what.en).",
            "请拆成几个文件，删除不需要的工作表、图片和空行。",
            "Split it; remove sheets, pictures and empty rows that are not needed.")
    }
    static let empty = fault(
        "sheet.empty", "工作簿里没有可读的工作表。", "The workbook has no sheet that can be read.",
        "请从模板开始填写。", "Begin with the template.")
    static let nothing = fault(
        "sheet.no-content", "文件里没有内容。", "There is nothing in the file.",
        "请从模板开始填写，保存后再上传。", "Begin with the template, save it and upload it.")
    static func notTable(_ kind: Localized) -> Fault {
        fault(
            "sheet.not-a-table", "文件不是表格，而是\(kind.zh)。",
            "The file is no table but \(kind.en).",
            "请上传 XLSX 工作簿或 CSV；内容在别的文件里的，先复制到模板。",
            "Upload an XLSX workbook or CSV; copy what stands in another file into the template.")
    }
    static let encoding = fault(
        "sheet.encoding", "文字既不是 UTF-8，也不是 GB18030（GBK）编码。",
        "The text is neither UTF-8 nor GB18030 (GBK).",
        "请另存为“CSV UTF-8（逗号分隔）”，或上传 XLSX。",
        "Save it as “CSV UTF-8 (comma delimited)”, or upload XLSX.")

    static func of(_ trouble: Fault, in part: String) -> Fault {
        damaged("\(part)，\(trouble.code)")
    }

    private static func fault(
        _ code: String, _ zh: String, _ en: String, _ fixZh: String, _ fixEn: String
    ) -> Fault {
        Fault(
            code: code, message: Localized(zh: zh, en: en), fix: Localized(zh: fixZh, en: fixEn))
    }
}

extension Fault {
    /// One of each fault a sheet can have, for the pages that explain codes.
    public static let ofSheets: [Fault] = [
        SheetFault.notWorkbook, SheetFault.encrypted, SheetFault.damaged("xl/workbook.xml"),
        SheetFault.tooLarge(Localized(zh: "超过 10,000 行", en: "more than 10,000 rows")),
        SheetFault.empty, SheetFault.encoding, SheetFault.nothing,
        SheetFault.notTable(Localized(zh: " PDF 文件", en: "a PDF")),
    ]
}
