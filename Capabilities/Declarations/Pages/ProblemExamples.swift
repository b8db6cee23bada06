import Kernel
import Wire

/// A message with one thing wrong, for the page of a fault's code. The page reads it as the gateway
/// would, so example and explanation cannot disagree.
struct ProblemExample: Sendable, Hashable {
    let code: String
    let source: String

    private init(_ code: String, _ find: String, _ replacement: String) {
        self.code = code
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
        ProblemExample("xml.encoding", "UTF-8", "GBK"),
        ProblemExample("xml.version", #"<?xml version="1.0""#, #"<?xml version="1.1""#),
        ProblemExample(
            "xml.doctype", "<ceb:CEB511Message", "<!DOCTYPE CEB511Message>\n<ceb:CEB511Message"),
        ProblemExample(
            "xml.processing-instruction", "  <ceb:Logistics>",
            "  <?print draft?>\n  <ceb:Logistics>"),
        ProblemExample("xml.duplicate-attribute", root, #" version="1.0" version="1.0""# + "\n"),
        ProblemExample("xml.entity", "测试路 1 号", "测试路&nbsp;1 号"),
        ProblemExample("xml.namespace", weight, "<cab:weight>0.85</cab:weight>"),
        ProblemExample("xml.not-well-formed", "</ceb:weight>", "</ceb:wieght>"),
        ProblemExample("message.unknown-type", "CEB511Message", "CEB599Message"),
        ProblemExample("message.namespace", "chinaport.gov.cn/ceb", "chinaport.gov.cn/cbe"),
        ProblemExample("message.attribute-missing", root, "\n"),
        ProblemExample("message.attribute-unknown", root, #" version="1.0" sender="x""# + "\n"),
        ProblemExample("message.attribute-length", "00000000-0000-4000-8000-0000000000A1", "A1"),
        ProblemExample(
            "message.element-unknown", pieces, pieces + "\n      <ceb:colour>red</ceb:colour>"),
        ProblemExample("message.element-order", weight + "\n      " + pieces,
            pieces + "\n      " + weight),
        ProblemExample("message.element-repeated", weight, weight + "\n      " + weight),
        ProblemExample("message.element-missing", "      " + weight + "\n", ""),
        ProblemExample(
            "message.text-between-elements", "</ceb:weight>", "</ceb:weight> kg"),
        ProblemExample("message.element-in-value", "0.85", "<ceb:kg>0.85</ceb:kg>"),
        ProblemExample("value.empty", "TEST-ORDER-0001", ""),
        ProblemExample("value.too-long", "<ceb:logisticsCode>TESTLOG001",
            "<ceb:logisticsCode>TESTLOG001-OF-SHANGHAI"),
        ProblemExample("value.length", "20261120140509", "202611201405"),
        ProblemExample("value.fixed", ">142<", ">502<"),
        ProblemExample("value.not-a-number", "0.85", "0,85"),
        ProblemExample("value.not-an-integer", pieces, "<ceb:packNo>1.5</ceb:packNo>"),
        ProblemExample("value.too-many-digits", pieces, "<ceb:packNo>1234567890</ceb:packNo>"),
        ProblemExample("value.too-many-decimals", "0.85", "0.850001"),
    ]
}
