public import Kernel
import Web

extension OriginCapability {
    /// One of each refusal, for the pages that explain codes; a filter that is not known with them.
    public static var refusals: [any Refusal] {
        let filter = FilterFault(
            "origin", "date", label: Localized(same: "date"),
            allowed: ["agreement", "code", "country", "day", "lang", "on"])
        return ownRefusals + [filter]
    }
}
