import Kernel
import Lists

extension EntitlementsRefusal {
    /// Members of a body that nobody reads, or that are of another kind than they have to be.
    static func body(_ faults: [FieldFault]) -> EntitlementsRefusal {
        var refusal = EntitlementsRefusal(
            "body", 422, .own(.orders),
            Localized(
                zh: faults.map(\.message.zh).joined(),
                en: faults.map(\.message.en).joined(separator: " ")),
            Localized(
                zh: faults.map(\.fix.zh).joined(),
                en: faults.map(\.fix.en).joined(separator: " ")), field: faults.first?.field)
        refusal.faults = faults.map {
            Fault(
                code: "entitlements.body", path: "/\($0.field)", message: $0.message,
                fix: $0.fix)
        }
        return refusal
    }
}
