/// What an inspection rate hangs on, of a case of any kind: a list, an entry, a lot.
public struct RateFacts: Sendable, Hashable {
    /// `list`, `entry`, `lot`: what the case is, in small letters.
    public var kind: String
    /// Number of the case among those of its tenant.
    public var subject: String
    /// Enterprise the case belongs to, by its id.
    public var tenant: String
    /// Enterprise whose goods they are and whose record counts, by its id.
    public var firm: String
    /// Enterprise that declares for it, by its id; may be the same.
    public var agent: String
    /// Customs district, four digits.
    public var district: String
    public var isImport: Bool
    /// Trade mode, `9610`; empty where there is none.
    public var mode: String
    /// Goods codes of its lines.
    public var goods: [String]
    /// Countries of origin (import) or destination (export), as the case has them.
    public var countries: [String]

    public init(
        kind: String, subject: String, tenant: String, firm: String, agent: String,
        district: String, isImport: Bool, mode: String, goods: [String], countries: [String]
    ) {
        self.kind = kind
        self.subject = subject
        self.tenant = tenant
        self.firm = firm
        self.agent = agent
        self.district = district
        self.isImport = isImport
        self.mode = mode
        self.goods = goods
        self.countries = countries
    }
}

/// Credit level of an enterprise as the customs publishes it (企业信用等级). Taken over, never
/// computed here. Source: 海关总署令第251号; from 2026-04-01 第282号.
public enum CreditLevel: String, Sendable, Hashable, CaseIterable {
    case advanced, certified, regular, discredited
    case seriouslyDiscredited = "seriously-discredited"
}

/// What was known of the enterprises of a case when its rate was computed: kept with the case, so
/// that the rate can be explained again.
public struct RateStanding: Sendable, Hashable {
    /// Edition of the policy; `data` for the shipped one.
    public var edition: String
    public var level: CreditLevel
    public var agentLevel: CreditLevel
    /// Findings, inspections without one, and bad samples of the firm within the window.
    public var findings: Int
    public var clean: Int
    public var badSamples: Int

    /// All of it in one word, for storage.
    public var text: String {
        [
            edition, level.rawValue, agentLevel.rawValue, String(findings), String(clean),
            String(badSamples),
        ].joined(separator: " ")
    }

    init(
        edition: String, level: CreditLevel = .regular, agentLevel: CreditLevel = .regular,
        findings: Int = 0, clean: Int = 0, badSamples: Int = 0
    ) {
        self.edition = edition
        self.level = level
        self.agentLevel = agentLevel
        self.findings = findings
        self.clean = clean
        self.badSamples = badSamples
    }

    /// Nil when the text is none of ours.
    public init?(text: String) {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 6, let level = CreditLevel(rawValue: parts[1]),
            let agentLevel = CreditLevel(rawValue: parts[2]), let findings = Int(parts[3]),
            let clean = Int(parts[4]), let bad = Int(parts[5])
        else { return nil }
        self.init(
            edition: parts[0], level: level, agentLevel: agentLevel, findings: findings,
            clean: clean, badSamples: bad)
    }
}
