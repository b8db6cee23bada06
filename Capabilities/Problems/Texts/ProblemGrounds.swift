import Kernel

/// Rules of this system's own behind refusals of this room; the register of policies has each.
extension OwnRule {
    static let intake = OwnRule("问题受理")
    static let handling = OwnRule("问题办理")
    static let reasons = OwnRule("说明理由")
    static let orders = OwnRule("接口请求")
}
