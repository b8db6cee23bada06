import Kernel

/// Rules of this system's own behind refusals of this room; the register has each.
extension OwnRule {
    static let publishing = OwnRule("政策发布")
    static let subscriptions = OwnRule("订阅")
    static let second = OwnRule("双人复核")
    static let reasons = OwnRule("说明理由")
    static let days = OwnRule("业务日")
    static let orders = OwnRule("接口请求")
}

extension Ground {
    /// Who reviews a major measure, and how (公平竞争会审).
    static let jointReview = Ground.paper(JointReview.basis)

    /// What an explanation rests on first.
    init(_ explanation: Explanation) {
        self = explanation.citations.first.map { .paper($0) } ?? .own(.publishing)
    }
}
