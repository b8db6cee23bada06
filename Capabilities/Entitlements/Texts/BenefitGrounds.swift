import Kernel

/// Rules of this system's own behind refusals of this room; the register of policies has each.
extension OwnRule {
    static let questions = OwnRule("惠企判断")
    static let benefitRules = OwnRule("惠企规则")
    static let second = OwnRule("双人复核")
    static let reasons = OwnRule("说明理由")
    static let days = OwnRule("业务日")
    static let orders = OwnRule("接口请求")
}
