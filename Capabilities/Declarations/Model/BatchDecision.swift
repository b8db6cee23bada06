import Kernel

/// One decision of an officer about several lists; where the rules ask for it, a second officer
/// looks at it before anything happens.
struct BatchDecision: Sendable {
    enum State: String, Sendable {
        /// Waits for a second officer.
        case proposed
        /// Is being carried out.
        case open
        case done
        /// The second officer did not agree.
        case dissented
        /// The proposer took it back.
        case withdrawn

        var name: Localized {
            switch self {
            case .proposed: Localized(zh: "待第二名关员复核", en: "Waits for a second officer")
            case .open: Localized(zh: "执行中", en: "Being carried out")
            case .done: Localized(zh: "已执行", en: "Carried out")
            case .dissented: Localized(zh: "复核不同意", en: "Not agreed to")
            case .withdrawn: Localized(zh: "已撤回", en: "Taken back")
            }
        }
    }

    /// A list of the batch, as the officer saw it.
    struct Line: Sendable, Hashable {
        let preNo: String
        /// The declarant.
        let tenant: String
        let district: String
        let version: Int64
        /// Nil until it was tried.
        var outcome: Outcome?
    }

    struct Outcome: Sendable, Hashable {
        /// `done`, or the code of the refusal.
        let code: String
        let said: Localized

        static let done = Outcome(code: "done", said: Localized(zh: "已办", en: "Done"))
        var isDone: Bool { code == Self.done.code }
    }

    let id: String
    let action: OfficerDesk.Action
    let reason: String
    var state: State
    /// Id and name of who proposed it.
    let officer: String
    let officerName: String
    let proposedAt: Instant
    /// Who agreed or did not; empty where one officer is enough.
    var second = ""
    var secondName = ""
    var secondReason = ""
    var endedAt: Instant?
    var lines: [Line]

    var districts: Set<String> { Set(lines.map(\.district)) }

    /// Whether these are its lists, in any order; a version counts where one is told.
    func isAbout(_ lists: [(preNo: String, version: Int64?)]) -> Bool {
        // A list that is named twice stands for no other.
        guard lists.count == lines.count, Set(lists.map(\.preNo)).count == lists.count
        else { return false }
        return lists.allSatisfy { one in
            lines.contains { line in
                line.preNo == one.preNo && one.version ?? line.version == line.version
            }
        }
    }
}

/// By when lists at the desk are to be decided, and from how many on two officers decide.
struct DeskTerms: Sendable {
    let settings: DatedSettings
    let now: Instant

    private static let hour: Int64 = 3_600_000
    private static let day: Int64 = 24 * hour
    /// Shanghai is eight hours ahead.
    private static let ahead: Int64 = 8 * hour

    /// By when a list is to be decided that has stood so since a moment.
    func due(_ status: Status, since: Instant) -> Instant {
        since.adding(milliseconds: span(status))
    }

    /// Lists that came to stand so before this moment are overdue.
    func lateSince(_ status: Status) -> Instant { now.adding(milliseconds: -span(status)) }

    /// Those that came before this moment are due by the end of the day.
    func dueTodaySince(_ status: Status) -> Instant {
        let local = now.milliseconds + Self.ahead
        let end = (local / Self.day + 1) * Self.day - Self.ahead
        return Instant(milliseconds: end).adding(milliseconds: -span(status))
    }

    /// From how many lists on a second officer must agree; nil where one is always enough.
    func secondOfficer(_ action: OfficerDesk.Action) -> Dated<Fixed>? {
        settings.value("batch.second-officer.\(action.rawValue)", on: now.day)
    }

    /// The same of lists that stand so: what was detained or suspended leaves by no single hand.
    func secondOfficer(_ action: OfficerDesk.Action, from status: Status) -> Dated<Fixed>? {
        let key = "batch.second-officer.\(action.rawValue).\(status.rawValue)"
        return settings.value(key, on: now.day)
    }

    /// Why a second officer must agree.
    struct SecondOfficer: Sendable {
        /// From how many lists on, and who says so.
        let rule: Dated<Fixed>
        /// Of which lists; nil where it is about all of them.
        let status: Status?
    }

    /// Which rule asks for a second officer when lists are decided that stand so; nil where none.
    func second(_ action: OfficerDesk.Action, _ lists: [Status]) -> SecondOfficer? {
        func asks(_ rule: Dated<Fixed>, _ count: Int) -> Bool {
            count > 0 && Int64(count) >= rule.value.raw / Fixed.scale
        }
        for status in Set(lists).sorted(by: { $0.rawValue < $1.rawValue }) {
            let count = lists.count { $0 == status }
            if let rule = secondOfficer(action, from: status), asks(rule, count) {
                return SecondOfficer(rule: rule, status: status)
            }
        }
        guard let rule = secondOfficer(action), asks(rule, lists.count) else { return nil }
        return SecondOfficer(rule: rule, status: nil)
    }

    private func span(_ status: Status) -> Int64 {
        let isReview = status.rawValue < Status.inspection.rawValue
        let hours = settings.whole(isReview ? .reviewHours : .inspectionHours, on: now.day)
        return Int64(hours) * Self.hour
    }
}
