import Kernel
import Parties
import Reference
import Web
import Wire

/// Every page about declarations. Pages show what the use cases answer and decide nothing: each is
/// a model, a function from it to markup, and a route that fills it.
struct DeclarationPages: Sendable {
    let site: Site
    let enquiries: Enquiries
    let batches: BatchDesk
    let followUpOfficers: FollowUpOfficerDesk
    let modes: ModeRule
    let gateway: Gateway
    let status: GatewayStatus
    let stuck: StuckDesk
    let taxDesk: TaxDesk
    let taxEnquiry: TaxEnquiry
    let relay: Relay
    let reveals: RevealDesk
    /// Codes of the other rooms, for the pages that explain codes.
    let problems: [ProblemEntry]

    var routes: [Route] {
        [
            lists, declaration, receipts, decide, worklist, gatewayNow, lookAgain,
            relayNow, relayAgain, relayTakeAgain, problem, problemIndex, anyProblem, followUps,
            followUp, decideFollowUp, declineFollowUp, modesPage,
            reveal, revealFollowUp, revealLooks,
        ]
            + upload + messages + taxes
    }

    var catalogue: MessageCatalogue { gateway.catalogue }
    var register: EnterpriseRegister { enquiries.reader.register }
    var codes: CodeTables { gateway.preparation.codes }
    var clock: Clock { enquiries.clock }
}

extension Language {
    /// Address of a page in this language: `address("/declarations")` is `/zh/declarations`.
    func address(_ path: String = "", query: [Form.Pair] = []) -> String {
        Address.path("/\(rawValue)\(path)", query: query)
    }
}

extension InventoryShelf.Record {
    /// Its page.
    func address(_ language: Language) -> String { language.address("/declarations/\(preNo)") }

    /// What it waits for.
    var awaited: [MessageType] {
        waitsFor.split(separator: " ").compactMap { MessageType(rawValue: String($0)) }
    }
}

extension DeclarationView {
    /// The list as it stands now: what it waits for is what is not there, for the desk's note of it
    /// may be older than a withdrawal.
    var current: InventoryShelf.Record {
        var current = record
        let missing =
            relayed == nil
            ? documents.filter { $0.receivedAt == nil }.map(\.type.rawValue) : []
        current.waitsFor = record.status == .declaring ? missing.joined(separator: " ") : ""
        return current
    }
}
