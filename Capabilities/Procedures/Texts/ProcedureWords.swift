import Kernel

/// Words of the pages.
enum ProcedureWords {
    static let whatThereIs = Localized(zh: "可申请的事项", en: "What can be applied for")
    static let services = Localized(zh: "办事", en: "Services")
    static let applications = Localized(zh: "我的申请", en: "My applications")
    static let desk = Localized(zh: "办理台", en: "Desk")
    static let seats = Localized(zh: "席位", en: "Seats")
    static let times = Localized(zh: "办理时间", en: "Times")
    static let verify = Localized(zh: "单据核验", en: "Verify a paper")
    static let refusalTitle = Localized(zh: "不予许可决定", en: "Decision not to grant")

    static let servicesLede = Localized(
        zh: "先看清条件、材料、期限和依据，再开始申请。查看不需要登录。",
        en: "See conditions, documents, terms and law first, then begin. Looking needs no account.")
    static let search = Localized(zh: "找事项", en: "Find a service")
    static let noService = Localized(zh: "没有找到事项", en: "No service found")
    static let noServiceHint = Localized(
        zh: "换一个词试试，例如“许可”“查验”。", en: "Try another word, such as licence or inspection.")
    static let start = Localized(zh: "开始申请", en: "Begin")
    static let startHint = Localized(
        zh: "已知的企业信息会自动填好；草稿随时可以保存。",
        en: "What is known of the enterprise is filled in; a draft can be saved at any time.")
    static let signInToStart = Localized(zh: "登录后开始申请", en: "Sign in to begin")
    static let whoMay = Localized(zh: "谁可以申请", en: "Who may apply")
    static let everybody = Localized(zh: "所有登记企业", en: "Every registered enterprise")
    static let whoMeets = Localized(
        zh: "，须符合这项惠企政策的全部条件：", en: " that meets all conditions of the benefit ")
    static let whatNeeded = Localized(zh: "需要填写和上传", en: "What is needed")
    static let way = Localized(zh: "经过的环节", en: "The way it takes")
    static let bases = Localized(zh: "依据", en: "Basis")
    static let history = Localized(
        zh: "沿革：下列文件并非在本事项的全部日期都施行，只说明事项由来，不作为决定的依据。",
        en: "History: these are not in force on all days of the service. They say where it comes "
            + "from; no decision rests on them.")
    static let outcome = Localized(zh: "结果", en: "Outcome")
    static let step = Localized(zh: "环节", en: "Step")
    static let body = Localized(zh: "负责单位", en: "Responsible body")
    static let term = Localized(zh: "期限", en: "Term")
    static let number = Localized(zh: "编号", en: "Number")
    static let service = Localized(zh: "事项", en: "Service")
    static let state = Localized(zh: "状态", en: "State")
    static let submitted = Localized(zh: "提交时间", en: "Submitted")
    static let due = Localized(zh: "到期", en: "Due")
    static let applicant = Localized(zh: "申请人", en: "Applicant")
    static let forWhom = Localized(zh: "代哪家企业办理", en: "On behalf of")
    static let forWhomHint = Localized(
        zh: "为本企业申请的不填。代办的填委托企业代码，须有“代办申请”委托；申请人仍是委托企业。",
        en: "Empty for one's own. Else the code of the enterprise whose mandate for applying you "
            + "hold; it stays the applicant.")
    static let reason = Localized(zh: "理由", en: "Reason")
    static let document = Localized(zh: "材料", en: "Document")
    static let documents = Localized(zh: "材料", en: "Documents")
    static let validTo = Localized(zh: "有效期至", en: "Valid until")
    static let none = Localized(zh: "无", en: "None")
    static let nothingYet = Localized(zh: "还没有申请", en: "No applications yet")
    static let nothingYetHint = Localized(
        zh: "到“办事”中选一个事项开始。", en: "Choose a service and begin.")
    static let nothingWaits = Localized(zh: "没有等待办理的申请", en: "Nothing waits")
    static let nothingWaitsHint = Localized(
        zh: "提交到您所在单位的申请会出现在这里，先到期的在前。",
        en: "Applications that reach your bodies show here, the soonest due first.")
    static let comesHere = Localized(
        zh: "由您所在单位办理的事项：", en: "What your bodies decide on:")
    static let nothingFits = Localized(zh: "没有符合条件的申请", en: "Nothing fits the filters")
    static let nothingFitsHint = Localized(
        zh: "清除条件可看到全部待办。", en: "Clear them to see all that waits.")
    static let save = Localized(zh: "保存草稿", en: "Save")
    static let submit = Localized(zh: "提交申请", en: "Submit")
    static let complete = Localized(zh: "提交补正", en: "Send completed")
    static let edit = Localized(zh: "填写", en: "Fill in")
    static let withdraw = Localized(zh: "撤回申请", en: "Withdraw")
    static let appeal = Localized(zh: "申请复核", en: "Appeal")
    static let withdrawAppeal = Localized(
        zh: "撤回复核申请（原决定维持）", en: "Withdraw the appeal (the refusal stands)")
    static let appealGrounds = Localized(zh: "复核理由", en: "Grounds of the appeal")
    static let replaced = Localized(
        zh: "已由变更后的许可取代，不能再使用。",
        en: "An amended one has taken its place; it cannot be used any more.")
    static let take = Localized(zh: "领办", en: "Take")
    static let takeOver = Localized(zh: "接办（同事已领办）", en: "Take over from a colleague")
    static let putBack = Localized(zh: "退回台面", en: "Put back")
    static let agree = Localized(zh: "同意", en: "Agree")
    static let dissent = Localized(zh: "不同意", en: "Do not agree")
    static let resume = Localized(zh: "恢复计时", en: "Go on")
    static let uploadFirst = Localized(
        zh: "先上传材料，再填写：上传会重新载入本页，已填而未保存的内容会丢失，请先保存草稿。",
        en: "Upload documents first, then fill in: an upload loads this page anew, so save a draft "
            + "before it.")
    static let upload = Localized(zh: "上传", en: "Attach")
    static let remove = Localized(zh: "删除", en: "Remove")
    static let draw = Localized(zh: "使用一批", en: "Draw a batch")
    static let quantity = Localized(zh: "数量", en: "Quantity")
    static let reference = Localized(zh: "单证号（例如报关单号）", en: "Reference, such as a declaration")
    static let left = Localized(zh: "剩余", en: "Left")
    static let batches = Localized(zh: "分批使用", en: "Batches")
    static let letter = Localized(zh: "决定书", en: "Decision")
    static let timeline = Localized(zh: "进展", en: "Timeline")
    static let asked = Localized(zh: "填写内容", en: "What is asked for")
    static let form = Localized(zh: "申请内容", en: "What was filled in")
    static let todo = Localized(zh: "现在可以做", en: "What can be done now")
    static let calendar = Localized(zh: "到期日历（iCalendar）", en: "Due days (iCalendar)")
    static let proposed = Localized(zh: "待复核", en: "Waits for a second officer")
    static let anotherAgrees = Localized(
        zh: "由您提出，须由另一名人员复核；您不能复核自己的意见。",
        en: "You proposed it: another officer has to agree, you cannot.")
    static let remedy = Localized(zh: "救济途径", en: "Against it")
    static let anybodyVerifies = Localized(
        zh: "任何人可凭核验码在“单据核验”页面核对。",
        en: "Anybody can verify it by its code.")
    static let savedAll = Localized(zh: "已保存。", en: "Saved.")
    static let readyToSubmit = Localized(
        zh: "填写完整，可以提交。", en: "Everything is there: it can be submitted.")

    static func term(_ clock: ClockRule?) -> Localized {
        guard let clock else { return Localized(zh: "–", en: "–") }
        let name = clock.unit.name
        let late =
            clock.cutOffHour < 24
            ? Localized(
                zh: "（\(clock.cutOffHour) 时后收到的算次一工作日）",
                en: " (after \(clock.cutOffHour):00 it counts for the next working day)")
            : Localized(same: "")
        return Localized(
            zh: "\(clock.length) \(name.zh)\(late.zh)",
            en: "\(clock.unit.counted(clock.length))\(late.en)")
    }

    static func lies(at step: ServiceStep) -> Localized {
        Localized(
            zh: "现由\(step.body.name.zh)办理“\(step.name.zh)”环节。",
            en: "Now with \(step.body.name.en): \(step.name.en).")
    }

    /// What happened, for the timeline.
    static func event(_ kind: String) -> Localized {
        switch kind {
        case "procedures.begun": Localized(zh: "开始填写", en: "Begun")
        case "procedures.text-changed":
            Localized(zh: "事项文本有变化，草稿改按新文本", en: "The text has changed: the draft follows it")
        case "procedures.submitted": Localized(zh: "提交申请", en: "Submitted")
        case "procedures.completed": Localized(zh: "补正完成", en: "Completed")
        case "procedures.withdrawn": Localized(zh: "撤回", en: "Withdrawn")
        case "procedures.appealed": Localized(zh: "申请复核", en: "Appealed")
        case "procedures.appeal-withdrawn":
            Localized(zh: "撤回复核申请，原决定维持", en: "Appeal withdrawn, the refusal stands")
        case "procedures.replaced":
            Localized(zh: "已变更，由新的许可取代", en: "Amended: another has taken its place")
        case "procedures.taken": Localized(zh: "领办", en: "Taken")
        case "procedures.put-back": Localized(zh: "退回台面", en: "Put back")
        case "procedures.resumed": Localized(zh: "恢复计时", en: "Clock goes on")
        case "procedures.proposed": Localized(zh: "提出意见，待复核", en: "Proposed, to be agreed")
        case "procedures.dissented": Localized(zh: "复核不同意", en: "The second officer did not agree")
        case "procedures.advanced": Localized(zh: "进入下一环节", en: "Went on to the next step")
        case "procedures.returned": Localized(zh: "退回补正", en: "Returned to be completed")
        case "procedures.paused": Localized(zh: "中止计时", en: "Clock paused")
        case "procedures.granted": Localized(zh: "准予", en: "Granted")
        case "procedures.refused": Localized(zh: "不予许可", en: "Refused")
        case "procedures.part-passed": Localized(zh: "一个部门审查通过", en: "One body passed it")
        case "procedures.part-failed": Localized(zh: "一个部门审查未通过", en: "One body did not pass it")
        case "procedures.revoked": Localized(zh: "撤销", en: "Revoked")
        case "procedures.overdue": Localized(zh: "超过期限，已报督办", en: "Overdue; escalated")
        case "procedures.document-added": Localized(zh: "上传材料", en: "Document attached")
        case "procedures.document-removed": Localized(zh: "删除材料", en: "Document removed")
        case "procedures.batch-drawn": Localized(zh: "使用一批", en: "Batch drawn")
        case "procedures.quota-returned": Localized(zh: "交还配额", en: "Quota given back")
        default: Localized(same: kind)
        }
    }

    static func clock(_ reading: ServiceClock.Reading) -> Localized {
        let unit = reading.unit.name
        let left = Localized(
            zh: "还剩 \(reading.left) \(unit.zh)",
            en: "\(reading.unit.counted(reading.left)) left")
        if reading.isPaused {
            return Localized(zh: "计时中止，\(left.zh)", en: "stands still, \(left.en)")
        }
        let isOfDay = reading.end.map { $0 == $0.day.start } ?? true
        let day = (isOfDay ? reading.due?.text : reading.end?.text) ?? "–"
        if reading.isOverdue {
            return Localized(zh: "\(day) 已超期", en: "\(day), overdue")
        }
        let mark = reading.assumedYears.isEmpty ? "" : "*"
        return Localized(zh: "\(day)\(mark)（\(left.zh)）", en: "\(day)\(mark) (\(left.en))")
    }
}
