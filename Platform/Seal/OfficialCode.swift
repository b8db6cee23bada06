/// The numbers customs answers with when a signature does not hold.
extension SealRefusal {
    /// `returnStatus` of the receipt for a message of this type (`"621"`); nil where customs
    /// publishes no number, as for exports, and for what concerns only our own side.
    ///
    /// Source: import error table of the edition 202205; -301020 is not in it and was met in
    /// practice. -621027 stands among the numbers for signatures; its texts are of other things.
    public func officialCode(for type: String) -> Int? {
        guard let group else { return nil }
        switch (type, group) {
        case ("311", _): return -301_020
        case ("621", .unreadable): return -621_025
        case ("621", .missing): return -621_026
        case ("621", .holder), ("621", .declarant): return -621_015
        case ("621", .differs): return -621_028
        case ("621", .invalid): return -621_029
        case ("623", .unreadable): return -623_016
        case ("623", .missing): return -623_017
        case ("623", .holder), ("623", .declarant): return -623_021
        case ("623", .differs), ("623", .invalid): return -623_029
        case ("625", .unreadable): return -625_027
        case ("625", .missing): return -625_028
        case ("625", .holder): return -625_020
        case ("625", .declarant): return -625_013
        case ("625", .differs), ("625", .invalid): return -625_005
        default: return nil
        }
    }

    /// As far as customs tells refusals apart.
    private enum Group { case missing, unreadable, holder, declarant, differs, invalid }

    private var group: Group? {
        switch self {
        case .missing: .missing
        case .several, .misplaced, .form, .reference, .transform, .canonicalization, .algorithms,
            .keyInfo:
            .unreadable
        case .noCertificate, .foreignCertificate: .holder
        case .declarant: .declarant
        case .digest: .differs
        case .keyName, .notYetValid, .expired, .keyDoesNotFit, .keyTooShort, .signature: .invalid
        case .unreadable, .alreadySigned, .noPlace, .certificateUnreadable, .keyUnreadable,
            .tokenUnreachable, .keyPair, .keyFailed, .unavailable:
            nil
        }
    }
}
