import Kernel
import Wire

/// Offers, registers, parts and computed values as JSON.
extension CaseJSON {
    static func offer(_ offer: Offer, on today: Day) -> JSON {
        .object([
            .init("offer", .text(offer.id)), .init("title", words(offer.title)),
            .init("note", .text(offer.note)), .init("opens", .text(offer.opens.text)),
            .init("closes", .text(offer.closes.text)), .init("day", .optional(offer.day?.text)),
            .init("hours", .text(offer.hours)),
            .init("capacity", .optional(offer.capacity?.text)),
            .init("left", .optional(offer.left?.text)),
            .init("open", .bool(offer.isOpen(on: today) && !offer.isFull)),
        ])
    }

    static func entry(_ entry: RegisterEntry, on today: Day) -> JSON {
        .object([
            .init("number", .text(entry.number)), .init("holder", .text(entry.holder)),
            .init(
                "values",
                .object(entry.values.map { .init($0.id, words($0.shown)) })),
            .init("from", .text(entry.from.text)),
            .init("validTo", .optional(entry.validTo?.text)),
            .init("inForce", .bool(entry.isInForce(on: today))),
            .init("endedOn", .optional(entry.endedOn?.text)),
            .init("endReason", .text(entry.endReason)),
        ])
    }

    static func part(_ part: CasePart, _ machine: CaseMachine) -> JSON {
        .object([
            .init("part", .text(part.id)), .init("body", .text(part.span.body)),
            .init("name", machine.rule(part).map { words($0.name) } ?? .null),
            .init("verdict", .optional(part.verdict?.rawValue)),
            .init("reason", .text(part.reason)),
            .init("beganAt", .text(part.span.beganAt.iso)),
            .init("endedAt", .optional(part.span.endedAt?.iso)),
            .init("clock", clock(machine.reading(part))),
        ])
    }

    static func computed(_ result: ComputedResult) -> JSON {
        .object([
            .init("id", .text(result.id)), .init("value", .text(result.text)),
            .init("shown", words(result.shown)), .init("why", result.explanation.json),
        ])
    }

    /// What of a service's rules a program may want to know beforehand.
    static func rules(_ service: ServiceFile, on today: Day) -> [JSON.Member] {
        [
            .init(
                "parameters",
                .array(
                    service.parameters.map { parameter in
                        let value = parameter.inForce(on: today)
                        return .object([
                            .init("id", .text(parameter.id)),
                            .init("label", words(parameter.label)),
                            .init("value", .optional(value?.value.text)),
                            .init("from", .optional(value?.from.text)),
                            .init("to", .optional(value?.to?.text)),
                            .init("basis", .optional(value?.basis.citation.text)),
                        ])
                    })),
            .init(
                "computed",
                .array(
                    service.computed.map {
                        .object([.init("id", .text($0.id)), .init("label", words($0.label))])
                    })),
            .init("offers", .bool(service.offers != nil)),
            .init("register", service.publish.map { words($0.title) } ?? .null),
        ]
    }
}
