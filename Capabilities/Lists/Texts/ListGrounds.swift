import Kernel

/// Rules of this system's own behind refusals of this room; the register of policies has each.
extension OwnRule {
    static let keeping = OwnRule("名单管理")
    static let nominations = OwnRule("名单提名")
    static let scores = OwnRule("名单评分")
    static let changes = OwnRule("名单变动")
    static let figures = OwnRule("企业指标")
    static let second = OwnRule("双人复核")
    static let reasons = OwnRule("说明理由")
    static let days = OwnRule("业务日")
    static let orders = OwnRule("接口请求")
}

extension ListFile {
    /// What the list rests on first: it says who belongs there.
    var ground: Ground { bases.first.map { .paper($0) } ?? .own(.changes) }
}
