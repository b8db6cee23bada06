import Journal
import Kernel
import Papers
import Parties
import Reference
import Web

/// One inspection: the offer, the log of photos, the result as the owner is told it, the objection.
struct InspectionView: Sendable {
    let record: OrderDesk.Record
    let visitor: Principal
    let names: EnterpriseRegister
    let offices: CodeList
    let now: Instant
    let objectionDays: Int
    let token: String

    private var order: Order { record.order }
    private var isOfficer: Bool { visitor.may(InspectionsCapability.inspect) }
    private var isOwner: Bool { order.concerns(visitor.enterprise) }

    static func tag(_ order: Order, _ language: Language) -> HTML {
        let tone: Tone =
            switch order.result {
            case .none: order.state == .open ? .info : .neutral
            case .clean, .checked: .success
            case .finding: .danger
            }
        let word =
            order.state == .concluded
            ? InspectionWords.name(order.result) : InspectionWords.name(order.state)
        return .tag(word[language], tone)
    }

    func html(_ language: Language) -> HTML {
        """
        \(.heading(
            order.number, caption: InspectionWords.title[language],
            tag: Self.tag(order, language),
            actions: [
                .linkButton(
                    PapersTexts.pdf[language],
                    to: language.path("/inspections/\(order.number)/pdf"), .secondary)
            ]))
        \(facts(language))
        \(offer(language))
        \(media(language))
        \(result(language))
        \(objection(language))
        \(.panel(
            Localized(zh: "进展", en: "Timeline")[language], id: "timeline",
            content: .timeline(
                record.story.map { entry in
                    TimelineEntry(
                        time: entry.at.text, title: InspectionWords.story(entry.kind)[language],
                        actor: "")
                }, language: language)))
        """
    }

    private func facts(_ language: Language) -> HTML {
        .summaryList([
            SummaryItem(
                InspectionWords.subject[language],
                html: place.map { .link(order.subject, to: language.path($0)) }
                    ?? "\(order.subject)"),
            SummaryItem(
                InspectionWords.firm[language], names.shownName(order.firm, language)),
            SummaryItem(
                InspectionWords.district[language],
                offices.told(order.district, on: order.orderedAt.day)[language]),
            SummaryItem(InspectionWords.goods[language], order.goods.joined(separator: " ")),
            SummaryItem(InspectionWords.orderedAt[language], order.orderedAt.text),
            SummaryItem(
                InspectionWords.attendance[language],
                InspectionWords.name(order.attendance)[language]),
            SummaryItem(InspectionWords.offerUntil[language], order.offerUntil.text),
        ])
    }

    /// Where the case itself is seen; nil where it has no page.
    private var place: String? {
        switch order.kind {
        case "list": "/declarations/\(order.subject)"
        case "entry": "/entries/\(order.subject)"
        default: nil
        }
    }

    private func offer(_ language: Language) -> HTML {
        guard order.state == .open, isOwner, now <= order.offerUntil else { return "" }
        let choices: [Attendance] = [.absent, .site, .accompany]
        return .panel(
            Localized(zh: "是否到场", en: "Will you come?")[language], id: "attendance",
            content: """
                <p>\(Localized(
                    zh: "可以免于到场：海关和场所经营人开箱查验，全程留存影像，结果在这里告知。"
                        + "请在 \(order.offerUntil.text) 前选择；逾期按到场办理。",
                    en: "You may stay away: the customs and the site open the goods, everything is "
                        + "filmed or photographed, and the result is told here. Choose before "
                        + "\(order.offerUntil.text); after that you have to come."), language)</p>
                \(form("attendance", """
                    \(.select(
                        "attendance", InspectionWords.attendance,
                        choices.map { ($0.rawValue, InspectionWords.name($0)) },
                        value: order.attendance.rawValue, language))
                    \(.submit(InspectionWords.save, language))
                    """, language))
                """)
    }

    private func media(_ language: Language) -> HTML {
        let table: HTML = .table(
            caption: Localized(zh: "影像记录", en: "Photos and videos")[language],
            columns: [
                Column(
                    Localized(zh: "文件", en: "File")[language], .code, isHeader: true,
                    html: {
                        .link(
                            "\($0.id).\($0.type.rawValue)",
                            to: language.path("/inspections/\(order.number)/media/\($0.id)"))
                    }),
                Column(Localized(zh: "说明", en: "Note")[language]) { $0.note },
                Column(Localized(zh: "字节", en: "Bytes")[language], .number) { String($0.size) },
                Column("SHA-256", .code) { $0.sha256 },
                Column(Localized(zh: "时间", en: "Time")[language], .time) { $0.addedAt.text },
            ], rows: record.media,
            empty: .emptyState(
                Localized(zh: "尚无影像", en: "Nothing yet")[language],
                hint: Localized(
                    zh: "无陪同查验须留存照片或视频。",
                    en: "An inspection without the owner needs a photo or video.")[language]))
        let adding: HTML =
            order.state == .open && isOfficer
            ? .form(
                to: language.path("/inspections/\(order.number)"), token: token, .upload,
                content: """
                    \(.hidden("action", "media"))
                    \(.fileInput(
                        Field(
                            "file",
                            label: Localized(
                                zh: "照片（JPEG、PNG）或视频（MP4）",
                                en: "Photo (JPEG, PNG) or video (MP4)")[language]),
                        accept: "image/jpeg,image/png,video/mp4", language: language))
                    \(.line(
                        "note", Localized(zh: "说明", en: "Note"), isRequired: false, language))
                    \(.submit(Localized(zh: "上传", en: "Add"), .secondary, language))
                    """) : ""
        return .panel(
            Localized(zh: "影像记录", en: "Photos and videos")[language], id: "media",
            content: "\(table)\(adding)")
    }

    private func result(_ language: Language) -> HTML {
        if order.state == .concluded {
            return .panel(
                Localized(zh: "结果告知", en: "Notice of the result")[language], id: "result",
                content: .summaryList([
                    SummaryItem(
                        InspectionWords.result[language],
                        InspectionWords.name(order.result)[language]),
                    SummaryItem(InspectionWords.findings[language], order.findings),
                    SummaryItem(
                        Localized(zh: "办结时间", en: "Concluded")[language],
                        order.concludedAt?.text ?? ""),
                ]))
        }
        guard order.state == .open, isOfficer else { return "" }
        let onCheck: HTML = record.release.map { release in
            .panel(
                Localized(zh: "检查放行", en: "Release on check")[language], id: "on-check",
                content: """
                    \(.explanation(release.explanation, language: language, open: 2))
                    \(release.row == nil ? "" : form(
                        "release-on-check",
                        .submit(
                            Localized(zh: "检查放行", en: "Release on check"), .secondary,
                            language), language))
                    """)
        } ?? ""
        return """
            \(.panel(
                InspectionWords.result[language], id: "result",
                content: form("result", """
                    \(.select(
                        "result", InspectionWords.result,
                        [.clean, .finding].map { ($0.rawValue, InspectionWords.name($0)) },
                        language))
                    \(.textArea(
                        Field(
                            "findings", label: InspectionWords.findings[language],
                            isRequired: false), rows: 3, longest: OrderDesk.longestText,
                        language: language))
                    \(.checkbox(
                        Field(
                            "release",
                            label: Localized(
                                zh: "未见异常即放行", en: "Release when nothing was found")[language],
                            isRequired: false, marksOptional: false), isOn: true,
                        language: language))
                    \(.submit(InspectionWords.save, language))
                    """, language)))
            \(onCheck)
            """
    }

    private func objection(_ language: Language) -> HTML {
        let title = Localized(zh: "异议", en: "Objection")[language]
        if order.objectedAt != nil {
            let answering: HTML =
                order.answeredAt == nil && isOfficer
                ? form("answer", """
                    \(.textArea(
                        Field("answer", label: Localized(zh: "答复", en: "Answer")[language]),
                        rows: 3, longest: OrderDesk.longestText, language: language))
                    \(.submit(InspectionWords.save, language))
                    """, language) : ""
            return .panel(
                title, id: "objection",
                content: """
                    \(.summaryList([
                        SummaryItem(title, order.objection),
                        SummaryItem(
                            Localized(zh: "答复", en: "Answer")[language], order.answer),
                    ]))
                    \(answering)
                    """)
        }
        guard order.state == .concluded, isOwner, let at = order.concludedAt,
            now <= at.adding(milliseconds: Int64(objectionDays) * 86_400_000)
        else { return "" }
        return .panel(
            title, id: "objection",
            content: form("objection", """
                \(.textArea(
                    Field(
                        "reason",
                        label: Localized(
                            zh: "对结果的异议（\(objectionDays) 日内，一次）",
                            en: "Objection (within \(objectionDays) days, once)")[language]),
                    rows: 3, longest: OrderDesk.longestText, language: language))
                \(.submit(InspectionWords.save, .secondary, language))
                """, language))
    }

    private func form(_ action: String, _ content: HTML, _ language: Language) -> HTML {
        .form(
            to: language.path("/inspections/\(order.number)"), token: token,
            content: "\(.hidden("action", action))\(content)")
    }
}
