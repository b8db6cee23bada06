import Kernel
import Web
import Wire

/// The facts of a deal as somebody gives them: the same names in a request's body, an address and a
/// command.
struct DealInput: Sendable {
    let values: [String: String]

    /// From a JSON object; flags may be true and false.
    init(json: JSON) {
        var values: [String: String] = [:]
        for member in json.members {
            switch member.value {
            case .text(let text): values[member.name] = text
            case .bool(let flag): values[member.name] = flag ? "yes" : "no"
            case .number(let number): values[member.name] = number
            default: break
            }
        }
        self.values = values
    }

    init(_ values: [String: String]) { self.values = values }

    /// What is asked for, with the choices.
    static let names = [
        "direction", "buyer", "platform", "stock", "sold", "shipment", "post", "day", "district",
        "value", "licence", "inspection", "duty", "refund",
    ]

    /// What is empty was not given: a form sends all its fields.
    func facts(today: Day, _ settings: DatedSettings) throws -> DealFacts {
        if let strange = values.keys.filter({ !DealInput.names.contains($0) }).min() {
            throw DealRefusal(field: strange, allowed: DealInput.names)
        }
        let buyer: DealFacts.Buyer = try choice("buyer", nil)
        // Who has not bought has no sale concluded.
        let isSold = try flag("sold", buyer != .none)
        if isSold, buyer == .none { throw DealRefusal.soldToNobody }
        var facts = DealFacts(
            direction: try choice("direction", nil), buyer: buyer,
            isOnPlatform: try flag("platform", true), stock: try choice("stock", nil),
            isSoldBefore: isSold, shipment: try choice("shipment", .parcel), day: today,
            district: "")
        facts.isByPost = try flag("post", false)
        facts.needsLicence = try flag("licence", false)
        facts.needsInspection = try flag("inspection", false)
        facts.bearsDuty = try flag("duty", false)
        facts.claimsRefund = try flag("refund", false)
        if let text = given("day") {
            guard let day = Day(text) else {
                throw DealRefusal(field: "day", allowed: ["2026-11-20"])
            }
            facts.day = day
        }
        facts.district = try district(on: facts.day, settings)
        if let text = given("value") {
            guard let value = try? Fixed(text), !value.isNegative else {
                throw DealRefusal(field: "value", allowed: ["4800.00"])
            }
            facts.value = value
        }
        return facts
    }

    /// Four digits; where none is given, the office that the settings name.
    private func district(on day: Day, _ settings: DatedSettings) throws -> String {
        let standard = settings.whole("modes.district", on: day).map { number in
            let text = String(number)
            return String(repeating: "0", count: max(0, 4 - text.utf8.count)) + text
        }
        let district = given("district") ?? standard ?? ""
        guard district.utf8.count == 4,
            district.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw DealRefusal(field: "district", allowed: [standard ?? "2244"]) }
        return district
    }

    private func given(_ name: String) -> String? {
        values[name].map(\.trimmedBlanks).flatMap { $0.isEmpty ? nil : $0 }
    }

    private func choice<Kind: RawRepresentable & CaseIterable>(_ name: String, _ standard: Kind?)
        throws -> Kind where Kind.RawValue == String
    {
        if let kind = given(name).flatMap({ Kind(rawValue: $0) }) { return kind }
        if given(name) == nil, let standard { return standard }
        throw DealRefusal(field: name, allowed: Kind.allCases.map(\.rawValue))
    }

    private func flag(_ name: String, _ standard: Bool) throws -> Bool {
        switch given(name) {
        case nil: return standard
        case "yes", "true", "1": return true
        case "no", "false", "0": return false
        default: throw DealRefusal(field: name, allowed: ["yes", "no"])
        }
    }
}

/// A fact of a deal that is missing or makes no sense.
struct DealRefusal: Refusal, Hashable {
    let name: String
    let allowed: [String]
    /// What is wrong with it, where it is not its own form.
    var reason: Localized?

    init(field: String, allowed: [String], reason: Localized? = nil) {
        name = field
        self.allowed = allowed
        self.reason = reason
    }

    /// Nobody has bought, and yet it is said to be sold.
    static let soldToNobody = DealRefusal(
        field: "sold", allowed: ["no"],
        reason: Localized(
            zh: "尚无买方的交易不能同时已成交", en: "a deal that nobody has bought yet is not sold"))

    var code: String { "declarations.deal" }
    var field: String? { name }
    var message: Localized { said(of: Localized(zh: "“\(name)”", en: "“\(name)”")) }
    var fix: Localized {
        let words = allowed.joined(separator: ", ")
        return Localized(zh: "可填：\(words)", en: "Write one of, or like: \(words)")
    }

    /// What is wrong, of a field by the name under which it is known.
    func said(of label: Localized) -> Localized {
        if let reason {
            return Localized(zh: "\(label.zh)：\(reason.zh)", en: "\(label.en): \(reason.en)")
        }
        return Localized(
            zh: "\(label.zh)没有填写或填写不正确", en: "\(label.en) is missing or makes no sense")
    }
}
