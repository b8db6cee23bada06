import Kernel

/// What a form sends.
public enum FormKind: Sendable, Hashable {
    /// Fields.
    case fields
    /// Fields and files.
    case upload

    var encoding: String? { self == .upload ? "multipart/form-data" : nil }
}

extension HTML {
    /// A form that changes something: it carries the token that proves it came from our page.
    ///
    /// - Parameter token: `Visit.formToken`.
    public static func form(
        to path: String, token: String, _ kind: FormKind = .fields, content: HTML
    ) -> HTML {
        """
        <form class="form" method="post" action="\(url: path)"\
        \(attribute: "enctype", kind.encoding) novalidate>
        \(.hidden("_csrf", token))
        \(content)
        </form>
        """
    }

    /// Something the form sends back that nobody types.
    public static func hidden(_ name: String, _ value: String) -> HTML {
        #"<input type="hidden" name="\#(name)" value="\#(value)">"#
    }
}

extension ComponentGallery {
    static let form = Example("form", Localized(zh: "表单", en: "Form")) { language in
        let wrong = Localized(
            zh: "税号应为 10 位数字，例如 9503002100。",
            en: "The HS code must have 10 digits, for example 9503002100.")[language]
        let missing = Localized(zh: "请选择一个文件。", en: "Choose a file.")[language]
        return .errorSummary(
            [FormError(field: "form-code", wrong), FormError(field: "form-file", missing)],
            language: language)
            + .form(
                to: "/\(language.rawValue)/components", token: "example", .upload,
                content: "\(fields(language, wrong: wrong, missing: missing))")
    }

    private static func fields(_ language: Language, wrong: String, missing: String) -> [HTML] {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        return [
            .textInput(
                Field(
                    "form-code", label: word("商品编码", "HS code"),
                    hint: word("十位税则号列，可以带点。", "Ten digits, with or without dots."),
                    error: wrong),
                value: "9503.00", .digits, language: language),
            .selectInput(
                Field("form-district", label: word("申报关区", "Customs district")),
                choices: [
                    Choice("2244", word("2244 上海跨境电商", "2244 Shanghai e-commerce")),
                    Choice("2248", word("2248 洋山港区", "2248 Yangshan port")),
                ], none: Words.choose[language], language: language),
            .textInput(
                Field("form-day", label: word("进口日期", "Day of import"), isRequired: false),
                value: "2026-11-20", .day, width: .short, language: language),
            .choices(
                Field("form-mode", label: word("监管方式", "Procedure")),
                choices: [
                    Choice("9610", word("9610 直购进口", "9610 direct purchase")),
                    Choice(
                        "1210", word("1210 保税备货", "1210 bonded stock"),
                        hint: word("货物已在综合保税区内。", "The goods lie in a bonded zone.")),
                ], values: ["1210"], language: language),
            .fileInput(
                Field("form-file", label: word("报文文件", "Message file"), error: missing),
                accept: ".xml", language: language),
            .textArea(
                Field(
                    "form-note", label: word("备注", "Note"), isRequired: false),
                rows: 3, language: language),
            .checkbox(
                Field("form-agree", label: word("单证真实，愿负责任", "I answer for what is declared")),
                language: language),
            "<p class=\"row\">", .button(word("提交", "Submit")),
            .button(word("暂存", "Save as draft"), .secondary, name: "draft", value: "1"), "</p>",
        ]
    }
}
