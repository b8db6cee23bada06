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

    func facts(today: Day) throws -> DealFacts {
        if let strange = values.keys.filter({ !DealInput.names.contains($0) }).min() {
            throw DealRefusal(field: strange, allowed: DealInput.names)
        }
        var facts = DealFacts(
            direction: try choice("direction", nil), buyer: try choice("buyer", nil),
            isOnPlatform: try flag("platform", true), stock: try choice("stock", nil),
            isSoldBefore: try flag("sold", true), shipment: try choice("shipment", .parcel),
            day: today, district: values["district"] ?? "2244")
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
        let district = facts.district.utf8
        guard district.count == 4, district.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw DealRefusal(field: "district", allowed: ["2244"])
        }
        if let text = given("value") {
            guard let value = try? Fixed(text), !value.isNegative else {
                throw DealRefusal(field: "value", allowed: ["4800.00"])
            }
            facts.value = value
        }
        return facts
    }

    private func given(_ name: String) -> String? {
        values[name].flatMap { $0.isEmpty ? nil : $0 }
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

    init(field: String, allowed: [String]) {
        name = field
        self.allowed = allowed
    }

    var code: String { "declarations.deal" }
    var field: String? { name }
    var message: Localized {
        Localized(zh: "“\(name)”没有填写或填写不正确", en: "“\(name)” is missing or makes no sense")
    }
    var fix: Localized {
        let words = allowed.joined(separator: ", ")
        return Localized(zh: "可填：\(words)", en: "Write one of, or like: \(words)")
    }
}
