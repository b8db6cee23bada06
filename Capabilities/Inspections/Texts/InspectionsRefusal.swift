public import Kernel
import Uploads

/// Why something was not done with an inspection, its rate or its record.
public struct InspectionsRefusal: Refusal, Hashable {
    public let code: String
    public let status: Int
    public let message: Localized
    public let fix: Localized
    public let field: String?
    public var faults: [Fault] = []
    public var citation: Citation?

    init(
        _ word: String, _ status: Int, _ message: Localized, _ fix: Localized,
        field: String? = nil
    ) {
        code = "inspections." + word
        self.status = status
        self.message = message
        self.fix = fix
        self.field = field
    }
}

extension InspectionsRefusal {
    static let notReadable = InspectionsRefusal(
        "not-readable", 400,
        Localized(zh: "请求不是可读的 JSON 对象。", en: "The request is no readable JSON object."),
        Localized(zh: "请对照接口说明。", en: "See the description of the interface."))
    static let notFound = InspectionsRefusal(
        "not-found", 404,
        Localized(zh: "没有这一编号的记录。", en: "There is no record of this number."),
        Localized(zh: "请核对编号；他人的记录不予显示。", en: "Check the number; others' are not shown."))
    static let movedOn = InspectionsRefusal(
        "moved-on", 409,
        Localized(zh: "记录已经变化，或已办结。", en: "It has changed, or is concluded already."),
        Localized(zh: "请刷新后按最新情况处理。", en: "Open it again and act on what it says now."))
    static let sameOfficer = InspectionsRefusal(
        "same-officer", 403,
        Localized(
            zh: "提出策略变更的人不能自行复核。",
            en: "Whoever proposed a change of policy cannot confirm it."),
        Localized(zh: "请由另一名关员复核。", en: "Another officer has to decide."))
    static let notInFuture = InspectionsRefusal(
        "not-in-future", 422,
        Localized(
            zh: "策略只能自明日或以后生效。", en: "A policy takes effect tomorrow or later."),
        Localized(zh: "请改生效日期。", en: "Choose a later first day."), field: "from")
    static let reasonMissing = InspectionsRefusal(
        "reason-missing", 422,
        Localized(zh: "没有写明理由或依据。", en: "Reason or basis is missing."),
        Localized(zh: "请写明 1 至 500 字。", en: "Write 1 to 500 characters."), field: "reason")
    static let nothingChanged = InspectionsRefusal(
        "nothing-changed", 422,
        Localized(zh: "与现行策略相同。", en: "This is the policy in force already."),
        Localized(zh: "请至少改动一项。", en: "Change one row at least."), field: "rows")
    static let level = InspectionsRefusal(
        "level", 422,
        Localized(
            zh: "信用等级、日期或依据不完整。", en: "Credit level, days or source are not complete."),
        Localized(
            zh: "等级用 advanced、certified、regular、discredited、seriously-discredited；"
                + "日期写作 2026-01-31；依据写公布文件。",
            en: "Levels: advanced, certified, regular, discredited, seriously-discredited; days "
                + "as 2026-01-31; name the publication."), field: "level")
    static let noEnterprise = InspectionsRefusal(
        "no-enterprise", 404,
        Localized(zh: "没有这一代码的企业。", en: "No enterprise has this code."),
        Localized(
            zh: "请核对统一社会信用代码或海关注册编码。", en: "Check credit code or registration."),
        field: "enterprise")
    static let choice = InspectionsRefusal(
        "choice", 422,
        Localized(zh: "没有这一到场方式。", en: "There is no such way to attend."),
        Localized(
            zh: "请选 accompany（到场）、absent（免于到场）或 operator（委托场所经营人）。",
            en: "Choose accompany, absent or operator."), field: "attendance")
    static let tooLate = InspectionsRefusal(
        "too-late", 409,
        Localized(zh: "选择到场方式的时限已过，应当到场。", en: "The time to choose is over."),
        Localized(
            zh: "请按通知到场；确有困难的与现场联系。", en: "Attend, or speak to the site."))
    static let mediaFirst = InspectionsRefusal(
        "media-first", 409,
        Localized(
            zh: "无陪同查验须先留存照片或视频，再记录结果。",
            en: "An inspection without the owner needs a photo or video before its result."),
        Localized(zh: "请先上传影像。", en: "Add photo or video first."))
    static let mediaType = InspectionsRefusal(
        "media-type", 415,
        Localized(zh: "只接收 JPEG、PNG 照片和 MP4 视频。", en: "Only JPEG, PNG and MP4 are taken."),
        Localized(zh: "请转换格式后上传。", en: "Convert it and send it again."), field: "file")
    static let mediaUnreadable = InspectionsRefusal(
        "media-unreadable", 422,
        Localized(
            zh: "照片不完整或已损坏，打不开。", en: "The photo is broken off or damaged."),
        Localized(zh: "请重新拍摄或导出后上传。", en: "Take or export it anew and send that."),
        field: "file")
    static let mediaTiny = InspectionsRefusal(
        "media-tiny", 422,
        Localized(
            zh: "照片的宽或高不足 \(DocumentShape.leastSide) 像素，看不清内容。",
            en: "The photo has fewer than \(DocumentShape.leastSide) pixels on a side."),
        Localized(zh: "请上传清晰的照片。", en: "Send a photo that shows something."), field: "file")
    static let mediaBomb = InspectionsRefusal(
        "media-bomb", 422,
        Localized(
            zh: "照片展开后超过 \(DocumentShape.mostPixels / 1_000_000) 百万像素，不予接收。",
            en: "The photo unpacks to more than \(DocumentShape.mostPixels / 1_000_000) million "
                + "pixels."),
        Localized(zh: "请缩小尺寸后上传。", en: "Make it smaller and send that."), field: "file")

    static let mediaPacked = InspectionsRefusal(
        "media-packed", 422,
        Localized(
            zh: "照片附带的压缩内容过多，或结构层层嵌套，不予接收。",
            en: "The photo carries too much that is packed beside it, or is nested within itself."),
        Localized(
            zh: "请另存为普通照片后上传。", en: "Save it as a plain photo and send that."),
        field: "file")

    static let mediaInfected = InspectionsRefusal(
        "media-infected", 422,
        Localized(
            zh: "病毒检查发现文件含有恶意内容，不予接收。",
            en: "The scanner for viruses found something harmful in the file."),
        Localized(
            zh: "请检查设备是否感染病毒，重新拍摄后上传。",
            en: "Look whether the device is infected; take the photo or video anew."),
        field: "file")

    /// Why a photo is not taken.
    static func media(_ trouble: DocumentShape.Trouble) -> InspectionsRefusal {
        switch trouble {
        case .tiny: mediaTiny
        case .pixels: mediaBomb
        case .bomb, .tangled, .pages: mediaPacked
        case .unreadable, .locked, .active, .embedded: mediaUnreadable
        case .infected: mediaInfected
        }
    }

    static let mediaMany = InspectionsRefusal(
        "media-many", 409,
        Localized(zh: "本次查验的影像份数已满。", en: "This inspection has all the media it may."),
        Localized(zh: "请合并或择要上传。", en: "Keep to those that matter."), field: "file")
    static let result = InspectionsRefusal(
        "result", 422,
        Localized(zh: "结果或查获情况不完整。", en: "Result or findings are not complete."),
        Localized(
            zh: "结果选 clean（未见异常）或 finding（有异常）；有异常的写明情况（1 至 2000 字）。",
            en: "Choose clean or finding; describe a finding in 1 to 2,000 characters."),
        field: "result")
    static let objectionLate = InspectionsRefusal(
        "objection-late", 409,
        Localized(zh: "异议期限已过，或已提出过异议。", en: "The time for an objection is over, or one was made."),
        Localized(zh: "可依法申请行政复议。", en: "Administrative review remains open."))
    static let sample = InspectionsRefusal(
        "sample", 422,
        Localized(zh: "监测结果不完整。", en: "The result of the sample is not complete."),
        Localized(
            zh: "结果选 passed（合格）或 failed（不合格），并写明检测机构和报告编号。",
            en: "Choose passed or failed; name laboratory and report."), field: "result")

    static func baseChanged(_ edition: String) -> InspectionsRefusal {
        InspectionsRefusal(
            "base-changed", 409,
            Localized(
                zh: "提出之后，该生效日的策略已变为 \(edition) 版；确认会抹去其中的改动。",
                en: "Since it was proposed, edition \(edition) has come to hold on its first day: "
                    + "confirming would undo it."),
            Localized(
                zh: "请否决本版，按现行版本重新提出。",
                en: "Reject it, and propose the changes anew from that edition."))
    }

    static func laterEdition(
        _ edition: String, from: Day, _ places: [String]
    ) -> InspectionsRefusal {
        let named = places.joined(separator: "; ")
        return InspectionsRefusal(
            "later-edition", 409,
            Localized(
                zh: "已确认的 \(edition) 版自 \(from.text) 起执行，其中仍是改动前的数值，届时会抹去本版的改动：\(named)。",
                en: "Edition \(edition), confirmed already, holds from \(from.text) with the rows "
                    + "as they were: it would take these changes back: \(named)."),
            Localized(
                zh: "请先为 \(from.text) 提出同样的改动并确认，再确认本版。",
                en: "Propose and confirm the same changes for \(from.text) first, then this one."))
    }

    static func mediaSize(most: Int) -> InspectionsRefusal {
        InspectionsRefusal(
            "media-size", 413,
            Localized(
                zh: "文件为空，或超过 \(most / 1_048_576) MiB。",
                en: "The file is empty or above \(most / 1_048_576) MiB."),
            Localized(zh: "请压缩或分段后上传。", en: "Compress or split it."), field: "file")
    }

    static func rows(_ faults: [Fault]) -> InspectionsRefusal {
        var refusal = InspectionsRefusal(
            "rows", 422,
            Localized(
                zh: "策略有 \(faults.count) 处需要修改。",
                en: "\(faults.count) rows of the policy need mending."),
            Localized(zh: "请逐项修改。", en: "Mend each of them."), field: "rows")
        refusal.faults = faults
        return refusal
    }

    static func row(_ place: String, _ index: Int) -> Fault {
        Fault(
            code: "inspections.row", path: "/rows/\(index)",
            message: Localized(
                zh: "“\(place)”的项目、方向、条件或数值不对。",
                en: "Factor, direction, key or value of “\(place)” is wrong."),
            fix: Localized(
                zh: "查验率为 0 至 10000（万分比），系数为 0 至 10000（百分比），天数为 1 至 3650；"
                    + "国别填海关三位代码（如 502）或三字母，监管方式填四位代码。",
                en: "Countries are the customs' three digits or three letters, modes four digits. "
                    + "Shares go from 0 to 10000 (ten-thousandths), factors from 0 to 10000 (per "
                    + "cent), days from 1 to 3650."))
    }

    static func notEligible(_ explanation: Explanation) -> InspectionsRefusal {
        let reasons = explanation.children.map(\.outcome)
        var refusal = InspectionsRefusal(
            "not-eligible", 409,
            Localized(
                zh: "不适用检查放行：\(reasons.map(\.zh).joined(separator: "；"))。",
                en: "Not admitted to release on check: "
                    + reasons.map(\.en).joined(separator: "; ") + "."),
            Localized(
                zh: "请按一般查验记录结果。", en: "Record the result of an ordinary inspection."))
        refusal.citation = explanation.citations.first
        return refusal
    }
}
