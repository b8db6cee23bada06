import Kernel
import Web
import Wire

/// The order to begin an application, with everything in it that is no order.
struct BeginOrder: Sendable {
    /// Longest key, in bytes.
    private static let longestKey = 80
    private static let names = ["service", "key", "answers", "for"]

    private(set) var service = ""
    private(set) var key: String?
    /// Code of the enterprise for which an agent begins it; empty for one's own.
    private(set) var grantor = ""
    private(set) var answers: [String: String] = [:]
    /// Every field that is named, also one whose answer is no text.
    private(set) var fields: Set<String> = []
    private(set) var faults: [Fault] = []

    /// As a page says it.
    init(_ service: String, for grantor: String) {
        (self.service, self.grantor) = (service, grantor)
    }

    init(_ json: JSON) {
        faults = json.others(than: Self.names).map { FormFault.unknownField.at($0) }
        service = text("service", in: json) ?? ""
        key = text("key", in: json)
        if let key, key.utf8.count > Self.longestKey { faults.append(FormFault.key.at("key")) }
        grantor = text("for", in: json) ?? ""
        switch json["answers"] {
        case .null, nil: break
        case .object(let members)?:
            fields = Set(members.map(\.name))
            let read = JSON.texts(members)
            answers = read.texts
            faults += read.faults
        default: faults.append(FormFault.notFields.at("answers"))
        }
    }

    private mutating func text(_ name: String, in json: JSON) -> String? {
        do throws(ProceduresRefusal) {
            return try json.said(name)
        } catch {
            faults += error.faults
            return nil
        }
    }

    /// Whether something is wrong with one of its members already.
    func isWrong(_ name: String) -> Bool { faults.contains { $0.path == "/" + name } }
}

extension JSON {
    /// Answers as texts, with every one that is none.
    static func texts(_ members: [JSON.Member]) -> (texts: [String: String], faults: [Fault]) {
        var texts: [String: String] = [:]
        var faults: [Fault] = []
        for member in members {
            switch member.value {
            case .text(let text): texts[member.name] = text
            case .number(let digits): texts[member.name] = digits
            case .bool(let isOn): texts[member.name] = isOn ? "1" : ""
            case .null: texts[member.name] = ""
            default: faults.append(FormFault.notText.at(member.name))
            }
        }
        return (texts, faults)
    }
}

extension CaseDesk {
    /// Who begins the application; or everything that keeps it from being begun, at once.
    func starter(_ order: BeginOrder, _ principal: Principal) throws -> Principal {
        var faults = order.faults
        var refusals: [(field: String, refusal: ProceduresRefusal)] = []
        var starter = principal
        let today = clock.today
        if let service = catalogue.current(order.service, on: today) {
            faults += order.fields.filter { service.field($0) == nil }.sorted()
                .map { FormFault.unknownField.at($0) }
            do {
                starter = try acting(for: order.grantor, service.id, principal)
                do {
                    try checkRole(service, of: starter.enterprise, on: today)
                } catch let refusal as ProceduresRefusal {
                    refusals.append(("service", refusal))
                }
            } catch let refusal as ProceduresRefusal {
                refusals.append(("for", refusal))
            }
        } else if !order.isWrong("service") {
            refusals.append(("service", .noSuchService(order.service)))
        }
        if let only = refusals.first, faults.isEmpty { throw only.refusal }
        faults += refusals.map { one in
            Fault(
                code: one.refusal.code, path: "/" + one.field, message: one.refusal.message,
                fix: one.refusal.fix, citation: one.refusal.ground.citation)
        }
        guard faults.isEmpty else { throw ProceduresRefusal.form(faults, .own(.orders)) }
        return starter
    }
}
