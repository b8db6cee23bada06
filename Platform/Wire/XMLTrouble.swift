import Kernel

/// Why a document is refused, in one byte: what the inner loops throw.
enum XMLTrouble: Error {
    case empty
    case tooLarge
    case utf16
    case notUTF8
    case character
    case declaration
    case version
    case encoding
    case doctype
    case instruction
    case name
    case nameTooLong
    case tag
    case attribute
    case duplicateAttribute
    case tooManyAttributes
    case lessThanInValue
    case entity
    case reference
    case undeclaredPrefix
    case reservedPrefix
    case tooManyNamespaces
    case tooDeep
    case wrongEndTag
    case unclosed
    case noRoot
    case secondRoot
    case secondDocument
    case comment
    case sectionEnd
    case section
}

extension XMLTrouble {
    var code: String {
        switch self {
        case .empty: "xml.empty"
        case .tooLarge: "xml.too-large"
        case .utf16, .notUTF8, .encoding: "xml.encoding"
        case .character: "xml.character"
        case .version: "xml.version"
        case .doctype: "xml.doctype"
        case .instruction: "xml.processing-instruction"
        case .nameTooLong: "xml.name-too-long"
        case .duplicateAttribute: "xml.duplicate-attribute"
        case .tooManyAttributes: "xml.too-many-attributes"
        case .entity: "xml.entity"
        case .undeclaredPrefix, .reservedPrefix: "xml.namespace"
        case .tooManyNamespaces: "xml.too-many-namespaces"
        case .tooDeep: "xml.too-deep"
        case .secondDocument: "xml.second-document"
        case .declaration, .name, .tag, .attribute, .lessThanInValue, .reference, .wrongEndTag,
            .unclosed, .noRoot, .secondRoot, .comment, .sectionEnd, .section:
            "xml.not-well-formed"
        }
    }

    func message(_ limits: XMLLimits) -> Localized {
        switch self {
        case .empty: Localized(zh: "报文是空的", en: "the message is empty")
        case .tooLarge:
            Localized(
                zh: "报文超过 \(limits.bytes) 字节",
                en: "the message is larger than \(limits.bytes) bytes")
        case .utf16:
            Localized(zh: "报文是 UTF-16 编码，不是 UTF-8", en: "the message is UTF-16, not UTF-8")
        case .notUTF8:
            Localized(zh: "此处字节不是合法的 UTF-8", en: "the bytes here are not valid UTF-8")
        case .character:
            Localized(
                zh: "此处有 XML 不允许的控制字符", en: "there is a character here that XML does not allow")
        case .declaration:
            Localized(zh: "XML 声明写法有误", en: "the XML declaration is malformed")
        case .version: Localized(zh: "XML 版本不是 1.0", en: "the XML version is not 1.0")
        case .encoding:
            Localized(
                zh: "XML 声明的编码不是 UTF-8",
                en: "the XML declaration names an encoding other than UTF-8")
        case .doctype:
            Localized(
                zh: "报文含有文档类型声明（DOCTYPE）",
                en: "the message has a document type declaration (DOCTYPE)")
        case .instruction:
            Localized(zh: "报文含有处理指令", en: "the message has a processing instruction")
        case .nameTooLong:
            Localized(
                zh: "名称超过 \(limits.nameBytes) 字节",
                en: "a name is longer than \(limits.nameBytes) bytes")
        case .duplicateAttribute:
            Localized(zh: "同一元素的属性重复", en: "an attribute is given twice")
        case .tooManyAttributes:
            Localized(
                zh: "一个元素的属性超过 \(limits.attributes) 个",
                en: "an element has more than \(limits.attributes) attributes")
        case .entity:
            Localized(zh: "引用了未定义的实体", en: "an entity is used that is not one of the five of XML")
        case .undeclaredPrefix:
            Localized(zh: "使用了未声明的命名空间前缀", en: "a namespace prefix is used but not declared")
        case .reservedPrefix:
            Localized(zh: "命名空间声明不合规定", en: "a namespace declaration is not allowed")
        case .tooManyNamespaces:
            Localized(
                zh: "同时有效的命名空间声明超过 \(limits.namespaces) 个",
                en: "more than \(limits.namespaces) namespace declarations are in force at once")
        case .tooDeep:
            Localized(
                zh: "元素嵌套超过 \(limits.depth) 层",
                en: "elements are nested more than \(limits.depth) deep")
        default: structure
        }
    }

    /// What is wrong with the tags themselves.
    private var structure: Localized {
        switch self {
        case .name: Localized(zh: "此处应为元素或属性名称", en: "a name is expected here")
        case .attribute:
            Localized(
                zh: "属性写法有误，应为 名称=\"值\"",
                en: "an attribute is malformed: write name=\"value\"")
        case .lessThanInValue:
            Localized(zh: "属性值中有未转义的“<”", en: "an attribute value holds an unescaped \"<\"")
        case .reference:
            Localized(zh: "字符引用有误", en: "a character reference is malformed or names no character")
        case .wrongEndTag:
            Localized(zh: "结束标签与开始标签不一致", en: "the end tag does not match the start tag")
        case .unclosed: Localized(zh: "报文不完整，有标签没有结束", en: "the message ends before its tags do")
        case .noRoot: Localized(zh: "报文没有根元素", en: "there is no root element here")
        case .secondRoot:
            Localized(zh: "根元素之后还有内容", en: "there is content after the root element")
        case .secondDocument:
            Localized(zh: "此处开始第二个报文", en: "a second message begins here")
        case .comment: Localized(zh: "注释写法有误", en: "a comment is malformed")
        case .sectionEnd:
            Localized(zh: "文本中出现“]]>”", en: "\"]]>\" stands in text")
        case .section: Localized(zh: "CDATA 写法有误", en: "a CDATA section is malformed")
        default: Localized(zh: "标签写法有误", en: "a tag is malformed")
        }
    }

    var fix: Localized {
        switch self {
        case .empty, .noRoot:
            Localized(zh: "请发送完整的报文", en: "Send the whole message.")
        case .tooLarge: Localized(zh: "请拆分为多个报文发送", en: "Split it into several messages.")
        case .utf16, .notUTF8, .encoding:
            Localized(
                zh: "请以 UTF-8 编码保存报文并重新发送",
                en: "Save the message as UTF-8 and send it again.")
        case .character:
            Localized(zh: "请删除该字符", en: "Remove the character.")
        case .doctype, .instruction:
            Localized(
                zh: "海关报文不使用这类内容，请删除后重发",
                en: "Customs messages never need it; remove it and send again.")
        case .entity:
            Localized(
                zh: "只能使用 &lt; &gt; &amp; &quot; &apos; 和字符引用；“&”本身写作 &amp;",
                en: "Use only &lt; &gt; &amp; &quot; &apos; and character references; & is &amp;.")
        case .secondDocument:
            Localized(
                zh: "一个文件或请求体只放一个报文；多个报文作为表单（multipart/form-data）的多个部分一次发送，或分别发送",
                en: "A file or body holds one message: send several as parts of one form "
                    + "(multipart/form-data), or each by itself.")
        case .sectionEnd: Localized(zh: "请写作 ]]&gt;", en: "Write ]]&gt; instead.")
        case .lessThanInValue: Localized(zh: "请写作 &lt;", en: "Write &lt; instead.")
        case .undeclaredPrefix:
            Localized(
                zh: "请在根元素上声明该前缀，例如 xmlns:ceb=\"http://www.chinaport.gov.cn/ceb\"",
                en: "Declare it on the root, like xmlns:ceb=\"http://www.chinaport.gov.cn/ceb\".")
        case .unclosed, .wrongEndTag:
            Localized(
                zh: "请检查报文是否被截断、标签是否成对",
                en: "See whether the message was cut off and every tag has its pair.")
        default:
            Localized(
                zh: "请用 XML 工具检查该处并改正",
                en: "Look at this place with an XML tool and correct it.")
        }
    }
}
