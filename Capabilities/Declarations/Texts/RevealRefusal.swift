import Kernel

/// Why personal data was not shown.
enum RevealRefusal: Refusal, Hashable, CaseIterable {
    case reasonMissing, reasonTooLong, reasonHoldsData, notTheirs

    /// Characters of a reason: fewer say nothing.
    static let leastOfReason = 4
    static let mostOfReason = 200

    var code: String {
        switch self {
        case .reasonMissing: "declarations.reveal-reason-missing"
        case .reasonTooLong: "declarations.reveal-reason-too-long"
        case .reasonHoldsData: "declarations.reveal-reason-holds-data"
        case .notTheirs: "declarations.reveal-not-theirs"
        }
    }

    var status: Int { self == .notTheirs ? 403 : 422 }

    var field: String? { self == .notTheirs ? nil : "reason" }

    var message: Localized {
        switch self {
        case .reasonMissing:
            Localized(
                zh: "查看个人信息须写明事由，至少 \(Self.leastOfReason) 个字",
                en: "Personal data is shown for a reason of at least \(Self.leastOfReason)"
                    + " characters")
        case .reasonTooLong:
            Localized(
                zh: "事由超过 \(Self.mostOfReason) 个字",
                en: "The reason is longer than \(Self.mostOfReason) characters")
        case .reasonHoldsData:
            Localized(
                zh: "事由中含有所查看的个人信息，事由会留档，不得写入",
                en: "The reason holds the personal data itself, and reasons are kept")
        case .notTheirs:
            Localized(
                zh: "这份清单及随附单证既非本企业报送，也不使用本企业的编号，不能查看其中的个人信息",
                en: "Your enterprise neither sent this list or its documents nor gave their"
                    + " numbers: the personal data in them is not yours to see")
        }
    }

    var fix: Localized {
        switch self {
        case .reasonMissing:
            Localized(
                zh: "写明为何需要，例如“核对收货人电话以安排派送”",
                en: "Say what it is needed for, such as “check the telephone for delivery”")
        case .reasonTooLong: Localized(zh: "缩短事由", en: "Shorten it")
        case .reasonHoldsData:
            Localized(
                zh: "删去姓名、证件号码、电话和地址，只写目的",
                en: "Leave out names, numbers and addresses; say the purpose only")
        case .notTheirs:
            Localized(
                zh: "向报送该单证的企业了解", en: "Ask the enterprise that sent the document")
        }
    }
}
