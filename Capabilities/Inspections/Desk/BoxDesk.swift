import Kernel
import Store
import Web
import Wire

/// Boxes: opened, loaded with lots that may go, sealed, departed.
extension LotDesk {
    /// Begins to load a container. One that is in use and has not departed goes on.
    func open(_ container: String, by visitor: Principal) async throws -> Box {
        let number: ContainerNumber
        do throws(ContainerNumber.Fault) {
            number = try ContainerNumber(container.trimmedBlanks)
        } catch {
            throw InspectionsRefusal.container(error)
        }
        return try await store.write { session in
            if let known = try BoxRows.inUse(number.text, of: visitor.enterprise, in: session) {
                return known
            }
            let box = Box(
                tenant: visitor.enterprise, id: ids.brief, container: number.text, state: .open,
                seal: "", voyage: "", openedAt: clock.now())
            try BoxRows.insert(box, in: session)
            return box
        }
    }

    /// Puts a lot into a box: only one whose declaration is released and that was either not drawn
    /// or found in order.
    func load(_ lotID: String, into id: String, by visitor: Principal) async throws -> Lot {
        try await store.write { session in
            let box = try ownBox(id, visitor, in: session)
            var lot = try own(lotID, visitor, in: session)
            if lot.state == .loaded, lot.box == id { return lot }
            guard box.state == .open else { throw InspectionsRefusal.boxClosed }
            let before = lot.state
            guard before.mayBeLoaded else { throw InspectionsRefusal.notLoadable(lot) }
            try areReleased([lot], in: session)
            lot.state = .loaded
            lot.box = id
            lot.loadedAt = clock.now()
            guard try LotRows.move(lot, from: before, in: session) else {
                throw InspectionsRefusal.movedOn
            }
            try tell(
                "inspections.lot-loaded", lot, visitor,
                [.init("container", .text(box.container))], in: session)
            return lot
        }
    }

    /// Takes a lot out of a box that is still open: it stands where it stood before.
    func unload(_ lotID: String, from id: String, by visitor: Principal) async throws -> Lot {
        try await store.write { session in
            let box = try ownBox(id, visitor, in: session)
            var lot = try own(lotID, visitor, in: session)
            guard lot.state == .loaded, lot.box == id else {
                guard lot.state.mayBeLoaded else { throw InspectionsRefusal.movedOn }
                return lot
            }
            guard box.state == .open else { throw InspectionsRefusal.boxClosed }
            lot.state = lot.inspection.isEmpty ? .cleared : .passed
            lot.box = ""
            lot.loadedAt = nil
            guard try LotRows.move(lot, from: .loaded, in: session) else {
                throw InspectionsRefusal.movedOn
            }
            try tell(
                "inspections.lot-unloaded", lot, visitor,
                [.init("container", .text(box.container))], in: session)
            return lot
        }
    }

    /// Closes a box under its seal; after that nothing goes in.
    func seal(_ id: String, _ seal: String, by visitor: Principal) async throws -> Box {
        let seal = seal.trimmedBlanks
        guard (1...20).contains(seal.utf8.count), seal.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw InspectionsRefusal.seal }
        return try await store.write { session in
            var box = try ownBox(id, visitor, in: session)
            let lots = try LotRows.inside(id, of: box.tenant, in: session)
            guard !lots.isEmpty else { throw InspectionsRefusal.boxEmpty }
            guard box.state == .open else { throw InspectionsRefusal.boxClosed }
            try areReleased(lots, in: session)
            box.state = .sealed
            box.seal = seal
            box.sealedAt = clock.now()
            try move(box, from: .open, lots, "inspections.box-sealed", visitor, in: session)
            return box
        }
    }

    /// The box has left; `voyage` names ship and voyage or train.
    func depart(_ id: String, _ voyage: String, by visitor: Principal) async throws -> Box {
        let voyage = voyage.trimmedBlanks
        guard (1...60).contains(voyage.unicodeScalars.count) else {
            throw InspectionsRefusal.seal
        }
        return try await store.write { session in
            var box = try ownBox(id, visitor, in: session)
            guard box.state == .sealed else { throw InspectionsRefusal.movedOn }
            box.state = .departed
            box.voyage = voyage
            box.departedAt = clock.now()
            let lots = try LotRows.inside(id, of: box.tenant, in: session)
            try move(box, from: .sealed, lots, "inspections.box-departed", visitor, in: session)
            return box
        }
    }

    /// Moves a box on, and says so in the story of each of its lots.
    private func move(
        _ box: Box, from state: Box.State, _ lots: [Lot], _ kind: String, _ visitor: Principal,
        in session: Session
    ) throws {
        guard try BoxRows.move(box, from: state, in: session) else {
            throw InspectionsRefusal.movedOn
        }
        for lot in lots {
            try tell(
                kind, lot, visitor,
                [
                    .init("container", .text(box.container)), .init("seal", .text(box.seal)),
                    .init("voyage", .text(box.voyage)),
                ], in: session)
        }
    }

    private func ownBox(_ id: String, _ visitor: Principal, in session: Session) throws -> Box {
        guard !visitor.enterprise.isEmpty,
            let box = try BoxRows.find(id, of: visitor.enterprise, in: session)
        else { throw InspectionsRefusal.notFound }
        return box
    }
}
