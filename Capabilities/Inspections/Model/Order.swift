import Kernel
import Uploads

/// How the owner of the goods attends an inspection. Source: GACC 2020 notices on inspections
/// without the owner.
enum Attendance: String, Sendable, Hashable, CaseIterable {
    /// Not chosen yet, or the time to choose is over: the owner comes.
    case open = ""
    case accompany
    /// Nobody of the owner is there (收发货人免于到场).
    case absent
    /// The operator of the site stands in.
    case site = "operator"

    var isUnaccompanied: Bool { self == .absent || self == .site }
}

/// What an inspection came to.
public enum InspectionResult: String, Sendable, Hashable, CaseIterable {
    case none = ""
    /// Nothing was found.
    case clean
    /// Something was found.
    case finding
    /// Released on check, watched afterwards (检查放行).
    case checked
}

/// An inspection that was ordered for a case.
struct Order: Sendable, Hashable {
    enum State: String, Sendable, Hashable {
        case open, concluded, cancelled
    }

    var tenant: String
    var number: String
    var kind: String
    var subject: String
    var firm: String
    var agent: String
    var district: String
    var goods: [String]
    var orderedAt: Instant
    /// Until when the owner may say whether to come.
    var offerUntil: Instant
    var attendance: Attendance
    var chosenAt: Instant?
    var state: State
    var result: InspectionResult
    var findings: String
    var concludedAt: Instant?
    /// Name of the officer who recorded the result.
    var concludedBy: String
    var objection: String
    var objectedAt: Instant?
    var answer: String
    var answeredAt: Instant?
    var version: Int64

    /// Whether an enterprise has a part in it.
    func concerns(_ enterprise: String) -> Bool {
        !enterprise.isEmpty && [tenant, firm, agent].contains(enterprise)
    }
}

/// A photo or video of an inspection.
struct Medium: Sendable, Hashable {
    var id: String
    var type: MediumType
    var size: Int
    var sha256: String
    var note: String
    var addedAt: Instant
}

/// Kinds that are taken, told by their first bytes, never by a name.
enum MediumType: String, Sendable, Hashable, CaseIterable {
    case jpeg, png, mp4

    var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .mp4: "video/mp4"
        }
    }

    var isVideo: Bool { self == .mp4 }

    init?(bytes: [UInt8]) {
        switch DocumentType(bytes: bytes) {
        case .jpeg: self = .jpeg
        case .png: self = .png
        case .pdf: return nil
        case nil:
            // ISO/IEC 14496-12: the length of the first box, then its name.
            guard bytes.count > 12, bytes[4..<8].elementsEqual("ftyp".utf8) else { return nil }
            self = .mp4
        }
    }

    /// What is wrong with a photo, looked at as every paper is; videos are kept as they came.
    func trouble(_ bytes: [UInt8]) -> DocumentShape.Trouble? {
        switch self {
        case .jpeg: DocumentShape.trouble(.jpeg, bytes)
        case .png: DocumentShape.trouble(.png, bytes)
        case .mp4: nil
        }
    }
}

/// A sample taken at a release on check.
struct Sample: Sendable, Hashable {
    enum State: String, Sendable, Hashable {
        case open, passed, failed
    }

    var tenant: String
    var id: String
    /// Inspection it was taken at.
    var order: String
    var firm: String
    var district: String
    var goods: String
    var takenAt: Instant
    /// Last day for the result.
    var dueDay: Day
    var state: State
    var laboratory: String
    var report: String
    var decidedAt: Instant?
}
