import Kernel
import Wire

/// What a purchase shows of its buyer besides the identity number.
enum IdentityMarkKind: String, Sendable, Hashable, CaseIterable {
    case telephone, address, consignee, account, payer

    var name: Localized {
        switch self {
        case .telephone: Localized(zh: "收货电话", en: "Telephone")
        case .address: Localized(zh: "收货地址", en: "Address")
        case .consignee: Localized(zh: "收货人姓名", en: "Consignee")
        case .account: Localized(zh: "平台账号", en: "Platform account")
        case .payer: Localized(zh: "支付人电话", en: "Payer's telephone")
        }
    }

    /// Whether use of it is refused once misuse was established: an address or a telephone that
    /// only the misuser has. A name is not anybody's own.
    var isBlocked: Bool { self != .consignee }

    /// Whether the persons are counted who have it in common, for the same reason.
    var isCounted: Bool { isBlocked }
}

/// One of them as a keyed hash.
struct IdentityMark: Sendable, Hashable {
    let kind: IdentityMarkKind
    let hash: String
}

/// A rule that takes a list: how often, and what is the most.
struct IdentityFinding: Sendable, Hashable {
    let rule: String
    let count: Int

    var json: JSON { .array([.text(rule), .integer(Int64(count))]) }

    init(rule: String, count: Int) {
        self.rule = rule
        self.count = count
    }

    init?(json: JSON) {
        guard json.elements.count == 2, let rule = json.elements[0].string,
            let count = json.elements[1].integer
        else { return nil }
        self.init(rule: rule, count: Int(count))
    }
}

/// What an officer has to look into: what the rules found, or what a person reports.
struct IdentityCase: Sendable, Hashable {
    enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Found by rule.
        case found
        /// Reported by the person: “not mine”.
        case reported

        var name: Localized {
            switch self {
            case .found: Localized(zh: "规则发现", en: "Found by rule")
            case .reported: Localized(zh: "本人申诉", en: "Reported by the person")
            }
        }
    }

    enum State: String, Sendable, Hashable, CaseIterable {
        case open
        /// It was the person.
        case cleared
        /// It was somebody else.
        case misused

        var name: Localized {
            switch self {
            case .open: Localized(zh: "待核查", en: "To be looked into")
            case .cleared: Localized(zh: "已核实为本人", en: "It was the person")
            case .misused: Localized(zh: "认定冒用", en: "Misuse established")
            }
        }
    }

    /// Key of the person.
    let person: String
    let number: String
    let kind: Kind
    let preNo: String
    let declarant: String
    let district: String
    let at: Instant
    let findings: [IdentityFinding]
    var state: State
    var decidedAt: Instant?
    var decidedBy: String?
    var reason: String

    static func encoded(_ findings: [IdentityFinding]) -> String {
        JSON.array(findings.map(\.json)).canonical
    }

    static func findings(_ text: String) -> [IdentityFinding] {
        ((try? JSON(Array(text.utf8)))?.elements ?? []).compactMap(IdentityFinding.init(json:))
    }
}
