import Kernel

/// An enterprise that does not exist, with codes that pass every check of form. The codes consist
/// of zeros and a running number, the name says 测试, so that nobody takes it for a real one.
public struct SampleEnterprise: Sendable, Hashable {
    /// Chinese name.
    public let name: String
    public let nameEn: String
    /// Unified social credit code (18 characters, right check character).
    public let creditCode: String
    /// Customs registration (10 characters).
    public let customsCode: String
    /// DXP user number of its transfer node.
    public let dxpID: String
    /// Customs district of registration.
    public let district: String

    /// - Parameter number: 1 to 999 999; every number is another enterprise.
    public init(name: String, nameEn: String, number: Int, district: String = "2244") {
        self.name = name
        self.nameEn = nameEn
        self.district = district
        let digits = decimal(number, 6)
        // Seventeen characters of the alphabet always have a check character.
        creditCode = (try? CreditCode(completing: "91310000000" + digits))?.text ?? ""
        customsCode = "3122" + digits
        dxpID = "DXPENTTEST" + digits
    }
}

/// The enterprises that appear in a chain of documents. One enterprise may play several parts.
public struct SampleCast: Sendable, Hashable {
    public var platform: SampleEnterprise
    public var seller: SampleEnterprise
    public var payment: SampleEnterprise
    public var carrier: SampleEnterprise
    public var declarant: SampleEnterprise
    /// Keeps bonded goods (1210); runs the supervised site.
    public var warehouse: SampleEnterprise

    public init(
        platform: SampleEnterprise, seller: SampleEnterprise, payment: SampleEnterprise,
        carrier: SampleEnterprise, declarant: SampleEnterprise, warehouse: SampleEnterprise
    ) {
        self.platform = platform
        self.seller = seller
        self.payment = payment
        self.carrier = carrier
        self.declarant = declarant
        self.warehouse = warehouse
    }

    /// One enterprise in every part: it can send all documents of a chain with one key.
    public init(all enterprise: SampleEnterprise) {
        self.init(
            platform: enterprise, seller: enterprise, payment: enterprise, carrier: enterprise,
            declarant: enterprise, warehouse: enterprise)
    }

    /// Six enterprises.
    ///
    /// - Parameter first: number of the first; casts ten apart share nobody.
    public static func six(from first: Int = 1) -> SampleCast {
        func make(_ place: Int, _ zh: String, _ en: String, _ district: String) -> SampleEnterprise
        {
            let mark = first == 1 ? "" : " \(first)"
            return SampleEnterprise(
                name: "测试\(zh)有限公司\(mark)", nameEn: "Test \(en) Co., Ltd.\(mark)",
                number: first + place, district: district)
        }
        return SampleCast(
            platform: make(0, "跨境电商平台", "Marketplace", "2244"),
            seller: make(1, "海外旗舰店", "Flagship Store", "2244"),
            payment: make(2, "支付", "Payments", "2244"),
            carrier: make(3, "国际快递", "Express", "2233"),
            declarant: make(4, "报关", "Customs Brokers", "2244"),
            warehouse: make(5, "保税仓储", "Bonded Warehouse", "2216"))
    }

    /// Everybody in it, each once, in the order of the parts.
    public var members: [SampleEnterprise] {
        var members: [SampleEnterprise] = []
        for one in [platform, seller, payment, carrier, declarant, warehouse]
        where !members.contains(one) { members.append(one) }
        return members
    }
}
