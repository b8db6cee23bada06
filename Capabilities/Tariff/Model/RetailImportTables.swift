import Kernel
import Reference

extension RetailImportDuties {
    static func readLimits(_ share: Share) throws(DataFault) -> [Dated<RetailImportLimits>] {
        var result: [Dated<RetailImportLimits>] = []
        var file = try DataFile("\(folder)/retail-import-limits.csv", in: share)
        let columns = try DatedColumns(file)
        let order = try file.column("order_limit_cny")
        let year = try file.column("year_limit_cny")
        let single = try file.column("single_item_above_order_limit")
        while let row = try file.next() {
            guard let orderLimit = try row.number(order, "order_limit_cny"),
                let yearLimit = try row.number(year, "year_limit_cny"),
                orderLimit > .zero, orderLimit <= yearLimit
            else { throw row.fault("order_limit_cny") }
            let admits: Bool
            switch row.text(single) {
            case "full-tax": admits = true
            case "general-trade": admits = false
            default: throw row.fault("single_item_above_order_limit")
            }
            result.append(
                try columns.dated(
                    RetailImportLimits(
                        order: orderLimit, year: yearLimit, admitsSingleItem: admits), row))
        }
        return result
    }

    static func readFactors(_ share: Share) throws(DataFault) -> [Dated<RetailImportFactors>] {
        var result: [Dated<RetailImportFactors>] = []
        var file = try DataFile("\(folder)/retail-import-factors.csv", in: share)
        let columns = try DatedColumns(file)
        let duty = try file.column("duty_pct")
        let share = try file.column("tax_share")
        while let row = try file.next() {
            guard let dutyPct = try row.number(duty, "duty_pct"),
                let taxShare = try row.number(share, "tax_share"),
                !dutyPct.isNegative, dutyPct < Fixed(1000), !taxShare.isNegative,
                taxShare <= Fixed(1)
            else { throw row.fault("tax_share") }
            result.append(
                try columns.dated(
                    RetailImportFactors(dutyPct: dutyPct, taxShare: taxShare), row))
        }
        return result
    }
}
