import Kernel
import Store
import Wire

/// Documents and arrivals as the JSON text they are kept as.
enum EntryText {
    static func text(_ document: EntryDocument) -> String { json(document).canonical }

    static func json(_ document: EntryDocument) -> JSON {
        let header = document.header.keys.sorted().map {
            JSON.Member($0, .text(document[$0]))
        }
        let lines = document.lines.map { line in
            JSON.object(line.keys.sorted().map { .init($0, .text(line[$0] ?? "")) })
        }
        return .object(header + [.init("lines", .array(lines))])
    }

    static func document(_ text: String) throws -> EntryDocument {
        let json = try JSON(Array(text.utf8))
        var header: [String: String] = [:]
        for member in json.members {
            if let value = member.value.string { header[member.name] = value }
        }
        let lines = (json["lines"]?.elements ?? []).map { line in
            var found: [String: String] = [:]
            for member in line.members { found[member.name] = member.value.string ?? "" }
            return found
        }
        return EntryDocument(header: header, lines: lines)
    }

    /// As it is kept: who told of it is for us, not for whoever reads the arrival.
    static func text(_ arrival: Arrival) -> String {
        JSON.object(json(arrival).members + [.init("teller", .text(arrival.teller))]).canonical
    }

    static func json(_ arrival: Arrival) -> JSON {
        .object([
            .init("bill", .text(arrival.bill)), .init("vessel", .text(arrival.vessel)),
            .init("voyage", .text(arrival.voyage)),
            .init("enteredOn", .text(arrival.enteredOn.text)),
            .init("arrivedOn", .text(arrival.arrivedOn.text)),
            .init("packages", .text(arrival.packages)),
            .init("grossWeight", .text(arrival.grossWeight)),
        ])
    }

    static func text(_ differing: [ArrivalDifference]) -> String {
        JSON.array(
            differing.map {
                .object([
                    .init("field", .text($0.field)), .init("declared", .text($0.declared)),
                    .init("together", .optional($0.together)),
                    .init("arrived", .text($0.arrived)),
                ])
            }
        ).canonical
    }

    static func differing(_ text: String) throws -> [ArrivalDifference] {
        try JSON(Array(text.utf8)).elements.map {
            ArrivalDifference(
                $0["field"]?.string ?? "", $0["declared"]?.string ?? "",
                together: $0["together"]?.string, arrived: $0["arrived"]?.string ?? "")
        }
    }

    static func arrival(_ text: String) throws -> Arrival {
        let json = try JSON(Array(text.utf8))
        func part(_ name: String) -> String { json[name]?.string ?? "" }
        guard let entered = Day(part("enteredOn")), let arrived = Day(part("arrivedOn")) else {
            throw StoreFault.shape("arrival")
        }
        return Arrival(
            bill: part("bill"), vessel: part("vessel"), voyage: part("voyage"),
            enteredOn: entered, arrivedOn: arrived, packages: part("packages"),
            grossWeight: part("grossWeight"), teller: part("teller"))
    }
}
