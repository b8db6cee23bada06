import Kernel

/// Which changes of law wait for a second person when the operator makes them on the server. What
/// somebody proposes through the window always does.
public enum TariffSecondPerson: String, Sendable, Hashable, CaseIterable {
    /// Whole tables, and withdrawing one.
    case whole
    /// Every change.
    case all
    /// None: the operator's word is enough.
    case off
}

/// Who changes the law of the house.
struct TariffActor: Sendable, Hashable {
    /// Id of the account; `operator` for commands on the server.
    let id: String
    let name: String

    static let operatorID = "operator"
}

/// A change of law that waits for a second person, or waited.
struct TariffProposal: Sendable {
    enum Action: String, Sendable, Hashable { case load, withdraw }
    enum State: String, Sendable, Hashable { case waiting, taken, rejected }

    let number: Int64
    let action: Action
    /// The table it brings; of a withdrawal the table that is withdrawn.
    let edition: Edition
    let mayDropMost: Bool
    let mayChangeMuch: Bool
    /// The number of the edition it became, or is to withdraw; 0 where there is none yet.
    let editionNumber: Int64
    /// Why an edition is to be withdrawn.
    let reason: String
    /// What it was said to change when it was proposed, in both languages.
    let report: Localized
    let proposedAt: Instant
    let proposer: TariffActor
    var state = State.waiting
    var decidedAt: Instant?
    var decider: TariffActor?
    /// Why it was rejected.
    var decidedBecause = ""
}

/// Why a proposal is not made or not decided.
enum ProposalRefusal: Refusal, Hashable {
    case unknown(Int64)
    /// Whoever proposed it is not the second person.
    case own(Int64)
    case decided(Int64, TariffProposal.State)
    /// A rejection says why.
    case reasonMissing
    /// The same waits already.
    case waits(Int64)
    /// Others changed the tables again and again while it was looked at.
    case busy

    var code: String {
        switch self {
        case .unknown: "tariff.proposal-unknown"
        case .own: "tariff.proposal-own"
        case .decided: "tariff.proposal-decided"
        case .reasonMissing: "tariff.proposal-reason"
        case .waits: "tariff.proposal-waits"
        case .busy: "tariff.editions-busy"
        }
    }

    var status: Int {
        switch self {
        case .unknown: 404
        case .own: 403
        case .decided, .waits: 409
        case .reasonMissing: 422
        case .busy: 503
        }
    }

    var field: String? {
        switch self {
        case .reasonMissing: "reason"
        default: nil
        }
    }

    var message: Localized {
        switch self {
        case .unknown(let number):
            Localized(zh: "没有第 \(number) 号变更提议。", en: "There is no proposal \(number).")
        case .own(let number):
            Localized(
                zh: "第 \(number) 号变更是您本人提出的，须由另一人复核。",
                en: "You proposed change \(number) yourself; another person has to agree.")
        case .decided(let number, let state):
            Localized(
                zh: "第 \(number) 号变更已\(state == .rejected ? "退回" : "生效")，不能再办。",
                en: "Proposal \(number) was "
                    + "\(state == .rejected ? "rejected" : "agreed to") before.")
        case .reasonMissing:
            Localized(zh: "退回没有写理由。", en: "A rejection needs a reason.")
        case .waits(let number):
            Localized(
                zh: "同样的变更已作为第 \(number) 号提出，正等待复核。",
                en: "The same change waits as proposal \(number).")
        case .busy:
            Localized(
                zh: "试算期间数据表一直被他人更改，未能完成。",
                en: "Others kept changing the tables meanwhile; nothing was done.")
        }
    }

    var fix: Localized {
        switch self {
        case .unknown:
            Localized(
                zh: "在“导入的税则数据”页查看待复核的变更。", en: "See what waits on the page of loaded editions.")
        case .own:
            Localized(
                zh: "请另一位有 tariff.keep 权限的人员在“导入的税则数据”页复核。",
                en: "Ask somebody else with the permission tariff.keep to decide on the page of "
                    + "loaded editions.")
        case .decided:
            Localized(zh: "需要再改的，请重新提出。", en: "Propose it anew if it is still wanted.")
        case .reasonMissing:
            Localized(zh: "请写明为什么退回，提出的人会看到。", en: "Say why; whoever proposed it reads it.")
        case .waits(let number):
            Localized(
                zh: "请复核第 \(number) 号，或先把它退回。",
                en: "Decide on proposal \(number), or reject it first.")
        case .busy:
            Localized(zh: "请稍后再试。", en: "Try again in a moment.")
        }
    }
}

extension TariffProposal {
    /// The proposal in one line, for a terminal.
    var line: Localized {
        let scope = edition.isWhole
            ? Localized(zh: "整表替换", en: "whole table") : Localized(zh: "修改", en: "amendment")
        let what = action == .load
            ? Localized(zh: "导入", en: "load")
            : Localized(zh: "撤下第 \(editionNumber) 次导入", en: "withdraw edition \(editionNumber)")
        let because = decidedBecause.isEmpty ? "" : "：\(decidedBecause)"
        let state: Localized
        switch self.state {
        case .waiting:
            state = Localized(zh: "等待第二人复核", en: "waits for a second person")
        case .taken: state = Localized(zh: "已复核生效", en: "agreed to")
        case .rejected:
            state = Localized(
                zh: "已退回\(because)",
                en: "rejected" + (because.isEmpty ? "" : ": \(decidedBecause)"))
        }
        let head = "\(number)\t\(edition.kind.rawValue)\t\(edition.from.text)"
        let tail = "\(edition.document)\t\(edition.fileName)\t\(proposer.name)"
        return Localized(
            zh: "\(head)\t\(what.zh)\t\(scope.zh)\t\(tail)\t\(state.zh)",
            en: "\(head)\t\(what.en)\t\(scope.en)\t\(tail)\t\(state.en)")
    }
}

extension String {
    /// Without blanks at both ends.
    var trimmedBlanks: String {
        let blank: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
        var kept = String.UnicodeScalarView(unicodeScalars.drop(while: blank))
        while let last = kept.last, blank(last) { kept.removeLast() }
        return String(kept)
    }
}
