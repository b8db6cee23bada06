import Kernel

/// The ways in which a text is not the CSV we take. Each has a code, a line and a way to mend it.
enum CSVFault {
    static func strayQuote(_ line: Int) -> Fault {
        fault(
            "csv.stray-quote", line, "字段中间出现了双引号。", "A double quote stands inside a field.",
            "请用双引号把整个字段括起来，字段内的双引号写成两个。",
            "Enclose the whole field in double quotes and double every quote inside it.")
    }

    static func textAfterQuote(_ line: Int) -> Fault {
        fault(
            "csv.text-after-quote", line, "右引号后面还有文字。", "Text follows a closing quote.",
            "右引号之后只能是逗号或换行；字段内的双引号写成两个。",
            "Only a comma or a line end may follow; double every quote inside the field.")
    }

    static func openQuote(_ line: Int) -> Fault {
        fault(
            "csv.open-quote", line, "双引号没有配对，直到文件结束。",
            "A double quote is left open to the end of the file.",
            "请在该字段末尾补上双引号。", "Close the quote at the end of that field.")
    }

    static func loneReturn(_ line: Int) -> Fault {
        fault(
            "csv.lone-return", line, "出现了单独的回车符（CR）。", "A lone carriage return (CR).",
            "请把换行保存为 CRLF 或 LF。", "Save the file with CR LF or LF line ends.")
    }

    static func nul(_ line: Int) -> Fault {
        fault(
            "csv.nul", line, "文件含有空字符（NUL），可能是 UTF-16 或二进制文件。",
            "The file holds NUL bytes; it may be UTF-16 or not a text at all.",
            "请另存为 UTF-8 编码的 CSV。", "Save it as CSV in UTF-8.")
    }

    static func notUTF8(_ line: Int) -> Fault {
        fault(
            "csv.not-utf-8", line, "文字不是 UTF-8 编码。", "The text is not UTF-8.",
            "请另存为“CSV UTF-8（逗号分隔）”。", "Save it as “CSV UTF-8 (comma delimited)”.")
    }

    static func recordTooLong(_ limit: Int, _ line: Int) -> Fault {
        fault(
            "csv.record-too-long", line, "一行超过 \(limit) 字节。",
            "A record is longer than \(limit) bytes.",
            "请检查是否漏了右引号或换行。", "Look for a missing closing quote or line end.")
    }

    static func tooManyFields(_ limit: Int, _ line: Int) -> Fault {
        fault(
            "csv.too-many-fields", line, "一行超过 \(limit) 个字段。",
            "A record has more than \(limit) fields.",
            "请检查分隔符与表头是否一致。", "Compare the separators with the header line.")
    }

    static func tooManyRecords(_ limit: Int, _ line: Int) -> Fault {
        fault(
            "csv.too-many-records", line, "超过 \(limit) 行。", "More than \(limit) records.",
            "请分成几个文件。", "Split the table into several files.")
    }

    static func noHeader() -> Fault {
        fault(
            "csv.no-header", 1, "文件为空，缺少表头。", "The file is empty; it has no header line.",
            "第一行应为列名。", "The first line must name the columns.")
    }

    static func repeatedColumn(_ name: String) -> Fault {
        fault(
            "csv.repeated-column", 1, "列名“\(name)”出现了两次。", "Column “\(name)” occurs twice.",
            "每个列名只能出现一次。", "Every column may be named once only.")
    }

    static func missingColumn(_ name: String) -> Fault {
        fault(
            "csv.missing-column", 1, "缺少列“\(name)”。", "Column “\(name)” is missing.",
            "请在表头补上该列。", "Add the column to the header line.")
    }

    static func fieldCount(_ found: Int, _ expected: Int, _ line: Int) -> Fault {
        fault(
            "csv.field-count", line, "该行有 \(found) 个字段，表头有 \(expected) 个。",
            "The record has \(found) fields, the header \(expected).",
            "请检查该行的逗号和引号。", "Check the commas and quotes of that line.")
    }

    private static func fault(
        _ code: String, _ line: Int, _ zh: String, _ en: String, _ fixZh: String, _ fixEn: String
    ) -> Fault {
        Fault(
            code: code, line: line, message: Localized(zh: zh, en: en),
            fix: Localized(zh: fixZh, en: fixEn))
    }
}
