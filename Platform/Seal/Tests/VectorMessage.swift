/// The message of the vector: 1339 bytes in one line, canonical already.
let vectorMessage = Array(
    """
    <ceb:CEB623Message xmlns:ceb="http://www.chinaport.gov.cn/ceb" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" guid="00000000-0000-4000-8000-0000000000A1" version="1.0">\
    <ceb:InvtCancel><ceb:guid>00000000-0000-4000-8000-0000000000B2</ceb:guid>\
    <ceb:appType>1</ceb:appType><ceb:appTime>20250101120000</ceb:appTime>\
    <ceb:appStatus>2</ceb:appStatus><ceb:customsCode>2244</ceb:customsCode>\
    <ceb:orderNo>TEST-ORDER-1</ceb:orderNo><ceb:ebpCode>0000000001</ceb:ebpCode>\
    <ceb:ebpName>测试平台</ceb:ebpName><ceb:ebcCode>0000000002</ceb:ebcCode>\
    <ceb:ebcName>测试电商</ceb:ebcName><ceb:logisticsNo>TEST-WAYBILL-1</ceb:logisticsNo>\
    <ceb:logisticsCode>0000000003</ceb:logisticsCode>\
    <ceb:logisticsName>测试物流</ceb:logisticsName><ceb:copNo>TEST-COP-1</ceb:copNo>\
    <ceb:invtNo>22442025I000000001</ceb:invtNo><ceb:buyerIdType>1</ceb:buyerIdType>\
    <ceb:buyerIdNumber>000000190001010001</ceb:buyerIdNumber>\
    <ceb:buyerName>测试甲</ceb:buyerName><ceb:buyerTelephone>10000000001</ceb:buyerTelephone>\
    <ceb:agentCode>0000000004</ceb:agentCode><ceb:agentName>测试代理</ceb:agentName>\
    <ceb:reason>R&amp;D &lt;1&gt; test</ceb:reason></ceb:InvtCancel><ceb:BaseTransfer>\
    <ceb:copCode>0000000004</ceb:copCode><ceb:copName>测试代理</ceb:copName>\
    <ceb:dxpMode>DXP</ceb:dxpMode><ceb:dxpId>DXPENT0000000000</ceb:dxpId></ceb:BaseTransfer>\
    </ceb:CEB623Message>
    """.utf8)

/// Its canonical `SignedInfo` for SM2 with SM3.
let vectorSignedInfo = """
    <ds:SignedInfo xmlns:ceb="http://www.chinaport.gov.cn/ceb" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
    <ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315">\
    </ds:CanonicalizationMethod>\
    <ds:SignatureMethod Algorithm="http://www.chinaport.gov.cn/2022/04/xmldsig#sm2-sm3">\
    </ds:SignatureMethod><ds:Reference URI=""><ds:Transforms>\
    <ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature">\
    </ds:Transform></ds:Transforms>\
    <ds:DigestMethod Algorithm="http://www.chinaport.gov.cn/2022/04/xmldsig#sm3">\
    </ds:DigestMethod>\
    <ds:DigestValue>uw9DqYsqGgtzoUxbMtzEwT+CDqVS/sXYhI7ioxshV88=</ds:DigestValue>\
    </ds:Reference></ds:SignedInfo>
    """

let vectorSignature =
    "d44H7gG5IXmLfzQoFCTi7dHmkjgrc+JBkwGCKrEddyp58zH9ABb52Qrxp8YyY1nPbaiFg54ZGnzdl/DJxIFqSw=="
