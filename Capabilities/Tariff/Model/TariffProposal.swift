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

    var number: Int64
    let action: Action
    /// The table it brings; of a withdrawal the table that is withdrawn. Lists leave out its rows.
    let edition: Edition
    let mayDropMost: Bool
    let mayChangeMuch: Bool
    /// The number of the edition it became, or is to withdraw; 0 where there is none yet.
    let editionNumber: Int64
    /// Why an edition is to be withdrawn.
    let reason: String
    /// What it was said to change when it was proposed, in both languages.
    let report: Localized
    /// What it would change, all of it. Lists leave it out.
    var changes = ProposalChanges()
    /// Digest of the changes: what whoever agrees has agreed to.
    let changesDigest: String
    let proposedAt: Instant
    let proposer: TariffActor
    var state = State.waiting
    var decidedAt: Instant?
    var decider: TariffActor?
    /// Why it was rejected.
    var decidedBecause = ""
    /// What the interface answered when it was proposed, but for its number.
    var answer = ""
}

/// Why a proposal is not made or not decided.
enum ProposalRefusal: Refusal, Hashable {
    case unknown(Int64)
    /// A request or number that cannot be read.
    case notReadable
    /// It would change something else by now than what was shown.
    case changed(Int64)
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
        case .notReadable: "tariff.not-readable"
        case .changed: "tariff.proposal-changed"
        case .own: "tariff.proposal-own"
        case .decided: "tariff.proposal-decided"
        case .reasonMissing: "tariff.proposal-reason"
        case .waits: "tariff.proposal-waits"
        case .busy: "tariff.editions-busy"
        }
    }

    var status: Int {
        switch self {
        case .notReadable: 400
        case .unknown: 404
        case .own: 403
        case .decided, .waits, .changed: 409
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
        case .notReadable:
            Localized(
                zh: "序号不是数字，或请求不是可读的 JSON 对象。",
                en: "The number is no number, or the request no readable JSON object.")
        case .changed(let number):
            Localized(
                zh: "第 \(number) 号变更现在的影响与当时所列的不同，未生效；已列出新的影响。",
                en: "Proposal \(number) would by now change something else than was shown; nothing "
                    + "was done, and what it would change now is shown instead.")
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
        case .notReadable:
            Localized(zh: "请对照接口说明。", en: "See the description of the interface.")
        case .changed:
            Localized(
                zh: "请重新查看这项变更，无误再复核。",
                en: "Look at the proposal again, and agree if it is still right.")
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
