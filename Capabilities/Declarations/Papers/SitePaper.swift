import Kernel
import Paper
import Papers
import Parties
import Reference
import Store
import Web
import Wire

/// A supervised site on paper: what its operator applied with, and how it stands.
struct SitePaper: Sendable {
    let site: SupervisedSite
    let holder: Enterprise
    let district: Localized
    let today: Day

    private var standing: SupervisedSite.Standing { site.standing(on: today) }

    var draft: PaperDraft {
        let paper = self
        return PaperDraft(
            .supervisedSite, tenant: site.operatorID, subject: site.code, isSnapshot: true,
            subtitle: standing.name, number: site.code, issuer: district,
            day: site.appliedAt.day, validTo: site.to,
            parties: [
                PaperDraft.Party(SiteWords.holder, holder.name, holder.creditCode ?? "")
            ],
            data: .object([
                .init("code", .text(site.code)), .init("standing", .text(standing.rawValue)),
                .init("operator", .text(holder.name)), .init("district", .text(site.district)),
                .init("name", .text(site.name)), .init("nameEn", .text(site.nameEn)),
                .init("address", .text(site.address)), .init("capacity", .integer(site.capacity)),
                .init("area", .integer(site.area)),
                .init(
                    "equipment",
                    .array(
                        site.equipment.map {
                            .object([
                                .init("name", .text($0.name)),
                                .init("count", .integer(Int64($0.count))),
                            ])
                        })),
                .init("appliedAt", .text(site.appliedAt.iso)),
                .init("from", .optional(site.from?.text)), .init("to", .optional(site.to?.text)),
                .init("suspendedFrom", .optional(site.suspendedFrom?.text)),
                .init("suspendedTo", .optional(site.suspendedTo?.text)),
                .init("reason", .text(site.reason)),
            ]),
            blocks: { paper.blocks($0) })
    }

    private func blocks(_ language: Language) -> [PaperBlock] {
        func word(_ zh: String, _ en: String) -> String { Localized(zh: zh, en: en)[language] }
        var facts = [
            PaperField(word("场所代码", "Code of the site"), site.code),
            PaperField(word("名称", "Name"), site.title[language]),
            PaperField(SiteWords.holder[language], holder.localizedName[language]),
            PaperField(word("统一社会信用代码", "Credit code"), holder.creditCode ?? "–"),
            PaperField(word("关区", "District"), district[language]),
            PaperField(word("地址", "Address"), site.address),
            PaperField(word("日处理能力（件）", "Parcels a day"), String(site.capacity)),
            PaperField(word("面积（平方米）", "Square metres"), String(site.area)),
            PaperField(
                word("设备", "Equipment"),
                site.equipment.map { "\($0.name) × \($0.count)" }.joined(separator: "\n")),
            PaperField(word("申请时间", "Applied at"), site.appliedAt.text),
            PaperField(word("状态", "Standing"), standing.name[language]),
        ]
        if let from = site.from {
            facts.append(
                PaperField(word("有效期", "Valid"), "\(from.text) – \(site.to?.text ?? "")"))
        }
        if let first = site.suspendedFrom {
            facts.append(
                PaperField(
                    word("暂停", "Suspended"), "\(first.text) – \(site.suspendedTo?.text ?? "")"))
        }
        if !site.reason.isEmpty {
            facts.append(PaperField(word("说明", "Why"), site.reason))
        }
        return [
            .grid(facts, columns: 1),
            .note(
                word(
                    "本件载明申请内容及打印时的登记状态；状态变化后，核验页会注明本件已不是最新。",
                    "This says what was applied with and how the site stood when it was printed. "
                        + "Once that changes, whoever verifies it is told that it is out of date.")
            ),
            .note(SiteWords.law.text),
        ]
    }
}

extension SiteDesk {
    private func drawn(_ site: SupervisedSite) -> PaperDraft? {
        guard let holder = register.enterprise(id: site.operatorID) else { return nil }
        return SitePaper(
            site: site, holder: holder, district: offices.told(site.district, on: clock.today),
            today: clock.today
        ).draft
    }

    /// Whether somebody may have it on paper: its operator, and officers of its district.
    func handsOut(_ site: SupervisedSite, to visitor: Principal?) -> Bool {
        isOfficer(visitor, of: site.district)
            || visitor.map { !$0.enterprise.isEmpty && $0.enterprise == site.operatorID } ?? false
    }

    /// A site on paper; one of somebody else is as if it were not there.
    func paper(_ code: String, for visitor: Principal) async throws -> PaperDraft {
        let site = try await store.read { try SiteRows.named(code, in: $0) }
            .first { handsOut($0, to: visitor) }
        guard let draft = site.flatMap(drawn) else { throw SiteRefusal.noSuchSite }
        return draft
    }

    /// What the paper of a site would say now, for the verifier.
    var currentPapers: PaperDesk.Current {
        let desk = self
        return [
            .supervisedSite: { tenant, code in
                try await desk.store.read { try SiteRows.named(code, in: $0) }
                    .first { $0.operatorID == tenant }.flatMap(desk.drawn)
            }
        ]
    }
}

/// `…/sites/{code}/pdf`: for the operator and officers of the district.
struct SitePapers: Sendable {
    let desk: SiteDesk
    let papers: PaperDesk

    var routes: [Route] {
        ["/{language}", "/api/v1"].map { start in
            Route(
                .get, start + "/sites/{code}/pdf", access: .signedIn,
                summary: Localized(zh: "监管作业场所的 PDF", en: "A supervised site as PDF"),
                rate: PaperDesk.rate
            ) { visit in
                let draft = try await desk.paper(
                    visit.parameters["code"] ?? "", for: try visit.person())
                return try await papers.answer(draft, visit)
            }
        }
    }
}
