import Kernel

/// Words of the front warehouse.
enum LotWords {
    /// By what a lot is declared, and by what not.
    static let declarationHint = Localized(
        zh: "填写本系统内已放行的跨境电商出口清单编号；一般贸易出口报关单不在本系统，其货物不经此装箱",
        en: "A cross-border export list that is released in this system. Goods declarations for "
            + "export (general trade) are not kept here: their goods are not loaded by this page")

    static let title = Localized(zh: "出口前置仓", en: "Front warehouse")
    static let lots = Localized(zh: "货物", en: "Lots")
    static let boxes = Localized(zh: "集装箱", en: "Boxes")
    static let reference = Localized(zh: "入仓编号", en: "Reference")
    static let container = Localized(zh: "箱号", en: "Container")
    static let seal = Localized(zh: "封志号", en: "Seal")
    static let notDeclared = Localized(zh: "查无清单", en: "No list")

    // MARK: On paper

    static let exporter = Localized(zh: "发货企业", en: "Exporter")
    static let keeper = Localized(zh: "前置仓经营企业", en: "Front warehouse run by")
    static let warehouse = Localized(zh: "仓库", en: "Warehouse")
    static let mode = Localized(zh: "监管方式", en: "Trade mode")
    static let destination = Localized(zh: "最终目的国（地区）", en: "Country of destination")
    static let packages = Localized(zh: "件数", en: "Packages")
    static let mass = Localized(zh: "毛重（千克）", en: "Gross mass (kg)")
    static let declaredBy = Localized(zh: "申报编号", en: "Declared by")
    static let inspection = Localized(zh: "查验编号", en: "Inspection")
    static let notDrawn = Localized(zh: "未抽中", en: "Not drawn")
    static let voyage = Localized(zh: "航次", en: "Voyage")
    static let received = Localized(zh: "入仓时间", en: "Received")
    static let declared = Localized(zh: "申报时间", en: "Declared")
    static let inspected = Localized(zh: "查验办结时间", en: "Inspected")
    static let loaded = Localized(zh: "装箱时间", en: "Loaded")
    static let opened = Localized(zh: "开始装箱", en: "Loading began")
    static let sealed = Localized(zh: "施封时间", en: "Sealed")
    static let departed = Localized(zh: "离境时间", en: "Departed")
    static let path = Localized(zh: "全程", en: "Path")
    static let inside = Localized(zh: "箱内货物", en: "Lots inside")
    static let nothingInside = Localized(zh: "箱内尚无货物。", en: "Nothing is loaded yet.")
    static let sum = Localized(zh: "合计", en: "Total")
    static let paperNote = Localized(
        zh: "本件载明打印时的状态；状态变化后，核验页会注明本件已不是最新。",
        en: "This says how it stood when it was printed. Once that changes, whoever verifies it is "
            + "told that it is out of date.")

    static func name(_ state: Lot.State) -> Localized {
        switch state {
        case .received: Localized(zh: "已入仓，未申报", en: "Received, not declared")
        case .cleared: Localized(zh: "已申报，无需查验", en: "Declared, not to be inspected")
        case .waiting: Localized(zh: "待查验", en: "Waits for inspection")
        case .passed: Localized(zh: "查验无异常", en: "Inspected, in order")
        case .failed: Localized(zh: "查验异常", en: "Something was found")
        case .loaded: Localized(zh: "已装箱", en: "In a box")
        }
    }

    static func name(_ state: Box.State) -> Localized {
        switch state {
        case .open: Localized(zh: "装箱中", en: "Being loaded")
        case .sealed: Localized(zh: "已施封", en: "Sealed")
        case .departed: Localized(zh: "已离境", en: "Departed")
        }
    }

    static func story(_ kind: String) -> Localized {
        switch kind {
        case "inspections.lot-received": Localized(zh: "入仓", en: "Received")
        case "inspections.lot-declared": Localized(zh: "申报", en: "Declared")
        case "inspections.lot-decided": Localized(zh: "查验办结", en: "Inspected")
        case "inspections.lot-loaded": Localized(zh: "装箱", en: "Loaded")
        case "inspections.lot-unloaded": Localized(zh: "出箱", en: "Taken out of the box")
        case "inspections.box-sealed": Localized(zh: "施封", en: "Box sealed")
        default: Localized(zh: "离境", en: "Box departed")
        }
    }
}

extension InspectionsRefusal {
    /// Where inspecting first and loading later (先查验、后装运) is written.
    static let inspectFirst = Citation(document: "沪商自贸〔2023〕132号", article: "14")

    static let lot = InspectionsRefusal(
        "lot", 422,
        Localized(zh: "入仓信息不完整或不对。", en: "What is said of the lot is not complete or wrong."),
        Localized(
            zh: "编号、仓库、关区（4位）、监管方式（4位）、目的地、商品编号（4至10位）、件数和毛重（千克，大于0）都要填。",
            en: "Give reference, warehouse, district and mode (4 digits), destination, goods codes "
                + "(4 to 10 digits), packages, and gross mass in kilograms above 0."),
        field: "reference")
    static let lotMandate = InspectionsRefusal(
        "lot-mandate", 403,
        Localized(
            zh: "不是该出口人的代理申报受托人，也没有监管场所经营人角色。",
            en: "You hold no mandate of the exporter to declare and operate no supervised site."),
        Localized(
            zh: "请由出口人在“委托”中办理代理申报委托，或先备案监管场所经营人角色。",
            en: "Have the exporter give the mandate, or file the role of a supervised-site "
                + "operator."), field: "exporter")
    /// Does not say which lot or where: it may be in another warehouse.
    static let lotAgain = InspectionsRefusal(
        "lot-again", 409,
        Localized(
            zh: "同一出口人的相同货物（商品、件数、重量）正在等待查验，或近期查验未通过，不能另行申报。",
            en: "The same goods of this exporter (codes, packages, mass) wait for an inspection "
                + "or did not pass one lately: they cannot be declared anew."),
        Localized(
            zh: "请等待查验结果；查验未通过的，按现场意见处理后联系海关。",
            en: "Wait for the result; after a finding, follow the officer's directions."))
    static let lotDiffers = InspectionsRefusal(
        "lot-differs", 409,
        Localized(zh: "这一编号已用于其他货物。", en: "This reference belongs to another lot."),
        Localized(zh: "请用新的编号。", en: "Use another reference."), field: "reference")
    /// Does not say whether somebody else has a declaration of this number.
    static let lotDeclaration = InspectionsRefusal(
        "lot-declaration", 422,
        Localized(
            zh: "该出口人没有这一编号的出口清单。",
            en: "The exporter has no export list of this number."),
        Localized(
            zh: "请填写该出口人已放行的出口清单的清单编号（或预录入编号、企业内部编号）；"
                + "不能用进口清单或他人的清单。出口报关单（一般贸易）不在本系统办理，不能用来申报货物。",
            en: "Give the number of a released export list of this exporter: the customs' number, "
                + "the pre-entry number or the declarant's own; no import and no list of others, "
                + "and no goods declaration for export (general trade), which is not kept here."
        ), field: "declaration")

    /// What the loading waits for: the release of each declaration.
    static func lotNotReleased(
        _ held: [(reference: String, standing: Localized)]
    ) -> InspectionsRefusal {
        let zh = held.map { "\($0.reference)（\($0.standing.zh)）" }.joined(separator: "、")
        let en = held.map { "\($0.reference) (\($0.standing.en))" }.joined(separator: ", ")
        var refusal = InspectionsRefusal(
            "lot-not-released", 409,
            Localized(
                zh: "所申报的出口清单不是放行状态：\(zh)。",
                en: "The export list they are declared by does not stand released: \(en)."),
            Localized(
                zh: "请等清单放行后再办；清单已结关或撤销的货物不能装箱、随箱施封，请先将其移出箱。",
                en: "Wait for the release. Goods whose list is closed or cancelled go into no box, "
                    + "and are taken out before it is sealed."), field: "declaration")
        refusal.citation = inspectFirst
        return refusal
    }

    static func lotOtherwise(_ declaration: LotDeclaration) -> InspectionsRefusal {
        let countries = declaration.countries.filter { !$0.isEmpty }.sorted()
            .joined(separator: " ")
        let goods = declaration.goods.prefix(10).joined(separator: " ")
        return InspectionsRefusal(
            "lot-otherwise", 409,
            Localized(
                zh: "货物与清单 \(declaration.number) 不符：清单的监管方式为 \(declaration.mode)，"
                    + "目的地 \(countries)，商品 \(goods)。",
                en: "These are not the goods of list \(declaration.number): that one says mode "
                    + "\(declaration.mode), destination \(countries), goods \(goods)."),
            Localized(
                zh: "请核对清单编号；入仓信息有误的，请按实际重新登记入仓。",
                en: "Check the number; a lot received with wrong facts is received anew."),
            field: "declaration")
    }

    static func lotBeyond(_ declaration: LotDeclaration, _ others: Int) -> InspectionsRefusal {
        InspectionsRefusal(
            "lot-beyond", 409,
            Localized(
                zh: "清单 \(declaration.number) 共 \(declaration.packages) 件、毛重 "
                    + "\(declaration.kilograms.text) 千克，已用于 \(others) 批货物，余量不足。",
                en: "List \(declaration.number) has \(declaration.packages) packages of "
                    + "\(declaration.kilograms.text) kg in all and is used by \(others) lots: not "
                    + "enough is left."),
            Localized(
                zh: "请用该批货物自己的清单，或更正件数和毛重。",
                en: "Use the list of these goods, or mend packages and mass."),
            field: "declaration")
    }

    static let seal = InspectionsRefusal(
        "seal", 422,
        Localized(zh: "封志号或航次不对。", en: "The seal or the voyage is not right."),
        Localized(
            zh: "封志号 1 至 20 位字母数字；航次 1 至 60 字。",
            en: "1 to 20 characters for a seal, 1 to 60 for a voyage."), field: "seal")
    static let boxEmpty = InspectionsRefusal(
        "box-empty", 409,
        Localized(zh: "箱内没有货物。", en: "There is nothing in the box."),
        Localized(zh: "请先装入货物再施封。", en: "Load a lot before you seal it."))
    static let boxClosed = InspectionsRefusal(
        "box-closed", 409,
        Localized(zh: "集装箱已施封。", en: "The box is sealed."),
        Localized(zh: "请装入其他箱。", en: "Use another box."))

    static func lotDistrict(_ code: String) -> InspectionsRefusal {
        InspectionsRefusal(
            "lot-district", 422,
            Localized(
                zh: "关区代码表中没有 \(code)。", en: "No customs office has the code \(code)."),
            Localized(zh: "请按关区代码表填写四位代码。", en: "Give its four digits as in the table."),
            field: "district")
    }

    static func container(_ fault: ContainerNumber.Fault) -> InspectionsRefusal {
        let message =
            switch fault {
            case .form:
                Localized(
                    zh: "箱号应为四位字母（第四位 U、J 或 Z）和七位数字。",
                    en: "A container number is four capitals, the last U, J or Z, and seven "
                        + "digits.")
            case .checkDigit(let expected):
                Localized(
                    zh: "箱号校验码不对，前十位对应的是 \(expected)。",
                    en: "The check digit is wrong: the others call for \(expected).")
            }
        var refusal = InspectionsRefusal(
            "container", 422, message,
            Localized(zh: "请核对箱体上的箱号。", en: "Check the number on the box."),
            field: "container")
        refusal.citation = Citation(document: "ISO 6346:2022")
        return refusal
    }

    static func notLoadable(_ lot: Lot) -> InspectionsRefusal {
        let state = LotWords.name(lot.state)
        var refusal = InspectionsRefusal(
            "not-loadable", 409,
            Localized(
                zh: "货物 \(lot.reference) \(state.zh)，不能装箱。",
                en: "Lot \(lot.reference) cannot be loaded: \(state.en)."),
            Localized(
                zh: "先查验、后装运：申报并查验无异常（或无需查验）后再装箱，其他货物不受影响。",
                en: "Inspect first, load later: declare it and have it inspected where it was "
                    + "drawn; other lots may go."), field: "lot")
        refusal.citation = inspectFirst
        return refusal
    }
}
