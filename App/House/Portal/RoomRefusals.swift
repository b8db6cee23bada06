import Balances
import Classification
import Entitlements
import Entries
import Inspections
import Kernel
import Lists
import Origin
import Parties
import Policies
import Problems
import Procedures
import Tariff

/// One of each refusal and fault of the rooms: from them the pages are made that explain a code.
enum RoomRefusals {
    static var refusals: [any Refusal] {
        let rooms: [[any Refusal]] = [
            Parties.refusals, TariffCapability.refusals, OriginCapability.refusals,
            ClassificationRefusal.all, InspectionsCapability.refusals,
            PoliciesCapability.refusals, ProblemsCapability.refusals,
            ProceduresCapability.refusals, ProceduresCapability.filters, ListsCapability.refusals,
            EntitlementsCapability.refusals, EntriesCapability.refusals,
        ]
        return Array(rooms.joined())
    }

    static var faults: [Fault] {
        let rooms: [[Fault]] = [
            Parties.faults, BalancesCapability.faults, OriginCapability.faults,
            InspectionsCapability.faults, ProceduresCapability.faults, EntriesCapability.faults,
        ]
        return Array(rooms.joined())
    }
}
