import Kernel

/// Statements of one worksheet that cannot both be true, whatever rule they are tested on.
struct WorksheetContradictions {
    let sheet: Worksheet
    let agreements: [Agreement]

    /// Adds a fault for each, at the field that is the likelier slip.
    func find(_ read: inout FieldReader) {
        for (index, material) in sheet.materials.enumerated() {
            let path = "materials/\(index)"
            if material.isOriginating, !isOfParty(material.origin) {
                read.add(Self.notOfParty, "\(path)/originating")
            }
            if sheet.isWhollyObtained, material.kind == .material, !material.isOriginating {
                read.add(Self.notWholly, "\(path)/originating")
            }
        }
        if let weight = sheet.weight, let heavy = weights, heavy > weight {
            read.add(Self.heavier(heavy, weight), "weight")
        }
    }

    /// A material originates in a party of an agreement the good is tested under, or nowhere.
    private func isOfParty(_ origin: String) -> Bool {
        sameCode("CHN", origin) || agreements.contains { $0.admits(origin, on: sheet.on) }
    }

    /// What goes into the good; packing for transport is not part of its net weight, and what is
    /// used up leaves none.
    private var weights: Fixed? {
        let counted = sheet.materials.filter { $0.kind == .material }.compactMap(\.weight)
        return counted.isEmpty ? nil : SortedMaterials.sum(counted)
    }

    private static let notOfParty = InputFault.told(
        "origin-not-of-party",
        Localized(
            zh: "材料的原产国不是所核算协定的成员，不能声明为原产材料。",
            en: "The material's country takes part in none of the agreements tested: it cannot be "
                + "stated to originate."),
        fix: Localized(
            zh: "改为非原产材料，或更正原产国。",
            en: "Let it be non-originating, or correct the country."))

    private static let notWholly = InputFault.told(
        "not-wholly-obtained",
        Localized(
            zh: "声明为完全获得或生产的产品不能含有非原产材料。",
            en: "A good stated to be wholly obtained holds no non-originating material."),
        fix: Localized(
            zh: "取消“完全获得”的声明，或更正这项材料。",
            en: "Take the statement back, or correct this material."))

    private static func heavier(_ materials: Fixed, _ good: Fixed) -> InputFault {
        .told(
            "materials-heavier",
            Localized(
                zh: "材料重量之和 \(materials.text) 千克超过产品净重 \(good.text) 千克。",
                en: "Materials of \(materials.text) kg weigh more than the good, \(good.text) kg."),
            fix: Localized(
                zh: "按产品中实际所含的重量填写材料，或更正净重。",
                en: "Give the weight that is in the good, or correct its net weight."))
    }
}
