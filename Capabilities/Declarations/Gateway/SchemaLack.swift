import Kernel
import Wire

/// What a message lacks or has too much of, where the customs' table has a number for it: the
/// sender then gets the receipt of its message instead of a CEB900.
enum SchemaLack: String, Sendable, Hashable {
    /// A document has no line.
    case lines
    /// More documents than a message takes.
    case many
    /// No signature where the schema wants one.
    case unsigned
    /// There is no document, or nothing in it.
    case empty
    /// It is no XML from some place on.
    case unparsed

    init?(_ fault: Fault, in table: MessageTable) {
        let last = fault.path.split(separator: "/").last.map { $0.prefix { $0 != "[" } } ?? ""
        switch fault.code {
        case "message.too-many-documents": self = .many
        case "message.element-repeated" where last == table.document: self = .many
        case "message.element-missing" where last == "Signature": self = .unsigned
        case "message.element-missing" where last == (table.line?.name ?? "-"): self = .lines
        case "message.element-missing" where last == table.document: self = .empty
        case "message.element-missing" where !table.isFlat && last == table.head.name:
            self = .empty
        case let code where code.hasPrefix("xml."): self = .unparsed
        default: return nil
        }
    }
}

extension ReceiptForm {
    /// The answer to a message that does not fit: the receipt of its type where the customs' table
    /// has a number for all that is wrong and the documents can be read, else a CEB900: with that
    /// number where there is one, for instance because no document is there to be answered.
    func misfit(_ body: [UInt8], _ reading: MessageReading) -> [UInt8] {
        official(reading)
            ?? misfit(
                body, type: reading.type, guid: reading.guid, faults: reading.faults,
                numbers: numbers(reading))
    }

    /// The customs' numbers of all that is wrong, by fault; none where one fault has no number.
    /// What comes before the place where a message is no XML any more follows from that place.
    private func numbers(_ reading: MessageReading) -> [Int64] {
        guard let table = reading.table, let type = MessageType(rawValue: table.type) else {
            return []
        }
        let schema = handlings[type].schema
        if let number = schema[.unparsed],
            reading.faults.contains(where: { SchemaLack($0, in: table) == .unparsed })
        {
            return reading.faults.map { _ in number }
        }
        let numbers = reading.faults.map { fault in
            SchemaLack(fault, in: table).flatMap { schema[$0] }
        }
        return numbers.contains(nil) ? [] : numbers.compactMap { $0 }
    }

    private func official(_ reading: MessageReading) -> [UInt8]? {
        guard let table = reading.table, let type = MessageType(rawValue: table.type),
            !reading.guid.isEmpty, !reading.documents.isEmpty
        else { return nil }
        let handling = handlings[type]
        var told: [(number: Int64, fault: Fault)] = []
        for fault in reading.faults {
            guard let lack = SchemaLack(fault, in: table), lack != .empty, lack != .unparsed,
                let number = handling.schema[lack]
            else { return nil }
            told.append((number, fault))
        }
        var drafts: [ReceiptDraft] = []
        // A receipt takes as many as a message may bring.
        for document in reading.documents.prefix(100) {
            let number = handling.number(of: document.head)
            guard !number.isEmpty else { return nil }
            let place = "/\(table.root)/\(table.document)[\(document.number)]/"
            let others = "/\(table.root)/\(table.document)["
            let own = told.filter { $0.fault.path.hasPrefix(place) }
            let common = told.filter {
                !$0.fault.path.hasPrefix(others) || $0.number == handling.schema[.many]
            }
            let mine = own + common
            var seen: Set<String> = []
            let info = mine.map { coded(String($0.number), words($0.fault)) }
                .filter { seen.insert($0).inserted }.joined()
            drafts.append(
                ReceiptDraft(
                    type: type, subject: handling.subject(number: number),
                    status: mine.first?.number ?? handling.codes.notPlausible,
                    info: mine.isEmpty
                        ? coded(
                            String(handling.codes.notPlausible),
                            "同一报文中另有单证不符合规范，整份报文未接收；更正后一并重新报送")
                        : info,
                    keys: keys(handling, document.head)))
        }
        return try? write(drafts)
    }

    private func words(_ fault: Fault) -> String {
        "\(fault.path) L\(fault.line) \(fault.message.zh)，\(fault.fix.zh)"
    }

    /// Nothing was kept, so no number was given either; the schema wants one, and the counting of a
    /// day begins with one.
    private func keys(_ handling: Handling, _ head: MessageRecord) -> [String: String] {
        var keys = handling.keys(of: head)
        if handling.namesPreNo, !handling.letter.isEmpty {
            keys["preNo"] = handling.letter + clock.now().day.compact + "000000000"
        }
        keys.merge(handling.fillers) { given, _ in given }
        return keys
    }
}
