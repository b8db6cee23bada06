import Kernel

/// What can still be done against a decision that was handed out, as the application stands now.
enum AppealState: Hashable {
    /// Until a day, before a body.
    case open(until: Day, Body)
    /// The last day has passed.
    case over(Day)
    /// A body is looking at it anew.
    case underWay(Body)
    /// The body has found for the applicant, and another step goes on with it.
    case followed(Body, by: Body)
    /// It was asked for and taken back: not asked for again.
    case withdrawn
    /// A body has looked at it anew; what that decided counts.
    case decided(Body)
    /// This is what was decided on an appeal.
    case last
    /// The service has none.
    case none
}

extension CaseMachine {
    /// - Parameters:
    ///   - stay: the stay in a step that ended with the decision.
    ///   - letters: stays that ended with a decision.
    func appealState(
        of stay: Int, _ file: Case, _ spans: [Span], letters: Set<Int>
    ) -> AppealState {
        let ended = spans.first { $0.number == stay }
        guard let rule = service.appeal, let step = service.step(rule.step), let ended,
            file.state != .revoked
        else { return .none }
        if ended.step == rule.step { return .last }
        guard let again = spans.last(where: { $0.step == rule.step }) else {
            guard let last = appealEnds(file, spans) else { return .none }
            return now.day <= last ? .open(until: last, step.body) : .over(last)
        }
        if again.endedAt == nil { return .underWay(step.body) }
        if stay > again.number { return .last }
        // An appeal that succeeds may lead to a further step, such as the one that pays.
        if letters.contains(where: { $0 >= again.number }) { return .decided(step.body) }
        let isOver = file.state == .refused || file.state == .withdrawn
        guard !isOver, let next = service.step(file.step) else { return .withdrawn }
        return .followed(step.body, by: next.body)
    }
}
