import Kernel

/// One decision of an officer about several applications; each is decided by itself.
struct BulkDecision: Sendable {
    /// An application, as the officer saw it.
    struct Line: Sendable, Hashable {
        let number: String
        let tenant: String
        let version: Int64
        /// Nil until it was tried.
        var outcome: Outcome?
    }

    struct Outcome: Sendable, Hashable {
        /// `done`, `proposed` (a second officer has to agree), or the code of the refusal.
        let code: String
        let said: Localized

        static let done = Outcome(code: "done", said: Localized(zh: "已办", en: "Done"))
        static let proposed = Outcome(
            code: "proposed",
            said: Localized(zh: "已提出，待复核", en: "Proposed: a second officer has to agree"))

        init(code: String, said: Localized) {
            self.code = code
            self.said = said
        }

        init(_ refusal: any Refusal) {
            // Of a form that is refused what is wrong in it says more than that it is.
            let fault = refusal.faults.first
            self.init(code: refusal.code, said: fault?.message ?? refusal.message)
        }

        /// Whether what was ordered has been carried out or put to a second officer.
        var isTaken: Bool { code == Self.done.code || code == Self.proposed.code }
    }

    let id: String
    /// A word of `CaseMove`: `grant`, `agree`, `food.pass`.
    let action: String
    let reason: String
    let officer: String
    let officerName: String
    let at: Instant
    /// When the last of them was tried; nil while some were not.
    var endedAt: Instant?
    var lines: [Line]

    /// Whether these are its applications, in any order; a version counts where one is told.
    func isAbout(_ chosen: [Chosen]) -> Bool {
        guard chosen.count == lines.count, Set(chosen.map(\.number)).count == chosen.count
        else { return false }
        return chosen.allSatisfy { one in
            lines.contains { line in
                line.number == one.number && one.version ?? line.version == line.version
            }
        }
    }

    /// An application that was ticked, as it was on the officer's page.
    struct Chosen: Sendable, Hashable {
        let number: String
        /// Nil from callers that have not looked.
        let version: Int64?

        init(_ number: String, version: Int64?) {
            self.number = number
            self.version = version
        }

        /// `SW16-2026-0000001.4`: number and version. Nil for what is neither, also where only the
        /// version cannot be read: it would be decided as if nobody had looked.
        init?(_ text: String) {
            let parts = text.split(separator: ".", omittingEmptySubsequences: false)
            guard let first = parts.first, !first.isEmpty, parts.count <= 2 else { return nil }
            number = String(first)
            version = parts.count == 2 ? Int64(parts[1]) : nil
            if parts.count == 2, version == nil { return nil }
        }

        var text: String { version.map { "\(number).\($0)" } ?? number }
    }
}
