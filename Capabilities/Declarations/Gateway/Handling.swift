import Kernel
import Parties
import Reference
import Wire

/// How documents of one type are handled: by which elements they are known, which enterprises they
/// name and what those may do, with which official numbers they are refused
/// (`Data/handling.csv`). A new type is a row there, not a branch here.
struct Handling: Sendable {
    /// An enterprise that a document names.
    struct Party: Sendable {
        let element: String
        /// Place of the element in the head of the document.
        let place: Int
        let role: EnterpriseRole
        /// Whether this party may send the document.
        let maySend: Bool
        /// Whether the document's number is this party's.
        let holds: Bool
        /// Whether it may be abroad and have no code here.
        let mayBeAbroad: Bool
    }

    /// Negative numbers the E-Port gives for what can happen to a document. Import types have
    /// numbers of their own; export types have a band for business errors, whose first is given.
    struct Codes: Sendable, Hashable {
        /// Something inside the document does not hold.
        let notPlausible: Int64
        /// There is one of this number.
        let exists: Int64
        /// A change or deletion of something that is not there.
        let missing: Int64
        /// It may not be changed any more.
        let fixed: Int64
        /// Older than what is stored.
        let older: Int64
        /// The sender is nobody who may send it; `notPlausible` where the tables have no other.
        let notTheirs: Int64
        /// `appType` names no operation; `notPlausible` where the tables have no other.
        let noOperation: Int64
        /// It may not be deleted any more; `fixed` where the tables have no other.
        let undeletable: Int64
    }

    let type: MessageType
    /// Name of the message that answers it, for example `CEB312`.
    let receipt: String
    let parties: [Party]
    let codes: Codes
    /// Elements whose values together are the number of a document.
    let numberedBy: [String]
    /// Elements by which the receipt names its document: those it shares with the request.
    let keys: [String]
    /// First letter of the number it is given when it is taken; empty for a document that goes by
    /// its own number only.
    let letter: String
    /// Where the message says in how many parts it comes, and which part this is.
    private let partPlaces: (count: Int, part: Int)?
    /// Whether its receipt names it by the number it was given.
    let namesPreNo: Bool
    /// Statuses that its receipts may carry, as the specification lists them; empty for any.
    let told: Set<Int64>
    /// Numbers for what does not fit the schema and leaves the documents known all the same.
    let schema: [SchemaLack: Int64]
    /// Texts a receipt must have and its request need not give, with what stands in for them.
    let fillers: [String: String]
    private let numberPlaces: [Int]
    private let keyPlaces: [Int]

    /// Number of a document at the enterprise that holds it.
    func number(of head: MessageRecord) -> String {
        if numberPlaces.count == 1 { return head[numberPlaces[0]] ?? "" }
        return numberPlaces.map { head[$0] ?? "" }.joined(separator: "/")
    }

    /// Values by which the receipt names the document.
    func keys(of head: MessageRecord) -> [String: String] {
        var values: [String: String] = [:]
        for (name, place) in zip(keys, keyPlaces) {
            if let value = head[place], !value.isEmpty { values[name] = value }
        }
        return values
    }

    /// In how many messages a document comes and which of them this is; one of one where its type
    /// is never split. Nil when the figures make no sense.
    func parts(of head: MessageRecord) -> (count: Int64, part: Int64)? {
        guard let partPlaces else { return (1, 1) }
        guard let count = head[partPlaces.count].flatMap({ Int64($0) }),
            let part = head[partPlaces.part].flatMap({ Int64($0) }), part >= 1, part <= count
        else { return nil }
        return (count, part)
    }

    /// What a receipt is about: the number it was given at the E-Port, else type and number.
    func subject(of receipt: MessageRecord) -> String {
        if !letter.isEmpty, namesPreNo { return receipt.text("preNo") }
        return subject(number: numberedBy.map { receipt.text($0) }.joined(separator: "/"))
    }

    /// Under which name a document stands in journal and receipts.
    func subject(number: String) -> String { "\(type.rawValue)/\(number)" }
}

/// The handling of every type that is taken.
struct Handlings: Sendable {
    private let all: [MessageType: Handling]

    subscript(type: MessageType) -> Handling {
        guard let handling = all[type] else {
            preconditionFailure("\(type) was not loaded; `load` refuses a table that lacks a type")
        }
        return handling
    }
}

extension Handlings {
    private static let path = "Capabilities/Declarations/Data/handling.csv"

    /// Reads the table. Refuses one that lacks a type or names an element the message does not
    /// have.
    static func load(_ share: Share, _ catalogue: MessageCatalogue) throws -> Handlings {
        var all: [MessageType: Handling] = [:]
        var file = try DataFile(path, in: share)
        let number = try file.column("number")
        let columns = try Handling.Columns(file)
        while let row = try file.next() {
            guard let type = MessageType(rawValue: "CEB\(row.text(number))"),
                let request = catalogue.table(type.rawValue), let answer = request.answer,
                let receipt = catalogue.table(answer), all[type] == nil
            else { throw row.fault("number") }
            all[type] = try Handling(type, request, receipt, row, columns)
        }
        if let lacking = MessageType.allCases.first(where: { all[$0] == nil }) {
            throw DataFault(path: path, line: 0, reason: "lacks \(lacking.number)")
        }
        return Handlings(all: all)
    }
}

extension Handling {
    fileprivate struct Columns {
        let numberedBy: Int
        let parties: Int
        let codes: [Int]
        let notTheirs: Int
        let noOperation: Int
        let undeletable: Int
        let letter: Int
        let told: Int
        let schema: Int

        init(_ file: DataFile) throws {
            numberedBy = try file.column("numbered_by")
            parties = try file.column("parties")
            codes = try ["not_plausible", "exists", "missing", "fixed", "older"]
                .map { try file.column($0) }
            notTheirs = try file.column("not_theirs")
            noOperation = try file.column("no_operation")
            undeletable = try file.column("undeletable")
            letter = try file.column("letter")
            told = try file.column("told")
            schema = try file.column("schema")
        }
    }

    /// What the E-Port and the customs give, not the sender.
    private static let given: Set<String> = [
        "guid", "preNo", "sumNo", "returnStatus", "returnTime", "returnInfo",
    ]

    fileprivate init(
        _ type: MessageType, _ request: MessageTable, _ receipt: MessageTable, _ row: DataRow,
        _ columns: Columns
    ) throws {
        self.type = type
        self.receipt = receipt.type
        let head = request.head
        numberedBy = row.text(columns.numberedBy).split(separator: " ").map { String($0) }
        numberPlaces = numberedBy.compactMap { head.place(of: $0) }
        guard !numberedBy.isEmpty, numberPlaces.count == numberedBy.count else {
            throw row.fault("numbered_by")
        }
        // A list gets its customs number; what follows a list names it.
        keys = receipt.head.fields.map(\.name).filter {
            !Handling.given.contains($0) && head.place(of: $0) != nil
                && !(type.isInventory && $0 == "invtNo")
        }
        letter = row.text(columns.letter)
        told = Set(row.text(columns.told).split(separator: " ").compactMap { Int64($0) })
        var schema: [SchemaLack: Int64] = [:]
        for word in row.text(columns.schema).split(separator: " ") {
            let parts = word.split(separator: ":")
            guard parts.count == 2, let lack = SchemaLack(rawValue: String(parts[0])),
                let number = Int64(parts[1]), number < 0
            else { throw row.fault("schema") }
            schema[lack] = number
        }
        self.schema = schema
        namesPreNo = receipt.head.place(of: "preNo") != nil
        if let count = head.place(of: "msgCount"), let part = head.place(of: "msgSeqNo") {
            partPlaces = (count, part)
        } else {
            partPlaces = nil
        }
        keyPlaces = keys.compactMap { head.place(of: $0) }
        var fillers: [String: String] = [:]
        for field in receipt.head.fields where field.isRequired && keys.contains(field.name) {
            guard case .text(let least, _) = field.type else { continue }
            fillers[field.name] = least == 0 ? "" : "-"
        }
        self.fillers = fillers
        parties = try row.text(columns.parties).split(separator: " ").map { cell in
            guard let party = Party(cell, in: head) else { throw row.fault("parties") }
            return party
        }
        let numbers = try columns.codes.map { column in
            guard let number = Int64(row.text(column)), number < 0 else { throw row.fault("codes") }
            return number
        }
        codes = Codes(
            notPlausible: numbers[0], exists: numbers[1], missing: numbers[2], fixed: numbers[3],
            older: numbers[4], notTheirs: Int64(row.text(columns.notTheirs)) ?? numbers[0],
            noOperation: Int64(row.text(columns.noOperation)) ?? numbers[0],
            undeletable: Int64(row.text(columns.undeletable)) ?? numbers[3])
    }
}

extension Handling.Party {
    /// Reads `ebcCode:seller:sends+holds`.
    fileprivate init?(_ cell: Substring, in head: RecordTable) {
        let parts = cell.split(separator: ":").map { String($0) }
        guard (2...3).contains(parts.count), let place = head.place(of: parts[0]),
            let role = EnterpriseRole(rawValue: parts[1])
        else { return nil }
        let rights = parts.count == 3 ? parts[2].split(separator: "+") : []
        guard rights.allSatisfy({ ["sends", "holds", "abroad"].contains($0) }) else { return nil }
        self.init(
            element: parts[0], place: place, role: role, maySend: rights.contains("sends"),
            holds: rights.contains("holds"), mayBeAbroad: rights.contains("abroad"))
    }
}
