import Kernel

/// Goods as a shop sells them, with the tariff line and the quantities customs count in.
struct SampleGoods: Sendable {
    /// Quantity of one statutory unit that one piece sold amounts to.
    struct Statutory: Sendable {
        let unit: String
        let perPiece: Fixed
    }

    /// Ten digits of the tariff of 2026.
    let code: String
    let name: String
    let model: String
    /// Country of origin (import) or of destination (export).
    let country: String
    /// Of one piece, in yuan (import) or US dollars (export).
    let price: Fixed
    /// Unit in which it is sold.
    let unit: String
    /// Net mass of one piece in kilograms.
    let mass: Fixed
    let statutory: [Statutory]
    /// What a shop collects for tax on average, in ten-thousandths of the price: nobody checks it,
    /// it is part of what the buyer pays.
    let taxCollected: Int64

    /// - Parameters:
    ///   - cents: price of a piece in hundredths.
    ///   - grams: net mass of a piece.
    ///   - statutory: unit and thousandths of it per piece.
    init(
        _ code: String, _ name: String, _ model: String, country: String, cents: Int64,
        unit: String, grams: Int64, statutory: [(String, Int64)], tax: Int64 = 910
    ) {
        self.code = code
        self.name = name
        self.model = model
        self.country = country
        price = Fixed(raw: cents * 1000)
        self.unit = unit
        mass = Fixed(raw: grams * 100)
        self.statutory = statutory.map {
            Statutory(unit: $0.0, perPiece: Fixed(raw: $0.1 * 100))
        }
        taxCollected = tax
    }
}

extension SampleGoods {
    /// What comes in as retail import: with and without consumption tax.
    static let imports: [SampleGoods] = [
        SampleGoods(
            "3304990039", "玻尿酸面部精华液", "品牌：测试牌；规格：30毫升/瓶；用途：护肤", country: "116",
            cents: 32_800, unit: "142", grams: 30, statutory: [("035", 30), ("011", 1000)],
            tax: 2306),
        SampleGoods(
            "3304990049", "保湿面膜", "品牌：测试牌；规格：10片/盒；用途：护肤", country: "133",
            cents: 9_900, unit: "140", grams: 250, statutory: [("035", 250), ("011", 10_000)]),
        SampleGoods(
            "1901101090", "婴儿配方奶粉2段", "品牌：测试牌；规格：800克/罐；适用月龄：6-12个月", country: "609",
            cents: 26_800, unit: "122", grams: 800, statutory: [("035", 800)]),
        SampleGoods(
            "2204210000", "干红葡萄酒", "品牌：测试庄园；规格：750毫升/瓶；酒精度：13.5%vol", country: "305",
            cents: 19_900, unit: "142", grams: 750, statutory: [("095", 750), ("035", 750)],
            tax: 1789),
        SampleGoods(
            "6403990090", "女式皮面休闲鞋", "品牌：测试牌；鞋面：牛皮；鞋底：橡胶；尺码：38", country: "307",
            cents: 89_900, unit: "025", grams: 900, statutory: [("035", 900), ("025", 1000)]),
        SampleGoods(
            "3305100090", "氨基酸洗发水", "品牌：测试牌；规格：500毫升/瓶；用途：洗发", country: "116",
            cents: 8_900, unit: "142", grams: 500, statutory: [("035", 500)]),
        SampleGoods(
            "9619001100", "婴儿纸尿裤L号", "品牌：测试牌；规格：54片/包", country: "116",
            cents: 12_900, unit: "125", grams: 2100, statutory: [("035", 2100)]),
        SampleGoods(
            "4202220000", "帆布手提包", "品牌：测试牌；面料：棉帆布；尺寸：30×24厘米", country: "307",
            cents: 68_000, unit: "007", grams: 650, statutory: [("035", 650), ("007", 1000)]),
        SampleGoods(
            "3401300090", "氨基酸洁面乳", "品牌：测试牌；规格：120克/支；用途：洁面", country: "116",
            cents: 7_500, unit: "012", grams: 120, statutory: [("035", 120)]),
    ]

    /// Fish-oil capsules: from a thousand yuan on the risk rules want a look at them.
    static let supplement = SampleGoods(
        "2106909090", "深海鱼油软胶囊", "品牌：测试牌；规格：200粒/瓶；成分：鱼油", country: "601",
        cents: 26_000, unit: "142", grams: 300, statutory: [("035", 300)])

    /// A handbag above the limit of one purchase.
    static let dear = SampleGoods(
        "4202210090", "牛皮手提包", "品牌：测试牌；面料：牛皮；尺寸：34×26厘米", country: "305",
        cents: 880_000, unit: "007", grams: 900, statutory: [("035", 900), ("007", 1000)],
        tax: 1921)

    /// What leaves as retail export. Prices are in US dollars.
    static let exports: [SampleGoods] = [
        SampleGoods(
            "6109100000", "女式棉制针织T恤衫", "织造方法：针织；成分：棉100%；款式：短袖", country: "502",
            cents: 1_290, unit: "011", grams: 180, statutory: [("011", 1000), ("035", 180)]),
        SampleGoods(
            "6204430000", "女式涤纶连衣裙", "织造方法：机织；成分：聚酯纤维100%", country: "502",
            cents: 2_590, unit: "011", grams: 320, statutory: [("011", 1000), ("035", 320)]),
        SampleGoods(
            "9503006000", "儿童积木拼插玩具", "材质：塑料；规格：500颗/套；品牌：测试牌", country: "502",
            cents: 2_450, unit: "006", grams: 850, statutory: [("006", 1000), ("035", 850)]),
        SampleGoods(
            "3926909090", "手机保护壳", "材质：TPU塑料；用途：保护手机；品牌：测试牌", country: "502",
            cents: 690, unit: "007", grams: 45, statutory: [("035", 45)]),
        SampleGoods(
            "4202920000", "旅行双肩包", "面料：尼龙；容量：25升；品牌：测试牌", country: "502",
            cents: 3_200, unit: "007", grams: 780, statutory: [("035", 780), ("007", 1000)]),
        SampleGoods(
            "6505009900", "针织毛线帽", "成分：腈纶100%；款式：套头", country: "502",
            cents: 850, unit: "007", grams: 90, statutory: [("007", 1000), ("035", 90)]),
        SampleGoods(
            "8518300000", "入耳式无线耳机", "品牌：测试牌；用途：通讯；型号：TEST-E1", country: "502",
            cents: 2_999, unit: "007", grams: 60, statutory: [("007", 1000)]),
    ]
}
