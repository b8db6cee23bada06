import Kernel

/// What a parcel is about: who buys what from whom for how much. The documents are written from
/// these facts, so they match.
struct SampleFacts {
    struct Line {
        let number: Int
        let goods: SampleGoods
        let pieces: Int64

        var total: Fixed { Fixed(raw: goods.price.raw * pieces) }
        var mass: Fixed { Fixed(raw: goods.mass.raw * pieces) }
    }

    let cast: SampleCast
    let kind: SampleKind
    let defect: SampleDefect?
    let buyer: SampleBuyer
    let orderNo: String
    let waybill: String
    let copNo: String
    let transaction: String
    /// `yyyyMMddHHmmss`.
    let time: String
    /// `yyyyMMdd`.
    let day: String
    let guids: [String]
    let lines: [Line]
    let freight: Fixed
    /// Paid with points or vouchers.
    let discount: Fixed

    init(
        _ samples: SampleChains, _ number: Int, _ kind: SampleKind, basket: SampleBasket,
        buyer: SampleBuyer, defect: SampleDefect?
    ) {
        cast = samples.cast
        self.kind = kind
        self.defect = defect
        self.buyer = buyer
        let letter =
            switch kind {
            case .direct: "D"
            case .bonded: "B"
            case .simplified: "A"
            case .summarised: "S"
            }
        let tail = samples.prefix + letter + decimal(number, 8)
        orderNo = "O" + tail
        waybill = "W" + tail
        copNo = "C" + tail
        transaction = "P" + tail
        time = samples.at.compact
        day = samples.at.day.compact
        var draw = SampleDraw(
            seed: samples.seed &* 0xD134_2543_DE82_EF95 &+ UInt64(bitPattern: Int64(number))
                &* 0x2545_F491_4F6C_DD1D ^ UInt64(letter.utf8.first ?? 0))
        guids = (0..<4).map { _ in draw.guid() }
        lines = SampleFacts.lines(kind, basket, defect, &draw)
        let cents = kind.isImport ? 1000 * draw.below(3) : 100 * draw.below(5)
        freight = Fixed(raw: Int64(cents) * 1000)
        discount = Fixed(raw: Int64(draw.below(3)) * 5 * Fixed.scale)
    }

    private static func lines(
        _ kind: SampleKind, _ basket: SampleBasket, _ defect: SampleDefect?,
        _ draw: inout SampleDraw
    ) -> [Line] {
        if defect == .overOrderLimit {
            // Seven handbags of 680 yuan and one of 8 800.
            return [
                Line(number: 1, goods: SampleGoods.imports[7], pieces: 7),
                Line(number: 2, goods: .dear, pieces: 1),
            ]
        }
        switch basket {
        case .large: return [Line(number: 1, goods: SampleGoods.imports[7], pieces: 7)]
        case .watched where !kind.isImport:
            return [Line(number: 1, goods: SampleGoods.exports[4], pieces: 300)]
        case .watched: return [Line(number: 1, goods: .supplement, pieces: 5)]
        case .dear: return [Line(number: 1, goods: .dear, pieces: 1)]
        case .usual: break
        }
        let shelf = kind.isImport ? SampleGoods.imports : SampleGoods.exports
        let count = defect == .lineMissing ? 2 + draw.below(2) : 1 + draw.below(3)
        let start = draw.below(shelf.count)
        return (0..<count).map { place in
            // Neighbours on the shelf are different goods.
            Line(
                number: place + 1, goods: shelf[(start + place) % shelf.count],
                pieces: Int64(1 + draw.below(2)))
        }
    }

    var goodsValue: Fixed { sum(\.total) }
    var netMass: Fixed { sum(\.mass) }
    /// The parcel itself weighs 150 g.
    var grossMass: Fixed { Fixed(raw: netMass.raw + 15_000) }

    /// What the seller collects for tax, in whole fen.
    var taxCollected: Fixed {
        let raw = lines.reduce(Int64(0)) { $0 + $1.total.raw / 10_000 * $1.goods.taxCollected }
        return Fixed(raw: raw).rounded(to: 2)
    }

    var paid: Fixed {
        Fixed(raw: goodsValue.raw + freight.raw + taxCollected.raw - discount.raw)
    }

    private func sum(_ part: (Line) -> Fixed) -> Fixed {
        Fixed(raw: lines.reduce(0) { $0 + part($1).raw })
    }

    func code(_ enterprise: SampleEnterprise) -> String {
        enterprise.code(isImport: kind.isImport)
    }

    /// What every document begins with.
    func opening(_ place: Int) -> [String: String] {
        var head = [String: String](minimumCapacity: 48)
        head["guid"] = guids[place]
        head["appType"] = "1"
        head["appTime"] = time
        head["appStatus"] = "2"
        return head
    }

    /// Code of the seller as order and list name it.
    var sellerCode: String {
        // 999 999 is never enrolled: casts are numbered from one.
        defect == .unregisteredSeller
            ? code(SampleEnterprise(name: "", nameEn: "", number: 999_999)) : code(cast.seller)
    }
}
