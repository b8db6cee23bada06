import Kernel
import Wire

/// A worksheet as somebody wrote it: nothing in it is believed yet.
struct WorksheetInput {
    let json: JSON
    let tables: OriginTables
    let today: Day

    private static let names: Set<String> = [
        "code", "name", "exporter", "importer", "on", "currency", "fob", "weight", "materials",
        "labour", "overhead", "profit", "other", "stated", "whollyObtained", "onlyOperations",
        "agreement", "materialsTotal", "day",
    ]

    /// The worksheet and the agreements to test, or everything wrong at once.
    func checked() throws(OriginRefusal) -> (Worksheet, [Agreement]) {
        var read = FieldReader(json, names: Self.names)
        let code = read.code("code")
        let name = read.needed("name")
        let exporter = read.country("exporter", tables.countries)
        if json["exporter"] == nil { read.add(.missing, "exporter") }
        let importer = read.country("importer", tables.countries, or: "CHN")
        let on = read.day("on") ?? read.day("day") ?? today
        // Rules of a day that has not come are not known: what passes today may fail then.
        if on > today { read.add(.future, "on") }
        var currency = read.text("currency").uppercased()
        if currency.isEmpty { currency = "CNY" }
        if !tables.currencies.contains(currency) { read.add(.currency, "currency") }
        let fob = read.positive("fob")
        let weight = read.positive("weight", isNeeded: false)
        let costs = ["labour", "overhead", "profit", "other"].map { ($0, read.amount($0)) }
        let isWholly = read.boolean("whollyObtained")
        let stated = read.texts("stated")
        for process in stated where tables.rules.process(process) == nil {
            read.add(.process(process), "stated")
        }
        let only = read.texts("onlyOperations")
        for operation in only
        where !tables.minimalOperations.contains(where: { $0.name == operation }) {
            read.add(.choice(tables.minimalOperations.map(\.name)), "onlyOperations")
        }
        let materials = materials(&read, isWholly: isWholly)
        let agreements = agreements(&read, exporter, importer, on)
        // Where no agreement can be told for another fault, a code of any of their editions will
        // do: it is not called wrong for what is wrong elsewhere.
        let looked = agreements.isEmpty ? tables.agreements.inForce(on: on) : agreements
        read.look(up: code, "code", tables, looked, on: on)
        for (index, material) in materials.enumerated() {
            read.look(up: material.code, "materials/\(index)/code", tables, looked, on: on)
        }
        guard read.faults.isEmpty, let fob else { throw .input(read.faults) }
        let sheet = Worksheet(
            code: code, name: name, exporter: exporter, importer: importer, on: on,
            currency: currency, fob: fob, weight: weight, materials: materials,
            labour: costs[0].1, overhead: costs[1].1, profit: costs[2].1, other: costs[3].1,
            stated: Set(stated), isWhollyObtained: isWholly, onlyOperations: only)
        addUp(sheet, costs, &read)
        WorksheetContradictions(sheet: sheet, agreements: agreements).find(&read)
        guard read.faults.isEmpty else { throw .input(read.faults) }
        return (sheet, agreements)
    }

    private func materials(_ read: inout FieldReader, isWholly: Bool) -> [Worksheet.Material] {
        let list = read.list("materials")
        if list.isEmpty, !isWholly { read.add(.missing, "materials") }
        return list.enumerated().map { index, json in
            var line = FieldReader(
                json, at: "/materials/\(index)",
                names: ["name", "code", "value", "origin", "originating", "weight", "kind"])
            let kind = line.choice("kind", Worksheet.Material.Kind.self) ?? .material
            let isOriginating = line.boolean("originating")
            let material = Worksheet.Material(
                name: line.needed("name"),
                code: line.code("code", isNeeded: kind == .material && !isOriginating),
                value: line.amount("value") ?? .zero,
                origin: line.country("origin", tables.countries), isOriginating: isOriginating,
                weight: line.amount("weight"), kind: kind)
            if json["value"] == nil { line.add(.missing, "value") }
            if isOriginating, material.origin.isEmpty { line.add(.origin, "origin") }
            read.take(line.faults)
            return material
        }
    }

    private func agreements(
        _ read: inout FieldReader, _ exporter: String, _ importer: String, _ on: Day
    ) -> [Agreement] {
        let named = read.text("agreement")
        guard !exporter.isEmpty, !importer.isEmpty else { return [] }
        let open = tables.agreements(from: exporter, to: importer, on: on)
        guard named.isEmpty else {
            let found = open.filter { sameCode($0.id, named) }
            if found.isEmpty {
                let isThere = tables.agreements.agreement(named, on: on) != nil
                read.add(isThere ? .agreementPlaces(named) : .agreement(named), "agreement")
            }
            return found
        }
        if open.isEmpty { read.add(.agreementPlaces(""), "exporter") }
        return open
    }

    /// What was bought and what was spent must be what the good is worth.
    private func addUp(
        _ sheet: Worksheet, _ costs: [(String, Fixed?)], _ read: inout FieldReader
    ) {
        let counted = sheet.materials.filter { $0.kind == .material || $0.kind == .retailPacking }
        let materials = SortedMaterials.sum(counted.map(\.value))
        if let total = read.amount("materialsTotal"), total != materials {
            read.add(
                .sum(
                    Localized(
                        zh: "材料合计写为 \(total.text)，各行之和为 \(materials.text)。",
                        en: "The total of materials is given as \(total.text); the lines add up to "
                            + "\(materials.text).")), "materialsTotal")
        }
        if materials > sheet.fob {
            read.add(
                .sum(
                    Localized(
                        zh: "材料之和 \(materials.text) 超过离岸价 \(sheet.fob.text)。",
                        en: "Materials of \(materials.text) exceed FOB \(sheet.fob.text).")), "fob")
            return
        }
        let given = costs.compactMap(\.1)
        guard !given.isEmpty else { return }
        guard given.count == costs.count else {
            let missing = costs.filter { $0.1 == nil }.map(\.0)
            read.add(.costs(missing: missing.joined(separator: ", ")), missing[0])
            return
        }
        let sum = Fixed(raw: given.reduce(materials.raw) { $0 + $1.raw })
        if sum != sheet.fob {
            read.add(
                .sum(
                    Localized(
                        zh: "材料与成本之和为 \(sum.text)，离岸价为 \(sheet.fob.text)，不相等。",
                        en: "Materials and costs add up to \(sum.text), "
                            + "FOB is \(sheet.fob.text).")),
                "fob")
        }
    }
}
