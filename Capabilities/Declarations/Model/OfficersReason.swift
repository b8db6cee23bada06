import Kernel

/// Why an officer rejected, as a finding like those of the checks: page, explanation, interface and
/// receipt say the same.
extension Finding {
    /// Official number of a rejection by a person (人工退单).
    static let officersCode = "1300"
    /// Characters a reason may have, so that the receipt holds all of it.
    static let mostOfReason = 500

    static func officer(_ reason: String, on type: MessageType) -> Finding {
        Finding(
            officersCode, String(type.rawValue.dropFirst(3)),
            Localized(zh: "人工退单：\(reason)", en: "Rejected by an officer: \(reason)"),
            fix: Localized(
                zh: "按退单理由更正后重新报送（报文用新的 guid、appType=2）",
                en: "Mend what the reason says and send it again (in a message: a new guid and "
                    + "appType 2)"))
    }

    var isOfficers: Bool { code == Finding.officersCode }
}

extension Decision {
    /// What an officer found; nil when no officer rejected.
    var officersReason: Finding? { findings.first(where: \.isOfficers) }

    /// What the checks found.
    var mismatches: [Finding] { findings.filter { !$0.isOfficers } }
}
