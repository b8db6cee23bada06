import Kernel
import Wire

/// A message with one thing wrong, for the page of a fault's code. The page reads it as the gateway
/// would, so example and explanation cannot disagree.
struct ProblemExample: Sendable, Hashable {
    let code: String
    let title: Localized
    let source: String

    private init(
        _ code: String, _ zh: String, _ en: String, change find: String, to replacement: String
    ) {
        self.code = code
        title = Localized(zh: zh, en: en)
        source = ProblemExample.waybill.replacing(find, with: replacement)
    }

    static func of(_ code: String) -> ProblemExample? { all.first { $0.code == code } }

    /// A waybill that fits; everything in it is invented.
    static let waybill = """
        <?xml version="1.0" encoding="UTF-8"?>
        <ceb:CEB511Message guid="00000000-0000-4000-8000-0000000000A1" version="1.0"
            xmlns:ceb="http://www.chinaport.gov.cn/ceb">
          <ceb:Logistics>
            <ceb:LogisticsHead>
              <ceb:guid>00000000-0000-4000-8000-0000000000B1</ceb:guid>
              <ceb:appType>1</ceb:appType>
              <ceb:appTime>20261120140509</ceb:appTime>
              <ceb:appStatus>2</ceb:appStatus>
              <ceb:logisticsCode>TESTLOG001</ceb:logisticsCode>
              <ceb:logisticsName>测试物流甲</ceb:logisticsName>
              <ceb:logisticsNo>TEST-WB-0001</ceb:logisticsNo>
              <ceb:orderNo>TEST-ORDER-0001</ceb:orderNo>
              <ceb:currency>142</ceb:currency>
              <ceb:weight>0.85</ceb:weight>
              <ceb:packNo>1</ceb:packNo>
              <ceb:consignee>测试甲</ceb:consignee>
              <ceb:consigneeAddress>测试路 1 号</ceb:consigneeAddress>
              <ceb:consigneeTelephone>00000000000</ceb:consigneeTelephone>
            </ceb:LogisticsHead>
          </ceb:Logistics>
          <ceb:BaseTransfer>
            <ceb:copCode>TESTLOG001</ceb:copCode>
            <ceb:copName>测试物流甲</ceb:copName>
            <ceb:dxpMode>DXP</ceb:dxpMode>
            <ceb:dxpId>DXPENTTEST0000001</ceb:dxpId>
          </ceb:BaseTransfer>
        </ceb:CEB511Message>
        """

    private static let weight = "<ceb:weight>0.85</ceb:weight>"
    private static let pieces = "<ceb:packNo>1</ceb:packNo>"
    private static let root = #" version="1.0""# + "\n"

    static let all: [ProblemExample] = [
        ProblemExample(
            "xml.encoding", "报文不是 UTF-8 编码", "The message is not in UTF-8",
            change: "UTF-8", to: "GBK"),
        ProblemExample(
            "xml.version", "XML 版本不是 1.0", "The XML version is not 1.0",
            change: #"<?xml version="1.0""#, to: #"<?xml version="1.1""#),
        ProblemExample(
            "xml.doctype", "报文含有文档类型声明", "The message has a document type declaration",
            change: "<ceb:CEB511Message", to: "<!DOCTYPE CEB511Message>\n<ceb:CEB511Message"),
        ProblemExample(
            "xml.processing-instruction", "报文含有处理指令", "The message has a processing instruction",
            change: "  <ceb:Logistics>", to: "  <?print draft?>\n  <ceb:Logistics>"),
        ProblemExample(
            "xml.second-document", "一个文件里有两个报文", "Two messages in one file",
            change: "</ceb:CEB511Message>",
            to: "</ceb:CEB511Message>\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>"),
        ProblemExample(
            "xml.duplicate-attribute", "同一元素的属性重复", "An attribute is given twice",
            change: root, to: #" version="1.0" version="1.0""# + "\n"),
        ProblemExample(
            "xml.entity", "引用了未定义的实体", "An entity is used that XML does not know",
            change: "测试路 1 号", to: "测试路&nbsp;1 号"),
        ProblemExample(
            "xml.namespace", "使用了未声明的命名空间前缀", "A namespace prefix is not declared",
            change: weight, to: "<cab:weight>0.85</cab:weight>"),
        ProblemExample(
            "xml.not-well-formed", "报文不是格式良好的 XML", "The message is not well-formed XML",
            change: "</ceb:weight>", to: "</ceb:wieght>"),
        ProblemExample(
            "message.unknown-type", "报文类型未知", "The type of the message is unknown",
            change: "CEB511Message", to: "CEB599Message"),
        ProblemExample(
            "message.namespace", "命名空间不正确", "The namespace is wrong",
            change: "chinaport.gov.cn/ceb", to: "chinaport.gov.cn/cbe"),
        ProblemExample(
            "message.attribute-missing", "根元素缺少属性", "The root element lacks an attribute",
            change: root, to: "\n"),
        ProblemExample(
            "message.attribute-unknown", "根元素有多余的属性", "The root element has an attribute too many",
            change: root, to: #" version="1.0" sender="x""# + "\n"),
        ProblemExample(
            "message.attribute-length", "根元素的属性长度不符",
            "An attribute of the root has the wrong length",
            change: "00000000-0000-4000-8000-0000000000A1", to: "A1"),
        ProblemExample(
            "message.element-unknown", "有规范之外的元素", "An element is not in the message table",
            change: pieces, to: pieces + "\n      <ceb:colour>red</ceb:colour>"),
        ProblemExample(
            "message.element-order", "元素顺序不符", "Elements are not in their order",
            change: weight + "\n      " + pieces, to: pieces + "\n      " + weight),
        ProblemExample(
            "message.element-repeated", "元素重复", "An element is given more often than allowed",
            change: weight, to: weight + "\n      " + weight),
        ProblemExample(
            "message.element-missing", "缺少必填元素", "A required element is missing",
            change: "      " + weight + "\n", to: ""),
        ProblemExample(
            "message.text-between-elements", "元素之间有多余的文字", "There is text between elements",
            change: "</ceb:weight>", to: "</ceb:weight> kg"),
        ProblemExample(
            "message.element-in-value", "字段内容中出现了元素", "There is an element where a value belongs",
            change: "0.85", to: "<ceb:kg>0.85</ceb:kg>"),
        ProblemExample(
            "value.empty", "必填内容为空", "A required value is empty",
            change: "TEST-ORDER-0001", to: ""),
        ProblemExample(
            "value.too-long", "内容超过规定长度", "A value is longer than it may be",
            change: "<ceb:logisticsCode>TESTLOG001", to: "<ceb:logisticsCode>TESTLOG001-OF-SHANGHAI"
        ),
        ProblemExample(
            "value.length", "内容长度不符", "A value has the wrong length",
            change: "20261120140509", to: "202611201405"),
        ProblemExample(
            "value.fixed", "内容不是规定的固定值", "A value is not the one prescribed",
            change: ">142<", to: ">502<"),
        ProblemExample(
            "value.not-a-number", "内容不是数值", "A value is not a number",
            change: "0.85", to: "0,85"),
        ProblemExample(
            "value.not-an-integer", "内容不是整数", "A value is not a whole number",
            change: pieces, to: "<ceb:packNo>1.5</ceb:packNo>"),
        ProblemExample(
            "value.too-many-digits", "数值位数过多", "A number has too many digits",
            change: pieces, to: "<ceb:packNo>1234567890</ceb:packNo>"),
        ProblemExample(
            "value.too-many-decimals", "小数位过多", "A number has too many decimals",
            change: "0.85", to: "0.850001"),
    ]
}
