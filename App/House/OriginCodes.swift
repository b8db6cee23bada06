import Kernel
import Origin
import Tariff

/// Where commands about origin find the nomenclature: in the tables, without a store.
enum OriginCodes: OriginHouse {
    static func goodsCodes(_ share: Share) throws -> GoodsCodesKnown {
        try GoodsCodes.load(share).forOrigin
    }
}
