import Kernel
import Wire

extension LookupRefusal {
    /// Which name was likely meant, and all there are.
    static func unknownFix(_ name: String, _ allowed: [String]) -> Localized {
        let likely = LikelyName.of(name, among: allowed)
        return Localized(
            zh: (likely.map { "应为“\($0)”？" } ?? "")
                + "核对拼写或删去；可用：\(allowed.joined(separator: "、"))。",
            en: (likely.map { "Did you mean “\($0)”? " } ?? "")
                + "Check its name or take it away; known: \(allowed.joined(separator: ", ")).")
    }
}
