import Kernel
import Reference

/// A preference claimed on a proof with minor defects (微小瑕疵容缺).
struct Claim: Sendable, Hashable {
    let id: String
    let state: State
    /// Number of the import declaration.
    let declaration: String
    let agreement: String
    /// Number of the proof with the defect.
    let proof: String
    let code: String
    /// Yuan taken from the guarantee.
    let security: Fixed
    let releasedOn: Day
    /// Working days within which it must be corrected.
    let limitDays: Int
    /// Hour from which what comes in counts for the next working day.
    let cutOffHour: Int
    /// What was handed in to correct it.
    let correction: String?
    /// Day on which that counts as received.
    let submittedOn: Day?
    let settledAt: Instant?
    /// Whether the guarantee did not cover it any more when it lapsed.
    let isUnpaid: Bool
    let reason: String
    /// What was stated, as canonical JSON.
    let content: String
    /// The explanation of what was decided, as canonical JSON.
    let outcome: String
    let lodgedAt: Instant

    enum State: String, Sendable, Hashable, CaseIterable {
        /// Released; the correction is awaited.
        case pending
        /// The correction was handed in and waits for an officer.
        case submitted
        case corrected
        /// Not corrected in time: full duty, out of the guarantee.
        case lapsed
    }

    /// Last day for the correction. Reckoned anew each time: a holiday announced meanwhile counts.
    func due(_ calendar: WorkingCalendar) -> WorkingCalendar.Reckoned {
        calendar.adding(workingDays: limitDays, to: releasedOn)
    }
}

/// What may be wrong with a proof, and whether that can be mended afterwards.
struct Defect: Sendable, Hashable {
    let id: String
    let isMinor: Bool
    /// Whether it is minor only up to a difference.
    let needsDifference: Bool
    let name: Localized
    let citation: Citation

    static func load(_ share: Share) throws(DataFault) -> [Dated<Defect>] {
        var file = try DataFile("\(folder)/minor-defects.csv", in: share)
        let (id, minor) = (try file.column("defect"), try file.column("minor"))
        let needs = try file.column("needs_difference")
        let (zh, en) = (try file.column("name_zh"), try file.column("name_en"))
        let dates = try DateColumns(file)
        var found: [Dated<Defect>] = []
        while let row = try file.next() {
            guard ["yes", "no"].contains(row.text(minor)) else { throw row.fault("minor") }
            let citation = try dates.citation(row)
            found.append(
                Dated(
                    from: try dates.from(row), to: try dates.to(row),
                    value: Defect(
                        id: try row.required(id, "defect"), isMinor: row.text(minor) == "yes",
                        needsDifference: row.text(needs) == "yes",
                        name: Localized(
                            zh: try row.required(zh, "name_zh"),
                            en: try row.required(en, "name_en")), citation: citation),
                    citation: citation))
        }
        return found
    }
}
