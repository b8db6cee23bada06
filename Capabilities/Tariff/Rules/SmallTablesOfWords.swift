import Kernel
import Reference

/// The tables that say what goods and units are called.
extension SmallTable {
    static let names = make(
        .names, Localized(zh: "类、章、品目、子目、税目名称", en: "Names of sections to tariff lines"),
        marks: ["name_of"], others: ["name_zh", "name_en"], key: "name_of",
        mends: [
            "name_of": both(
                "写类的罗马数字（XI），或二、四、六、八位编号；十位编号的名称在商品编号表（hs10、name_zh、name_en）；",
                "Write a section (XI) or two, four, six or eight digits; ten digits are named in "
                    + "the table of goods codes (hs10, name_zh, name_en)."),
            "name_zh": both("写名称；原来没有名称的必须有；", "Write the name where there was none."),
            "name_en": both(
                "写英文名称；八位的，写与同一子目其他税目不同之处；",
                "Write the English name; of eight digits what tells them from their siblings."),
        ],
        rows: \.names, shipped: { $0.codes.shippedNames },
        told: { ["name_zh \($0.name.zh)", "name_en \($0.name.en)"] }
    ) { row throws(DataFault) in
        let place = try row.required("name_of")
        let old = row.before(place)?.name
        let isSection = row.book.codes.nomenclature.sections.contains {
            $0.number.utf8.elementsEqual(place.utf8)
        }
        if !isSection {
            guard [2, 4, 6, 8].contains(place.utf8.count) else { throw row.fault("name_of") }
            try row.knownPrefix(place, "name_of")
        }
        // A tariff line has no Chinese name of its own among those that came with the product.
        let isLine = place.utf8.count == 8 && !isSection
        let (zh, en) = (row.text("name_zh"), row.text("name_en"))
        guard let chinese = zh.isEmpty ? old?.zh ?? (isLine ? "" : nil) : zh else {
            throw row.fault("name_zh")
        }
        guard let english = en.isEmpty ? old?.en ?? (chinese.isEmpty ? nil : chinese) : en else {
            throw row.fault("name_en")
        }
        return TariffName(place: place, name: Localized(zh: chinese, en: english))
    }

    static let searchWords = make(
        .searchWords, Localized(zh: "检索词", en: "Words goods are searched by"),
        marks: ["word"], others: ["codes", "says"], key: "word",
        mends: [
            "word": both(
                "写一个词或词组，例如 充电宝；", "Write a word or a phrase, such as power bank."),
            "codes": both(
                "写二至十位编号，用空格分开，最可能的在前；不再通向任何编号的留空；",
                "Write codes of two to ten digits with blanks between, the likeliest first; "
                    + "nothing where it leads to none."),
            "says": both(
                "写税则里的说法，用 | 分开；没有的留空；",
                "Write what the tariff says instead, with | between, or nothing."),
        ],
        rows: \.words, shipped: { $0.codes.shippedWords },
        told: {
            [
                "codes \($0.codes.isEmpty ? "–" : $0.codes.joined(separator: " "))",
                "says \($0.says.isEmpty ? "–" : $0.says.joined(separator: " | "))",
            ]
        }
    ) { row throws(DataFault) in
        let word = SearchWords.key(try row.required("word"))
        guard !word.isEmpty, word.utf8.count <= 120 else { throw row.fault("word") }
        let codes = row.text("codes").split(separator: " ").map(String.init)
        for digits in codes { try row.knownPrefix(digits, "codes") }
        let says = row.text("says").split(separator: "|")
            .map { SearchWords.key(String($0)) }.filter { !$0.isEmpty }
        return SearchWord(word: word, codes: codes, says: says)
    }

    static let unitConversions = make(
        .unitConversions, Localized(zh: "计量单位换算", en: "Units that stand for each other"),
        marks: ["wanted", "given", "numerator", "denominator", "name_zh"],
        others: ["name_en"], key: "given",
        mends: [
            "wanted": both("写三位海关单位代码，例如 035；", "Write three digits of a unit, such as 035."),
            "given": both("写三位海关单位代码，例如 036；", "Write three digits of a unit, such as 036."),
            "numerator": both("写 1 至 1000000 的整数；", "Write a whole number from 1 to 1000000."),
            "denominator": both("写 1 至 1000000 的整数；", "Write a whole number from 1 to 1000000."),
            "name_zh": both("写所求单位的名称，例如 千克；", "Write what the wanted unit is called."),
        ],
        rows: \.metrics, shipped: { $0.retail.conversions.shipped },
        told: { ["\($0.numerator)/\($0.denominator)", $0.name.zh] }
    ) { row throws(DataFault) in
        let (wanted, given) = (try row.unit("wanted"), try row.unit("given"))
        let zh = try row.required("name_zh")
        let en = row.text("name_en")
        let old = row.before(MetricConversion.key(wanted, given))?.name
        let isSame = old?.zh.utf8.elementsEqual(zh.utf8) ?? false
        let (top, bottom) = (try row.whole("numerator"), try row.whole("denominator"))
        guard !wanted.utf8.elementsEqual(given.utf8) || top == bottom else {
            throw row.fault(
                "given", both("同一单位只能是一比一", "a unit stands for itself one to one"))
        }
        return MetricConversion(
            wanted: wanted, given: given, numerator: top, denominator: bottom,
            name: Localized(zh: zh, en: en.isEmpty ? (isSame ? old?.en : nil) ?? zh : en))
    }
}
