import Kernel

/// One thing a business check found: what does not fit, where, how to mend it, and the number the
/// customs give it.
struct Finding: Sendable, Hashable {
    /// Official number for `[Code:…]`, or the negative code of the E-Port; empty where the
    /// published tables give none.
    var code: String
    /// Element at fault, of the document the sender can mend: `621 buyerName`.
    var element: String
    var message: Localized
    var fix: Localized
    var citation: Citation

    init(
        _ code: String, _ element: String, _ message: Localized, fix: Localized,
        citation: Citation = Law.specification
    ) {
        self.code = code
        self.element = element
        self.message = message
        self.fix = fix
        self.citation = citation
    }
}

/// Texts the checks rest on.
enum Law {
    /// 海关跨境电商统一版系统企业对接报文规范（202205 版）.
    static let specification = Citation(document: "海关跨境统一版报文规范202205")
    /// Retail import supervision: three documents, limits, identity.
    static let supervision = Citation(document: "海关总署公告2018年第194号")
    /// The rates of the day on which the declaration was complete apply.
    static let dayOfRates = Citation(document: "中华人民共和国关税法", article: "第二十条")
    /// Returns of retail imports: applied for and back within so many days, tax and yearly amount
    /// restored.
    static let imports = Citation(document: "海关总署公告2020年第45号")
    /// The account book of a bonded list: the release takes from it.
    static let zone = Citation(document: "海关跨境统一版报文规范202205", article: "CEB621 emsNo")
    /// Who withholds the tax of a retail import and gives the guarantee for it: the platform, the
    /// logistics enterprise or the declaring enterprise (代收代缴义务人).
    static let guarantee = Citation(document: "海关总署公告2018年第194号", article: "四、税收征管")
    /// A power of attorney names agent, matter and term, and is signed by the principal.
    static let mandate = Citation(document: "中华人民共和国民法典", article: "第一百六十五条")
    /// Joint notice on the supervision of retail import.
    static let retail = Citation(document: "商财发〔2018〕486号")
}
