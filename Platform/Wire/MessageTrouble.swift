import Kernel

/// What does not fit the schema.
enum MessageTrouble {
    case unknownRoot(String, String?)
    case namespace(String?)
    case signatureNamespace(String?)
    case missingAttribute(String)
    case unknownAttribute(String)
    case guidLength(Int)
    case versionLength(Int)
    /// With the name that was probably meant.
    case unknownElement(String, String?)
    case order(String, String)
    case repeated(String)
    case missingElement(String, Localized?)
    case tooManyDocuments(Int)
    case tooManyLines(Int)
    case tooMany(String, Int)
    case textBetween
    case elementInValue(String)
    case value(FieldTrouble, MessageField, String?)
    case more(Int)
    /// So many are not listed, and the rest was not read.
    case stopped(Int)

    func fault(path: String, line: Int) -> Fault {
        if case .value(let trouble, let field, let text) = self {
            return trouble.fault(field, text, path: path, line: line)
        }
        return Fault(code: code, path: path, line: line, message: message, fix: fix)
    }

    private var code: String {
        switch self {
        case .unknownRoot: "message.unknown-type"
        case .namespace, .signatureNamespace: "message.namespace"
        case .missingAttribute: "message.attribute-missing"
        case .unknownAttribute: "message.attribute-unknown"
        case .guidLength, .versionLength: "message.attribute-length"
        case .unknownElement: "message.element-unknown"
        case .order: "message.element-order"
        case .repeated: "message.element-repeated"
        case .missingElement: "message.element-missing"
        case .tooManyDocuments: "message.too-many-documents"
        case .tooManyLines: "message.too-many-lines"
        case .tooMany: "message.element-repeated"
        case .textBetween: "message.text-between-elements"
        case .elementInValue: "message.element-in-value"
        case .value: "value"
        case .more, .stopped: "message.more-faults"
        }
    }

    private var message: Localized {
        switch self {
        case .unknownRoot(let name, _):
            Localized(
                zh: "根元素 \(shortened(name)) 不是已知的报文类型",
                en: "the root element \(shortened(name)) is no known message type")
        case .namespace(let name), .signatureNamespace(let name):
            Localized(
                zh: name.map { "命名空间 \(shortened($0)) 不正确" } ?? "元素没有命名空间",
                en: name.map { "the namespace \(shortened($0)) is wrong" }
                    ?? "the element is in no namespace")
        case .missingAttribute(let name):
            Localized(zh: "根元素缺少属性 \(name)", en: "the root has no attribute \(name)")
        case .unknownAttribute(let name):
            Localized(zh: "不应有属性 \(name)", en: "there is no attribute \(name) here")
        case .guidLength(let count):
            Localized(
                zh: "报文 guid 为 \(count) 个字符，应为 36 个",
                en: "the guid of the message has \(count) characters instead of 36")
        case .versionLength(let count):
            Localized(
                zh: "报文 version 为 \(count) 个字符，应为 1 至 10 个",
                en: "the version has \(count) characters instead of 1 to 10")
        case .unknownElement(let name, let meant):
            Localized(
                zh: "此处没有名为 \(name) 的元素" + (meant.map { "，是否应为 \($0)？" } ?? ""),
                en: "there is no element \(name) here"
                    + (meant.map { "; did you mean \($0)?" } ?? ""))
        case .order(let name, let after):
            Localized(zh: "元素 \(name) 应在 \(after) 之前", en: "\(name) must stand before \(after)")
        case .repeated(let name):
            Localized(zh: "元素 \(name) 重复", en: "\(name) is given twice")
        case .missingElement(let name, let title):
            Localized(
                zh: "缺少必填元素 \(name)" + (title.map { "（\($0.zh)）" } ?? ""),
                en: "the required element \(name)" + (title.map { " (\($0.en))" } ?? "")
                    + " is missing")
        default: counts
        }
    }

    private var counts: Localized {
        switch self {
        case .tooManyDocuments(let most):
            Localized(
                zh: "单证超过 \(most) 份，其后的未读",
                en: "more than \(most) documents; those after are not read"
            )
        case .tooManyLines(let most):
            Localized(
                zh: "表体超过 \(most) 项，其后的未读", en: "more than \(most) lines; those after are not read")
        case .tooMany(let name, let most):
            Localized(
                zh: name == "*" ? "子元素多于 \(most) 个" : "元素 \(name) 多于 \(most) 个",
                en: name == "*"
                    ? "more than \(most) element inside" : "more than \(most) elements \(name)")
        case .textBetween:
            Localized(zh: "元素之间有多余的文字", en: "there is text between the elements")
        case .elementInValue(let name):
            Localized(zh: "字段值中出现元素 \(name)", en: "there is an element \(name) inside the value")
        case .more(let count):
            Localized(zh: "另有 \(count) 处错误未列出", en: "\(count) more faults are not listed")
        case .stopped(let count):
            Localized(
                zh: "错误过多：另有 \(count) 处以上未列出，此行之后的内容未读",
                en: "too many faults: \(count) more and above are not listed, and nothing after "
                    + "this line was read")
        default: Localized(zh: "报文不符合规范", en: "the message does not fit the schema")
        }
    }

    private var fix: Localized {
        switch self {
        case .unknownRoot(_, let likely):
            Localized(
                zh: likely.map { "根元素应写作 \($0)" } ?? "请核对报文类型，根元素形如 CEB311Message",
                en: likely.map { "Write \($0)." }
                    ?? "Check the type; a root looks like CEB311Message.")
        case .namespace:
            Localized(
                zh: "应使用命名空间 http://www.chinaport.gov.cn/ceb",
                en: "Use the namespace http://www.chinaport.gov.cn/ceb.")
        case .signatureNamespace:
            Localized(
                zh: "签名应使用命名空间 http://www.w3.org/2000/09/xmldsig#",
                en: "Use the namespace http://www.w3.org/2000/09/xmldsig# for the signature.")
        case .missingAttribute(let name):
            Localized(
                zh: name == "guid" ? "请填写 36 位 guid" : "请填写 version=\"1.0\"",
                en: name == "guid" ? "Give a guid of 36 characters." : "Write version=\"1.0\".")
        case .unknownAttribute: Localized(zh: "请删除该属性", en: "Remove the attribute.")
        case .guidLength:
            Localized(
                zh: "请用 36 位大写 UUID，如 00000000-0000-4000-8000-0000000000A1",
                en: "Use an upper-case UUID such as 00000000-0000-4000-8000-0000000000A1.")
        case .versionLength: Localized(zh: "请写作 1.0", en: "Write 1.0.")
        case .unknownElement(let name, let meant?):
            LikelyName.differInCase(name, meant)
                ? Localized(
                    zh: "请改为 \(meant)（区分大小写）", en: "Write \(meant): capitals matter.")
                : Localized(zh: "请改为 \(meant)", en: "Write \(meant).")
        case .unknownElement, .elementInValue, .textBetween, .repeated, .tooMany:
            Localized(zh: "请对照报文结构删除或改正", en: "Remove or correct it as the message table says.")
        case .order:
            Localized(
                zh: "请按报文结构的顺序排列",
                en: "Put the elements in the order of the message table.")
        case .missingElement: Localized(zh: "请补填该元素", en: "Add the element.")
        case .tooManyDocuments, .tooManyLines:
            Localized(zh: "请拆分后分别报送", en: "Split it and send the parts.")
        case .more, .stopped: Localized(zh: "请先改正已列出的错误", en: "Correct the faults listed first.")
        case .value: Localized(zh: "请改正", en: "Correct it.")
        }
    }
}
