import Kernel
import Logging
import Plug
import Web

/// Gathers what one person's first page shows: what needs him, then what he was last busy with.
struct PortalHome: Sendable {
    /// Rows of a part on the first page.
    static let rows = 5

    let parts: [HomePart]
    let logger: Logger

    /// A part as one person sees it.
    struct Shown: Sendable {
        let part: HomePart
        let rows: [HomePart.Row]
        /// There are more rows than these.
        let isCut: Bool
    }

    struct Outcome: Sendable {
        let shown: [Shown]
        /// Parts that could not be read just now.
        let missing: [Localized]
    }

    func gather(for person: Principal, limit: Int = PortalHome.rows) async -> Outcome {
        var shown: [Shown] = []
        var missing: [Localized] = []
        for part in parts where part.concerns(person) {
            do {
                let rows = try await part.find(person, limit + 1)
                guard !rows.isEmpty else { continue }
                shown.append(
                    Shown(
                        part: part, rows: Array(rows.prefix(limit)), isCut: rows.count > limit))
            } catch {
                // A part that cannot be read must not hide the others.
                logger.error(
                    "a part of the first page could not be read",
                    metadata: ["part": "\(part.name)", "error": "\(error)"])
                missing.append(part.title)
            }
        }
        return Outcome(shown: shown, missing: missing)
    }
}
