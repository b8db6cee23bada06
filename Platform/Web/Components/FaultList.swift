public import Kernel

extension HTML {
    /// Every fault of a message: what is wrong, how to mend it, and the place in the message.
    ///
    /// - Parameters:
    ///   - id: begins the ids of the faults, `id-1`, `id-2`, …
    ///   - source: the message; lines around each fault are shown from it.
    ///   - pageOfCode: address of the page about a code.
    public static func faultList(
        _ faults: [Fault], id: String, source: String? = nil, language: Language,
        pageOfCode: ((String) -> String)? = nil
    ) -> HTML {
        guard !faults.isEmpty else { return "" }
        let lines = source.map { SourceLines($0) }
        let items = faults.enumerated().map { index, fault -> HTML in
            let excerpt = lines.flatMap {
                HTML.excerpt(
                    $0, around: fault.line, id: "\(id)-\(index + 1)-line", language: language)
            }
            return """
                <li class="fault" id="\(id)-\(index + 1)">
                <p class="fault-what">\(fault.message, language)</p>
                <p class="fault-mend"><span>\(Words.mend, language)</span> \
                \(fault.fix, language)</p>
                \(excerpt)
                \(place(fault, language, pageOfCode))
                </li>

                """
        }
        return """
            <ol class="faults">
            \(items)</ol>
            """
    }

    private static func place(
        _ fault: Fault, _ language: Language, _ pageOfCode: ((String) -> String)?
    ) -> HTML {
        // A long path breaks after a slash, not inside a name.
        let steps = fault.path.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
        ).map { HTML(text: Substring($0)) }
        let path: HTML? =
            fault.path.isEmpty
            ? nil
            : """
            <div><dt>\(Words.place, language)</dt>\
            <dd><code>\(steps.joined(by: "/<wbr>"))</code></dd></div>
            """
        let line: HTML? =
            fault.line == 0
            ? nil : "<div><dt>\(Words.line, language)</dt><dd>\(grouped(fault.line))</dd></div>"
        let code: HTML =
            pageOfCode.map { #"<a href="\#(url: $0(fault.code))"><code>\#(fault.code)</code></a>"# }
            ?? "<code>\(fault.code)</code>"
        return """
            <dl class="fault-place">\(line)\(path)\
            <div><dt>\(Words.code, language)</dt><dd>\(code)</dd></div></dl>
            """
    }
}

extension ComponentGallery {
    static let faultList = Example(
        "fault-list", Localized(zh: "错误清单", en: "Fault list")
    ) { language in
        .faultList(
            [
                Fault(
                    code: "value.not-a-number",
                    path: "/CEB311Message/Order[1]/OrderHead/goodsValue", line: 10,
                    message: Localized(
                        zh: "商品价格“４５５.00”含全角数字。",
                        en: "The goods value ４５５.00 has full-width digits."),
                    fix: Localized(
                        zh: "改用半角数字，例如 455.00。", en: "Use ASCII digits, for example 455.00.")),
                Fault(
                    code: "message.element-missing",
                    path: "/CEB311Message/Order[1]/OrderHead/ebpCode",
                    line: 12,
                    message: Localized(
                        zh: "缺少电商平台代码（ebpCode）。", en: "The platform's code (ebpCode) is missing."),
                    fix: Localized(
                        zh: "在 orderNo 之后填写平台的十位海关注册编码。",
                        en: "After orderNo, give the platform's ten-sign customs registration.")),
            ], id: "fault", source: message, language: language,
            pageOfCode: { "/\(language.rawValue)/problems/\($0)" })
    }
}
