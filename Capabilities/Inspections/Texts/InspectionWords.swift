import Kernel

/// Words of inspections, for pages and notices.
enum InspectionWords {
    static let title = Localized(zh: "查验作业", en: "Inspections")
    static let mine = Localized(zh: "查验", en: "Inspections")
    static let policies = Localized(zh: "查验率策略", en: "Inspection rates")
    static let statistics = Localized(zh: "查验公示", en: "Inspection figures")
    static let samples = Localized(zh: "风险监测", en: "Monitoring")
    static let number = Localized(zh: "查验编号", en: "Number")
    static let subject = Localized(zh: "单证", en: "Case")
    static let state = Localized(zh: "状态", en: "State")
    static let firm = Localized(zh: "货主企业", en: "Owner of the goods")
    static let district = Localized(zh: "关区", en: "District")
    static let goods = Localized(zh: "商品编号", en: "Goods")
    static let orderedAt = Localized(zh: "下达时间", en: "Ordered")
    static let offerUntil = Localized(zh: "选择时限", en: "Choose until")
    static let attendance = Localized(zh: "到场方式", en: "Attendance")
    static let result = Localized(zh: "查验结果", en: "Result")
    static let findings = Localized(zh: "查获情况", en: "Findings")
    static let month = Localized(zh: "月份", en: "Month")
    static let level = Localized(zh: "信用等级", en: "Credit level")
    static let direction = Localized(zh: "进出口", en: "Direction")
    static let save = Localized(zh: "提交", en: "Submit")
    static let reason = Localized(zh: "理由", en: "Reason")

    static func name(_ attendance: Attendance) -> Localized {
        switch attendance {
        case .open: Localized(zh: "未选择（按到场办理）", en: "Not chosen: the owner comes")
        case .accompany: Localized(zh: "货主到场", en: "Owner comes")
        case .absent: Localized(zh: "免于到场（无陪同）", en: "Owner stays away")
        case .site: Localized(zh: "委托场所经营人到场（无陪同）", en: "Site operator stands in")
        }
    }

    static func name(_ result: InspectionResult) -> Localized {
        switch result {
        case .none: Localized(zh: "待查验", en: "Waiting")
        case .clean: Localized(zh: "未见异常", en: "Nothing found")
        case .finding: Localized(zh: "查验异常", en: "Something found")
        case .checked: Localized(zh: "检查放行", en: "Released on check")
        }
    }

    static func name(_ state: Order.State) -> Localized {
        switch state {
        case .open: Localized(zh: "待查验", en: "Open")
        case .concluded: Localized(zh: "已查验", en: "Inspected")
        case .cancelled: Localized(zh: "已取消", en: "Cancelled")
        }
    }

    static func name(_ state: Sample.State) -> Localized {
        switch state {
        case .open: Localized(zh: "待检测", en: "Being examined")
        case .passed: Localized(zh: "合格", en: "Passed")
        case .failed: Localized(zh: "不合格", en: "Failed")
        }
    }

    static func story(_ kind: String) -> Localized {
        switch kind {
        case "inspections.ordered": Localized(zh: "下达查验指令", en: "Inspection ordered")
        case "inspections.chosen": Localized(zh: "货主选择到场方式", en: "The owner chose")
        case "inspections.media-added": Localized(zh: "留存影像", en: "Photo or video added")
        case "inspections.concluded": Localized(zh: "记录查验结果", en: "Result recorded")
        case "inspections.cancelled": Localized(zh: "取消查验", en: "Inspection cancelled")
        case "inspections.objected": Localized(zh: "货主提出异议", en: "The owner objected")
        case "inspections.answered": Localized(zh: "答复异议", en: "Objection answered")
        case "inspections.sample-taken": Localized(zh: "抽取监测样品", en: "Sample taken")
        default: Localized(zh: "记录监测结果", en: "Sample examined")
        }
    }
}
