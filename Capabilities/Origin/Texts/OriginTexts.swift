import Kernel

/// Words of the pages.
enum OriginTexts {
    static let title = Localized(zh: "原产地规则", en: "Rules of origin")
    static let lede = Localized(
        zh: "输入税号与国家，查各优惠协定的原产地规则：用文字，也用可核算的条件。",
        en: "A code and a country lead to the rule of each agreement, in words and as a test that "
            + "can be computed.")
    static let desk = Localized(
        zh: "Tradewind 贸易单一窗口 原产地核算", en: "Tradewind single window, origin desk")
    static let code = Localized(zh: "税号", en: "Code")
    static let codeHint = Localized(zh: "六至十位", en: "Six to ten digits")
    static let country = Localized(zh: "原产国或目的国", en: "Country of origin or destination")
    static let agreement = Localized(zh: "协定", en: "Agreement")
    static let day = Localized(zh: "日期", en: "Day")
    static let allAgreements = Localized(zh: "全部", en: "All")
    static let rule = Localized(zh: "原产地规则", en: "Rule of origin")
    static let proofs = Localized(zh: "原产地证明", en: "Proofs of origin")
    static let tolerance = Localized(zh: "微小含量", en: "Tolerance")
    static let cumulation = Localized(zh: "累积", en: "Cumulation")
    static let journey = Localized(zh: "运输", en: "Journey")
    static let method = Localized(zh: "区域价值成分算法", en: "Value content computed by")
    static let partners = Localized(zh: "成员与生效日", en: "Partners and first days")
    static let validity = Localized(zh: "证明有效期", en: "Proof valid for")
    static let source = Localized(zh: "依据", en: "Source")
    static let trust = Localized(zh: "可靠程度", en: "How sure")
    static let note = Localized(zh: "注意", en: "Note")
    static let neutral = Localized(
        zh: "间接材料与运输包装不计入；零售包装只计入价值成分；仅作微小加工的不具原产资格。",
        en:
            "Indirect materials and packing for transport are disregarded; retail packing counts "
            + "for "
            + "value only; minimal operations confer no origin.")
    static let partlyWords = Localized(
        zh: "规则中有未化为检验的条件，不会判为符合，须对照原文。",
        en: "A part of this rule is in words only and is never counted as met: compare the text.")
    static let noAgreement = Localized(
        zh: "该日没有与该国生效的协定", en: "No agreement is in force with that country that day")
    static let noAgreementHint = Localized(
        zh: "核对国家与日期，或留空国家查全部协定。", en: "Check country and day, or leave the country empty.")
    static let testIt = Localized(zh: "用工作表核算", en: "Test it with a worksheet")
    static let worksheet = Localized(zh: "原产地工作表", en: "Origin worksheet")
    static let worksheetLede = Localized(
        zh: "填写产品与所用材料，逐个协定核算是否具备原产资格，并说明怎样改动才能符合。",
        en:
            "State the good and its materials: each agreement is tested, with the arithmetic and "
            + "what "
            + "change would make it pass.")
    static let test = Localized(zh: "核算", en: "Test")
    static let keep = Localized(zh: "核算并存档", en: "Test and keep")
    static let kept = Localized(zh: "已存档", en: "Kept")
    static let worksheets = Localized(zh: "存档的工作表", en: "Kept worksheets")
    static let noWorksheets = Localized(zh: "还没有存档的工作表", en: "No worksheets kept yet")
    static let name = Localized(zh: "品名", en: "Name")
    static let digest = Localized(zh: "存档摘要（SHA-256）", en: "Digest (SHA-256)")
    static let passed = Localized(zh: "符合", en: "Passed under")
    static let time = Localized(zh: "时间", en: "Time")
    static let remedies = Localized(zh: "怎样才能符合", en: "What would make it pass")
    static let materials = Localized(zh: "材料清单", en: "Materials")
    static let materialsHint = Localized(
        zh: "每行一种：名称,税号,金额,原产国,是否原产(是/否),重量千克,类别。可从电子表格粘贴；"
            + "类别留空为普通材料，另有 indirect、transport-packing、retail-packing。",
        en: "One a line: name, code, value, country, originating (yes/no), kilograms, kind. Paste "
            + "from a spreadsheet; kind is empty, indirect, transport-packing or retail-packing.")
    static let confirmed = Localized(
        zh: "内容与摘要一致，自存档以来没有改动。", en: "Content and digest agree: unchanged since it was kept.")
    static let differs = Localized(
        zh: "内容与摘要不一致，请联系管理员。", en: "Content and digest do not agree: tell the operator.")
    static func months(_ count: Int) -> Localized {
        Localized(zh: "\(count) 个月", en: "\(count) months")
    }
    static let importerChoice = Localized(
        zh: "进口商也可以改按提供原产材料的各成员中最高的税率，或全部成员中最高的税率申报。",
        en: "The importer may instead claim the highest rate among the parties that contributed "
            + "materials, or the highest of all parties.")
}
