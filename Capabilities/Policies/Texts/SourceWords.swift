import Kernel

/// How a document is known, in words; `Data/SOURCES.md` lists them.
enum SourceWords {
    /// What an officer's version says of itself when nothing else is said.
    static let officers = "officers"

    /// The words for what stands in the column `source`; what officers wrote stays as it is.
    static func name(_ source: String) -> Localized { known[source] ?? Localized(same: source) }

    static func isKnown(_ source: String) -> Bool { known[source] != nil }

    private static let known: [String: Localized] = [
        "officers": Localized(zh: "由主管部门发布", en: "Published by the authority"),
        "": Localized(zh: "由主管部门发布", en: "Published by the authority"),
        "本系统默认设置": Localized(zh: "本系统默认设置", en: "Default of this system"),
        "read": both("已读文件", "The paper was read"),
        "read; first day taken as the day of issue":
            both("已读文件；施行日期按发布日期", "The paper was read; first day: that of issue"),
        "read; first day taken as the month after issue":
            both("已读文件；施行日期按发布次月", "The paper was read; first day: the month after issue"),
        "read; first day taken as the month of issue":
            both("已读文件；施行日期按发布当月", "The paper was read; first day: the month of issue"),
        "read; first day: issue; last day: years of the plan":
            both(
                "已读文件；施行日期按发布日期，终止日期按规划期（2023—2025年）",
                "The paper was read; first day: that of issue; last day: that of the plan's years "
                    + "(2023-2025)"),
        "read; later amendments not checked":
            both("已读文件；后续修订未核对", "The paper was read; later amendments not checked"),
        "text read": both("已读正文", "The text was read"),
        "text read in part": both("已读部分正文", "Part of the text was read"),
        "text read in translation": both("已读译文", "A translation was read"),
        "read in a report": both("据报道，未读正文", "From a report; the text was not read"),
        "read in a report; number not known":
            both("据报道，文号未知", "From a report; its number is not known"),
        "read in a digest; articles not read":
            both("据摘要，条款未读", "From a digest; articles not read"),
        "public compilation, for reference only":
            both("公开汇编，仅供参考", "A public compilation, for reference only"),
        "secondary source; the list itself is not in our tables":
            both("据转述，清单未收录", "At second hand; the list itself is not in our tables"),
        "secondary source": both("据转述，正文未读", "At second hand; the text was not read"),
        "secondary source; first day not verified":
            both("据转述，施行日期未核对", "At second hand; first day not verified"),
        "general knowledge": general,
        "general knowledge of the law": general,
        "general knowledge of the measures": general,
        "general knowledge of the order": general,
        "general knowledge of the regulations": general,
        "general knowledge of the standard": general,
        "general knowledge of the measures; articles not read":
            both("一般了解，条款未读，待核对", "General knowledge; articles not read, to be checked"),
        "general knowledge; check the text":
            both("一般了解，须核对正文", "General knowledge; check the text"),
        "general knowledge; several notices under one name":
            both("一般了解，一名多文，待核对", "General knowledge; several notices under one name"),
        "general knowledge; title to be checked":
            both("一般了解，标题待核对", "General knowledge; title to be checked"),
    ]

    private static let general = both(
        "一般了解，未读正文，待核对", "General knowledge; the text was not read, to be checked")

    private static func both(_ zh: String, _ en: String) -> Localized { Localized(zh: zh, en: en) }
}
