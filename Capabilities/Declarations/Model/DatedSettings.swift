import Kernel
import Reference

/// Values the rules of declarations rest on, each with its first day and its source
/// (`Data/settings.csv`). A table that lacks one, or leaves a day without one that must last, stops
/// the start.
struct DatedSettings: Sendable {
    /// Figures that no day is without, whatever the clock says.
    enum Standing: String, CaseIterable, Sendable {
        case clockHours = "app-time.hours-ahead"
        case partsHours = "follow-up.parts-hours"
        case receiptOfPayment = "export.receipt-of-payment-required"
        case summaryLines = "summary.lines-per-declaration"
        case summaryLists = "summary.lists-at-most"
        case identityAttempts = "identity.attempts-a-day"
        case bookRequired = "zone-stock.book-required"
        case keyBits = "signature.rsa-bits"
        case sheetDays = "sheet.keep-days"
        case tablesWaiting = "sheet.tables-waiting"
        case sandboxDays = "sandbox.keep-days"
        case sandboxDocuments = "sandbox.daily-documents"
        case reviewHours = "desk.hours.review"
        case inspectionHours = "desk.hours.inspection"
    }

    private static let path = "Capabilities/Declarations/Data/settings.csv"

    /// Figures of papers, which begin on a day and then hold on every one.
    private static let lasting: Set<String> = [
        "waybill.reuse-months", "decl-time.days-ahead", "decl-time.days-back",
        "ie-date.days-ahead", "ie-date.days-back", "modes.district", "b2b.list-value",
        "b2b.code-digits", "summary.due-day", "summary.due-rolls", "tax.return-days",
        "tax.pay-days", "tax.pay-rolls",
        "return.apply-days", "return.back-days", "export-return.months",
        "export-return.cross-district", "return-relief.general-months", "re-export.mode",
        "re-export.together", "assessed-income.rate", "assessed-income.tax-rate",
    ]

    private static var needs: SettingsTable.Needs {
        let seconds = ["release", "reject", "send-back", "detain"].map {
            "batch.second-officer.\($0)"
        }
        let signatures =
            MessageType.allCases.map { "signature.\($0.number)" } + ["signature.envelope"]
        let codes = ["213", "215", "303", "403", "505", "507", "509", "603", "605", "607", "701"]
            .map { "signature-code.\($0)" }
        return SettingsTable.Needs(
            keys: [
                "return-relief.months", "assessed-income.small-rate", "assessed-income.small-limit",
            ],
            lasting: lasting.union(Standing.allCases.map(\.rawValue))
                .union(seconds).union(signatures).union(codes),
            families: [
                "pilot-zone.", "postal-site.", "export-return.mode.",
                "export-return.cross-district.", "return-relief.mode.",
                "return-relief.food-chapter.", "invoice-free.mode.", "invoice-free.excluded.",
            ] + seconds.map { "\($0)." },
            fractions: ["assessed-income.", "b2b.list-value"], belowZero: ["signature-code."],
            ranges: Dictionary(uniqueKeysWithValues: signatures.map { ($0, 0...3) }))
    }

    private let table: SettingsTable

    static func load(_ share: Share) throws(DataFault) -> DatedSettings {
        try read(try DataFile(path, in: share))
    }

    /// The same from a file that is open.
    static func read(_ file: DataFile) throws(DataFault) -> DatedSettings {
        DatedSettings(table: try SettingsTable.read(file, needs))
    }

    /// The figure of a day, with its source.
    func value(_ figure: Standing, on day: Day) -> Dated<Fixed> {
        table.standing(figure.rawValue, on: day)
    }

    /// The same as a whole number.
    func whole(_ figure: Standing, on day: Day) -> Int {
        table.standingWhole(figure.rawValue, on: day)
    }

    /// The value in force on a day; nil when the papers set none for it.
    func value(_ key: String, on day: Day) -> Dated<Fixed>? { table.inForce(key, on: day) }

    /// The same as a whole number.
    func whole(_ key: String, on day: Day) -> Int? {
        value(key, on: day).map { Int($0.value.raw / Fixed.scale) }
    }
}
