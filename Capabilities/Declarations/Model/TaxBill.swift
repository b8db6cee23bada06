import Kernel
import Wire

/// An electronic tax bill (电子税单): what is due for a released retail import, from whom and when.
struct TaxBill: Sendable {
    /// As messages 816 and 818 carry it.
    enum Status: Int64, Sendable {
        case made = 1
        /// In a payment book.
        case summarised = 2
        case void = 3

        var name: Localized {
            switch self {
            case .made: Localized(zh: "已生成", en: "Made")
            case .summarised: Localized(zh: "已汇总", en: "Summarised")
            case .void: Localized(zh: "已作废", en: "Void")
            }
        }
    }

    enum Settlement: String, Sendable, CaseIterable {
        case paid
        /// Taken out of the guarantee.
        case drawn

        var name: Localized {
            switch self {
            case .paid: Localized(zh: "已缴纳", en: "Paid")
            case .drawn: Localized(zh: "已动用担保", en: "Drawn from the guarantee")
            }
        }
    }

    /// What one goods line of the list owes, in yuan.
    struct Line: Sendable, Hashable {
        let number: String
        let code: String
        var value: Fixed
        var duty: Fixed
        var vat: Fixed
        var consumption: Fixed

        func total() throws -> Fixed { try duty.adding(vat).adding(consumption) }

        /// Part of it: `quantity` of `all`, each figure to the fen.
        func share(_ quantity: Fixed, of all: Fixed) throws -> Line {
            func part(_ figure: Fixed) throws -> Fixed {
                // Quantities have five decimals and so has money: the product needs 128 bits.
                let product = Int128(figure.raw) * Int128(quantity.raw)
                let whole = (product + Int128(all.raw) / 2) / Int128(all.raw)
                return Fixed(raw: Int64(clamping: whole)).rounded(to: 2)
            }
            return Line(
                number: number, code: code, value: try part(value), duty: try part(duty),
                vat: try part(vat), consumption: try part(consumption))
        }

        func subtracting(_ other: Line) throws -> Line {
            Line(
                number: number, code: code, value: try value.subtracting(other.value),
                duty: try duty.subtracting(other.duty), vat: try vat.subtracting(other.vat),
                consumption: try consumption.subtracting(other.consumption))
        }
    }

    let guarantor: String
    let number: String
    let declarant: String
    /// The list, by its E-Port number and by that of the customs.
    let list: String
    let invtNo: String
    let district: String
    let releasedOn: Day
    /// First and last day on which it is to be paid.
    let dueFrom: Day
    var dueTo: Day
    var lines: [Line]
    var total: Fixed
    var status: Status
    /// Payment book (缴款书) it was put in; empty before.
    var dutyNo = ""
    var settlement: Settlement?
    var settledOn: Day?
    /// Of the payment.
    var reference = ""
    /// What was paid and has to be given back since, because goods were returned.
    var refund = Fixed.zero
    /// Its lines without what came back after it was settled; nil when nothing did.
    var afterRefund: [Line]?

    /// Days past the last day of payment; zero while there is time or once it was settled.
    func daysLate(on day: Day) -> Int {
        guard settlement == nil, status != .void else { return 0 }
        return max(0, day.sinceEpoch - dueTo.sinceEpoch)
    }
}

extension [TaxBill.Line] {
    /// Lines as they are kept and shown.
    var json: JSON {
        .array(
            map { line in
                .object([
                    .init("gnum", .text(line.number)), .init("gcode", .text(line.code)),
                    .init("taxPrice", .text(line.value.text)),
                    .init("customsTax", .text(line.duty.text)),
                    .init("valueAddedTax", .text(line.vat.text)),
                    .init("consumptionTax", .text(line.consumption.text)),
                ])
            })
    }

    /// As they are kept.
    var encoded: String { json.encoded }

    /// Nil when the text is no lines of ours.
    init?(encoded: String) {
        guard let json = try? JSON([UInt8](encoded.utf8)) else { return nil }
        self = json.elements.compactMap { line in
            func figure(_ name: String) -> Fixed {
                line[name]?.string.flatMap { try? Fixed($0) } ?? .zero
            }
            guard let number = line["gnum"]?.string, let code = line["gcode"]?.string else {
                return nil
            }
            return TaxBill.Line(
                number: number, code: code, value: figure("taxPrice"),
                duty: figure("customsTax"), vat: figure("valueAddedTax"),
                consumption: figure("consumptionTax"))
        }
    }

    func total() throws -> Fixed {
        try reduce(Fixed.zero) { try $0.adding($1.total()) }
    }

    func sum(_ part: KeyPath<TaxBill.Line, Fixed>) throws -> Fixed {
        try reduce(Fixed.zero) { try $0.adding($1[keyPath: part]) }
    }
}
