import Kernel
import Web
import Wire

/// A question as it came, by page or by program: nothing in it is believed yet.
struct ClassificationInput: Sendable {
    var text = ""
    /// Material, use, specification: whatever else is said.
    var attributes = ""
    /// `on`, as everywhere; `day` is taken too.
    var day = ""
    var top = ""

    /// What its address reads.
    static let queries = [
        Route.Query(
            "text",
            Localized(zh: "货品描述，中文或英文", en: "The goods in words, Chinese or English"),
            isRequired: true),
        Route.Query(
            "attributes",
            Localized(zh: "材质、用途、规格等", en: "Material, use, specification and the like")),
        Route.Query(
            "top",
            Localized(zh: "给出多少个候选编号，默认 5", en: "How many codes; 5 unless told"),
            kind: .integer),
        Route.Query(
            "on",
            Localized(
                zh: "按哪一天的税则，默认今天；也可写作 day",
                en: "The day; today unless told. Also taken as day"), kind: .day),
    ]

    init(_ form: Form) {
        text = form["text"] ?? ""
        attributes = form["attributes"] ?? ""
        day = form["on"] ?? form["day"] ?? ""
        top = form["top"] ?? ""
    }

    /// From the API: attributes may be a text or an object of texts.
    init(_ body: [UInt8]) throws(ClassificationRefusal) {
        guard let json = try? JSON(body), case .object = json else { throw .notReadable }
        text = json["text"]?.string ?? ""
        attributes =
            json["attributes"]?.string
            ?? json["attributes"]?.members.compactMap(\.value.string).joined(separator: " ; ") ?? ""
        day = json["on"]?.string ?? json["day"]?.string ?? ""
        top = json["top"]?.string ?? json["top"]?.integer.map(String.init) ?? ""
    }

    /// What can be answered.
    struct Checked: Sendable {
        let text: String
        let day: Day
        let top: Int
    }

    func checked(today: Day) throws(ClassificationRefusal) -> Checked {
        let whole = attributes.isEmpty ? text : text + " | " + attributes
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else { throw .textMissing }
        guard whole.unicodeScalars.count <= Classifier.longest else {
            throw .textTooLong(most: Classifier.longest)
        }
        let asked = day.isEmpty ? today : Day(day)
        guard let asked else { throw .dayForm(day) }
        guard let count = top.isEmpty ? 5 : Int(top),
            (1...ClassificationDesk.mostCandidates).contains(count)
        else { throw .top(most: ClassificationDesk.mostCandidates) }
        return Checked(text: whole, day: asked, top: count)
    }
}

/// A confirmation as it came.
struct ConfirmationInput: Sendable {
    var text = ""
    var code = ""
    var reference = ""

    init(_ form: Form) {
        text = form["text"] ?? ""
        code = ConfirmationInput.digits(form["code"] ?? "")
        reference = form["reference"] ?? ""
    }

    init(_ body: [UInt8]) throws(ClassificationRefusal) {
        guard let json = try? JSON(body), case .object = json else { throw .notReadable }
        text = json["text"]?.string ?? ""
        code = ConfirmationInput.digits(json["code"]?.string ?? "")
        reference = json["reference"]?.string ?? ""
    }

    /// People write 3304.99.00.29.
    private static func digits(_ text: String) -> String { text.filter { $0 != "." && $0 != " " } }

    /// The text, once it can be kept.
    func checked(_ basis: Confirmation.Basis) throws(ClassificationRefusal) -> String {
        guard text.contains(where: { $0.isLetter || $0.isNumber }) else { throw .textMissing }
        guard text.unicodeScalars.count <= 500, !text.utf8.contains(0) else {
            throw .textTooLong(most: 500)
        }
        guard CodePrefix(code)?.digits == 10 else { throw .codeForm(code) }
        guard basis == .declaration || !reference.isEmpty else { throw .referenceMissing }
        guard reference.utf8.count <= ClassificationDesk.mostReferenceBytes,
            reference.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { throw .referenceForm(most: ClassificationDesk.mostReferenceBytes) }
        return text
    }
}
