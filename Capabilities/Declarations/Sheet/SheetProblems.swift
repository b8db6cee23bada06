import Kernel
import Sheet

extension ProblemEntry {
    /// What can be wrong with a spreadsheet, as a file and in its rows.
    static let sheetFaults: [ProblemEntry] =
        Fault.ofSheets.map { ProblemEntry(code: $0.code, message: $0.message, fix: $0.fix) } + [
            ProblemEntry(
                code: "declarations.sheet-digits",
                message: Localized(
                    zh: "单元格是数字格式，15 位以后的数字已被表格软件改成 0",
                    en: "The cell is a number, and digits beyond the 15th are lost."),
                fix: Localized(
                    zh: "把该列设为文本格式后重新填写", en: "Make the column text and type it again.")),
            ProblemEntry(
                code: "declarations.sheet-unsent", message: SheetRunner.unsentMessage,
                fix: SheetRunner.unsentFix),
            ProblemEntry(
                code: "declarations.sheet-head",
                message: Localized(
                    zh: "与同一单证首行不一致", en: "Differs from the row that begins the document."),
                fix: Localized(
                    zh: "改成一致，或在后续行留空", en: "Write the same, or leave it empty.")),
            ProblemEntry(
                code: "declarations.sheet-twice",
                message: Localized(
                    zh: "编号在表格中重复", en: "The number stands in the table already."),
                fix: Localized(
                    zh: "同一单证的各行须相邻；不同单证请用不同编号",
                    en: "Rows of one document stand together; others have numbers of their own.")),
        ]
}
