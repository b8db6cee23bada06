public import Kernel

/// Why a question was not answered or a confirmation not kept. The order of the cases is the order
/// of precedence.
public enum ClassificationRefusal: Refusal, Hashable {
    /// The body of a request is not a JSON object.
    case notReadable
    /// Nothing that could be a description.
    case textMissing
    /// More than so many characters.
    case textTooLong(most: Int)
    /// Not a day written as 2026-11-21.
    case dayForm(String)
    /// A day the tariff held here does not reach.
    case dayOutside(Day)
    /// Not a number from 1 to so much.
    case top(most: Int)
    /// A code that is confirmed must have ten digits.
    case codeForm(String)
    /// The tariff of the day does not have the code; codes that may be meant.
    case codeUnknown(String, near: [String])
    /// A ruling has a number.
    case referenceMissing
    /// More than so many bytes, or control characters.
    case referenceForm(most: Int)
    /// There is no such confirmation, or not for who asks.
    case noSuchConfirmation
    /// A line of a training file, from 1.
    case trainingFile(line: Int, Localized)
    /// A file or folder that cannot be read or written.
    case file(String)
    /// A model that is not used, and what in it does not fit.
    case model(String)
    /// The words of too many other days are being read at this moment.
    case busy

    /// One of each, in order of precedence: what the pages about problems walk.
    public static let all: [ClassificationRefusal] = [
        .notReadable, .textMissing, .textTooLong(most: Classifier.longest), .dayForm("…"),
        .dayOutside(Day(sinceEpoch: 0)), .top(most: 20), .codeForm("…"),
        .codeUnknown("…", near: []), .referenceMissing, .referenceForm(most: 100),
        .noSuchConfirmation, .trainingFile(line: 1, TrainingTrouble.empty), .file("…"),
        .model("…"), .busy,
    ]

    public var status: Int {
        switch self {
        case .notReadable: 400
        case .noSuchConfirmation: 404
        case .busy: 503
        default: 422
        }
    }

    public var field: String? {
        switch self {
        case .textMissing, .textTooLong: "text"
        case .dayForm, .dayOutside, .busy: "on"
        case .top: "top"
        case .codeForm, .codeUnknown: "code"
        case .referenceMissing, .referenceForm: "reference"
        case .notReadable, .noSuchConfirmation, .trainingFile, .file, .model: nil
        }
    }
}

extension ClassificationRefusal: CustomStringConvertible {
    /// For the terminal, in both languages.
    public var description: String {
        "\(message.zh)\(fix.zh)\n\(message.en) \(fix.en) (\(code))"
    }
}
