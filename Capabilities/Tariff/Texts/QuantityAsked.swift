import Kernel

/// That a tax counts by a unit no quantity was given in, for whoever asks about goods by
/// `quantity=912/035`: a list of retail imports says it in fields of its own.
struct QuantityAsked: Refusal, Hashable {
    let line: Int
    /// Ten digits.
    let hs10: String
    let unit: String
    let unitName: Localized

    var code: String { "tariff.quantity-missing" }
    var field: String? { "quantity" }

    var message: Localized {
        Localized(
            zh: "第 \(line) 项：商品编号 \(hs10) 按\(unitName.zh)（\(unit)）计税，没有以\(unitName.zh)为单位的数量。",
            en: "Line \(line): \(hs10) is taxed by the \(unitName.en) (\(unit)), and no quantity "
                + "in that unit is given.")
    }

    var fix: Localized {
        Localized(
            zh: "请填写数量（quantity），例如 1000/\(unit)，即 1000 \(unitName.zh)；有几个单位的，以空格分开。",
            en: "Give the quantity as 1000/\(unit) for 1000 \(unitName.en) (quantity); several "
                + "units with blanks between.")
    }

    var faults: [Fault] { [Fault(code: code, path: "quantity", message: message, fix: fix)] }
}

extension TariffBook {
    /// A refusal in the words of whoever looks something up.
    func asked(_ refusal: any Refusal, on day: Day) -> any Refusal {
        guard let refusal = refusal as? TariffRefusal,
            case .quantityMissing(let line, let code, let unit) = refusal
        else { return refusal }
        return QuantityAsked(line: line, hs10: code, unit: unit, unitName: self.unit(unit, on: day))
    }
}
