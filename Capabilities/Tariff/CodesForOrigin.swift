import Kernel
public import Origin

extension GoodsCodes {
    /// The nomenclature as rules of origin ask for it: by six digits, with loaded editions.
    public var forOrigin: GoodsCodesKnown {
        GoodsCodesKnown { six in
            if contains(prefix: six) { return .current }
            guard let former = nomenclature.formerSubheading(six) else { return .unknown }
            return .former(edition: Nomenclature.edition(of: former.lastYear), name: former.name)
        }
    }
}
