import Kernel

/// What can be wrong with the form of something entered. All that is wrong is told together.
enum InputFault: Error, Sendable, Hashable {
    case notReadable
    case unknownMember(String)
    case wrongKind(path: String)
    case name
    case nameEn
    case noCode
    case creditCode(CreditCode.Fault)
    case customsCode
    case platformCode
    case dxpID
    case district
    case roleUnknown(index: Int)
    case roleDay(index: Int)
    case rolePeriod(index: Int)
    case roleTwice(index: Int)
    case login
    case displayName
    case passwordShort(least: Int)
    case passwordLong
    case passwordPlain
    case districts
    case districtUnknown(String)
    /// Districts for an officer of an authority that has none.
    case districtsNotOf(Authority)
    /// No authority of that id; those there are.
    case authority(String, [Authority])
    case label
    case scope(String)
    case noScope
    case expiry(most: Int)
    case passwordCommon
    /// No customs office to be registered at.
    case homeDistrict
    case signUpRoles
    case contactName
    case contactPhone
    case signUpReason
    case invitationLabel
    case post
    case mandateSide
    /// - Parameter path: where the code of the other enterprise stood.
    case mandateOther(path: String)
    case mandateSelf(path: String)
    case mandateScope
    case mandateDay(path: String)
    case mandatePast
    case mandatePeriod
    /// One side holds none of the roles that go with the scope.
    case mandateRole(MandateScope, Mandate.Side, [EnterpriseRole])
    case mandateReason

    /// One of each, for whoever documents or tests them.
    static let all: [InputFault] = [
        .notReadable, .unknownMember("x"), .wrongKind(path: "/x"), .name, .nameEn, .noCode,
        .creditCode(.length), .creditCode(.character), .creditCode(.checkCharacter(expected: "1")),
        .customsCode, .platformCode, .dxpID, .district, .roleUnknown(index: 1), .roleDay(index: 1),
        .rolePeriod(index: 1), .roleTwice(index: 1), .login, .displayName,
        .passwordShort(least: 12), .passwordLong, .passwordPlain, .districts,
        .districtUnknown("x"), .districtsNotOf(.example), .authority("x", [.example]), .label,
        .scope("x"),
        .noScope, .expiry(most: 366), .mandateSide, .mandateOther(path: "/other"),
        .mandateSelf(path: "/other"), .mandateScope, .mandateDay(path: "/from"), .mandatePast,
        .mandatePeriod, .mandateRole(.guarantee, .grantor, [.platform, .logistics]),
        .mandateReason, .passwordCommon, .homeDistrict, .signUpRoles, .contactName,
        .contactPhone, .signUpReason, .invitationLabel, .post,
    ]

    /// The same as everybody shows it.
    var fault: Fault {
        let words = self.words
        return Fault(
            code: words.code, path: words.path,
            message: Localized(zh: words.zh, en: words.en),
            fix: Localized(zh: words.zhFix, en: words.enFix))
    }

    struct Words {
        let code: String
        let path: String
        let zh: String
        let en: String
        let zhFix: String
        let enFix: String

        init(_ code: String, _ path: String, _ zh: String, _ en: String, _ fix: (String, String)) {
            self.code = "parties." + code
            self.path = path
            self.zh = zh
            self.en = en
            (zhFix, enFix) = fix
        }
    }

    private var words: Words {
        switch self {
        case .notReadable, .unknownMember, .wrongKind: jsonWords
        case .name, .nameEn, .noCode, .customsCode, .platformCode, .dxpID, .district:
            enterpriseWords
        case .creditCode(let fault): InputFault.creditCodeWords(fault)
        case .roleUnknown(let index), .roleDay(let index), .rolePeriod(let index),
            .roleTwice(let index):
            roleWords("/roles[\(index)]")
        case .login, .displayName, .passwordShort, .passwordLong, .passwordPlain, .districts,
            .districtUnknown, .districtsNotOf, .authority:
            userWords
        case .passwordCommon, .homeDistrict, .signUpRoles, .contactName, .contactPhone,
            .signUpReason, .invitationLabel, .post:
            signUpWords
        case .label, .scope, .noScope, .expiry: keyWords
        case .mandateSide, .mandateOther, .mandateSelf, .mandateScope, .mandateDay, .mandatePast,
            .mandatePeriod, .mandateRole, .mandateReason:
            mandateWords
        }
    }
}
