import Kernel

/// Words about seats.
extension ProcedureWords {
    static let deputy = Localized(zh: "委托代办", en: "Hand over for a time")
    static let deputyNote = Localized(
        zh: "休假或外出时，把席位交给另一名人员", en: "another officer sits at your desk")
    static let officer = Localized(zh: "人员", en: "Officer")
    static let login = Localized(zh: "登录名", en: "Login")
    static let from = Localized(zh: "首日", en: "First day")
    static let to = Localized(zh: "末日", en: "Last day")
    static let giveSeat = Localized(zh: "安排", en: "Give the seat")
    static let holds = Localized(zh: "在席", en: "Holds")
    static let holdsNot = Localized(zh: "不在席", en: "Does not hold")
    static let noSeats = Localized(zh: "还没有安排席位", en: "No seats given yet")
    static let noSeatsHint = Localized(
        zh: "没有席位的海关关员按海关席位对待。", en: "Customs officers without a seat sit at the customs desk.")
    static let seatsLede = Localized(
        zh: "席位决定一名审核人员代表哪个单位办理申请。",
        en: "A seat says for which body an officer decides applications.")
}
