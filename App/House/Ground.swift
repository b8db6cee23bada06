import Availability
import Journal
import Kernel
import Logging
import Parties
import Reference
import Secrets
import Store
import Web
import Wire

/// What every room of the house stands on: handed to each as it is built. How a room is built from
/// it stands in `GroundRooms.swift`.
struct Ground: Sendable {
    let settings: HouseSettings
    let share: Share
    let store: Store
    let journal: Journal
    let clock: Clock
    let identifiers: Identifiers
    let pepper: Pepper
    let parties: Parties
    let tables: CodeTables
    let catalogue: MessageCatalogue
    /// The frame of the pages.
    let site: Site
    /// Counts what comes through the front door.
    let meter: ServiceMeter
    let logger: Logger

    var register: EnterpriseRegister { parties.register }

    init(
        _ store: Store, _ settings: HouseSettings, share: Share, clock: Clock,
        identifiers: Identifiers?, logger: Logger
    ) throws {
        (self.store, self.settings, self.share) = (store, settings, share)
        (self.clock, self.logger) = (clock, logger)
        self.identifiers = identifiers ?? .random(clock: clock)
        journal = Journal(clock: clock)
        pepper = try Pepper.find(folder: settings.data)
        parties = try Parties(
            store: store, journal: journal, clock: clock, ids: self.identifiers, secrets: .system,
            pepper: pepper, share: share, policy: settings.people)
        tables = try CodeTables.load(share)
        catalogue = try MessageCatalogue.load(from: share)
        meter = ServiceMeter(clock: clock)
        site = SingleWindow.site(try Assets(share: share))
    }

    /// What background work tells when something of it fails.
    var report: @Sendable (String, any Error) -> Void {
        { [logger] name, error in
            logger.error(
                "background work failed and will be tried again",
                metadata: ["service": "\(name)", "error": "\(error)"])
        }
    }
}
