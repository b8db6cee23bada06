public import Kernel

/// A document a service rests on: what the register of policies is told.
public struct ServiceCitation: Sendable, Hashable {
    /// Id of the service: `general-licence`.
    public let id: String
    public let name: Localized
    public let citation: Citation
}

extension ProceduresCapability {
    /// What the services of a day rest on: their bases and the bases of their clocks, each once;
    /// and what they have come from, so that a document that has ended still leads to them.
    public func serviceCitations(on day: Day) -> [ServiceCitation] {
        desk.catalogue.current(on: day).flatMap { service in
            var seen: Set<Citation> = []
            let clocks = service.steps.compactMap { $0.clock?.basis.citation }
            let rests = service.bases.map(\.citation) + clocks
            return (rests + service.history.map(\.citation))
                .filter { seen.insert($0).inserted }
                .map { ServiceCitation(id: service.id, name: service.name, citation: $0) }
        }
    }
}
