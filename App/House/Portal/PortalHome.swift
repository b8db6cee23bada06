import Kernel
import Logging
import Plug
import Web

/// Gathers what one person's first page shows: what needs him, then what he was last busy with.
struct PortalHome: Sendable {
    /// Rows of a part on the first page.
    static let rows = 5
    /// Counted to this: beyond, the exact number helps nobody.
    static let counted = 99

    let parts: [HomePart]
    let logger: Logger

    /// A part as one person sees it.
    struct Shown: Sendable {
        let part: HomePart
        let rows: [HomePart.Row]
        /// There are more rows than these.
        let isCut: Bool
        /// How many there are, counted to `counted` for what needs somebody; `99+` beyond.
        var count = ""
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
                // What is only recent is not counted.
                let most = part.tone == nil ? limit : max(limit, PortalHome.counted)
                let rows = try await part.find(person, most + 1)
                guard !rows.isEmpty else { continue }
                shown.append(
                    Shown(
                        part: part, rows: Array(rows.prefix(limit)), isCut: rows.count > limit,
                        count: rows.count > most ? "\(most)+" : "\(rows.count)"))
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
