public import Kernel
import Plug
public import Wire

/// Where commands that change the tariff find the store. The program provides it: it opens the
/// store, or hands the request to the server that holds it.
public protocol TariffHouse: Sendable {
    /// Has a request done and gives what is to be printed.
    ///
    /// - Parameter data: the data folder, as given; nil for the usual one.
    static func perform(_ request: TariffRequest, data: String?) async throws -> String
}

/// What a command asks of the house, as a value that can go through a socket.
public enum TariffRequest: Sendable, Hashable {
    /// Loads a file, or only tells what it would change. The path is whole: the server reads it.
    ///
    /// - Parameters:
    ///   - isWhole: whether the file takes the place of the whole table, not of the lines it names.
    ///   - mayDropMost: whether such a file may leave out more than half of what is in force.
    ///   - mayChangeMuch: whether a rate of exchange may be ten times the one in force, or a tenth.
    case load(
        path: String, from: Day, document: String, isDry: Bool, asJSON: Bool, Language,
        isWhole: Bool = false, mayDropMost: Bool = false, mayChangeMuch: Bool = false)
    /// The editions loaded so far.
    case list(Language)
    /// The same with their files, for a look-up in another process.
    case kept
    /// Withdraws an edition by its number: one that is in use from a day on and for a reason.
    ///
    /// - Parameter isDry: only tells what that would change.
    case withdraw(
        Int64, from: Day? = nil, reason: String = "", Language = .zh, isDry: Bool = false,
        asJSON: Bool = false)
    /// What waits for a second person, and what became of it.
    case proposals(Language)
    /// Takes a proposal back, for a reason.
    case reject(Int64, reason: String, Language)

    public var json: JSON {
        switch self {
        case .load(
            let path, let from, let document, let isDry, let asJSON, let language, let isWhole,
            let mayDropMost, let mayChangeMuch):
            .object([
                .init("tariff", .text("load")), .init("path", .text(path)),
                .init("from", .text(from.text)), .init("document", .text(document)),
                .init("dry", .bool(isDry)), .init("json", .bool(asJSON)),
                .init("language", .text(language.rawValue)), .init("whole", .bool(isWhole)),
                .init("dropMost", .bool(mayDropMost)),
                .init("largeChange", .bool(mayChangeMuch)),
            ])
        case .list(let language):
            .object([
                .init("tariff", .text("list")), .init("language", .text(language.rawValue)),
            ])
        case .kept: .object([.init("tariff", .text("kept"))])
        case .withdraw(
            let number, let day, let reason, let language, let isDry, let asJSON):
            .object([
                .init("tariff", .text("withdraw")), .init("number", .integer(number)),
                .init("from", day.map { .text($0.text) } ?? .null), .init("reason", .text(reason)),
                .init("language", .text(language.rawValue)), .init("dry", .bool(isDry)),
                .init("json", .bool(asJSON)),
            ])
        case .proposals(let language):
            .object([
                .init("tariff", .text("proposals")), .init("language", .text(language.rawValue)),
            ])
        case .reject(let number, let reason, let language):
            .object([
                .init("tariff", .text("reject")), .init("number", .integer(number)),
                .init("reason", .text(reason)), .init("language", .text(language.rawValue)),
            ])
        }
    }

    /// Reads a request back; nil for anything else.
    public init?(_ json: JSON) {
        let spoken = json["language"]?.string.flatMap(Language.init(rawValue:)) ?? .zh
        switch json["tariff"]?.string {
        case "list": self = .list(spoken)
        case "proposals": self = .proposals(spoken)
        case "reject":
            guard let number = json["number"]?.integer else { return nil }
            self = .reject(number, reason: json["reason"]?.string ?? "", spoken)
        case "kept": self = .kept
        case "withdraw":
            guard let number = json["number"]?.integer else { return nil }
            self = .withdraw(
                number, from: json["from"]?.string.flatMap { Day($0) },
                reason: json["reason"]?.string ?? "", spoken,
                isDry: json["dry"]?.boolean ?? false, asJSON: json["json"]?.boolean ?? false)
        case "load":
            guard let path = json["path"]?.string, let from = Day(json["from"]?.string ?? ""),
                let language = Language(rawValue: json["language"]?.string ?? "")
            else { return nil }
            self = .load(
                path: path, from: from, document: json["document"]?.string ?? "",
                isDry: json["dry"]?.boolean ?? true, asJSON: json["json"]?.boolean ?? false,
                language, isWhole: json["whole"]?.boolean ?? false,
                mayDropMost: json["dropMost"]?.boolean ?? false,
                mayChangeMuch: json["largeChange"]?.boolean ?? false)
        default: return nil
        }
    }
}

extension TariffCapability {
    /// Does what a command asks and gives what is to be printed.
    public func perform(_ request: TariffRequest, by actor: String) async throws -> String {
        switch request {
        case .list(let language):
            return try await desk.all().map { $0.line(language) }.joined(separator: "\n")
        case .kept: return JSON.array(try await desk.kept().map(\.json)).encoded
        case .withdraw(
            let number, let day, let reason, let language, let isDry, let asJSON):
            if isDry {
                var told = try await proposals.trial(
                    withdrawing: number, from: day, reason: reason)
                told.waitsUnasked = proposals.waits(isWhole: told.report.isWhole)
                return told.text(asJSON, language)
            }
            return try await withdraw(number, from: day, reason, by: actor, asJSON, language)
        case .proposals(let language):
            return try await proposals.list(limit: 1_000).map { $0.line[language] }
                .joined(separator: "\n")
        case .reject(let number, let reason, let language):
            let actor = TariffActor(id: actor, name: actor)
            return try await proposals.reject(number, because: reason, by: actor).line[language]
        case .load(
            let path, let from, let document, let isDry, let asJSON, let language, let isWhole,
            let mayDropMost, let mayChangeMuch):
            let edition = try TariffCapability.edition(path, from, document, isWhole)
            let wish = ProposalDesk.Wish(
                edition: edition, mayDropMost: mayDropMost, mayChangeMuch: mayChangeMuch)
            var told = try await proposals.trial(wish)
            told.waitsUnasked = proposals.waits(isWhole: isWhole)
            if isDry { return told.text(asJSON, language) }
            if told.waitsUnasked {
                let proposer = TariffActor(id: actor, name: actor)
                told.waiting = try await proposals.propose(wish, told, by: proposer).number
                return told.text(asJSON, language)
            }
            told.report = try await desk.load(
                edition, mayDropMost: mayDropMost, mayChangeMuch: mayChangeMuch, by: actor)
            told.isDry = false
            return told.text(asJSON, language)
        }
    }

    private func withdraw(
        _ number: Int64, from day: Day?, _ reason: String, by actor: String, _ asJSON: Bool,
        _ language: Language
    ) async throws -> String {
        let record = try await desk.all().first { $0.record.number == number }?.record
        // One that is set aside holds nothing; without day or reason the desk says what is missing.
        guard let record, record.edition != nil, !desk.isAside(number), day != nil,
            !reason.isEmpty
        else {
            let first = try await desk.withdraw(number, from: day, reason: reason, by: actor).text
            return Localized(
                zh: "第 \(number) 次导入自 \(first) 起撤下",
                en: "edition \(number) is withdrawn from \(first) on")[language]
        }
        var told = try await proposals.trial(withdrawing: number, from: day, reason: reason)
        if proposals.waits(isWhole: record.isWhole) {
            told.waitsUnasked = true
            told.waiting = try await proposals.proposeWithdrawal(
                of: number, from: day, reason: reason, told,
                by: TariffActor(id: actor, name: actor)
            ).number
        } else {
            try await desk.withdraw(number, from: day, reason: reason, by: actor)
            told.isDry = false
        }
        return told.text(asJSON, language)
    }

    /// Reads a file an operator named.
    private static func edition(_ path: String, _ from: Day, _ document: String, _ isWhole: Bool)
        throws -> Edition
    {
        guard let data = CommandInput.bytes(path) else { throw EditionRefusal.noFile(path) }
        return try Edition(
            data, named: String(path.split(separator: "/").last ?? ""), from: from,
            document: document, isWhole: isWhole)
    }
}

extension Edition {
    /// Reads a file somebody sent, in our form or as it is published.
    init(
        _ data: [UInt8], named name: String, from: Day, document: String, isWhole: Bool
    ) throws(LookupRefusal) {
        let content = try PublishedForm.table(data)
        try EditionText.check(content)
        self.init(
            kind: try EditionReading.kind(of: content, name: name), from: from,
            document: document.isEmpty ? name : document, fileName: name, content: content,
            isWhole: isWhole)
    }
}
