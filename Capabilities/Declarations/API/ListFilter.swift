import Kernel
import Web

extension InventoryQueries.Filter {
    /// The filters of a query. An empty one is none; one that means nothing is refused, because
    /// whoever asked for some lists must not be shown all of them.
    init(_ query: Form) throws {
        status = try query.status(among: Status.allCases)
        type = try query.inventoryType()
        number = query.filter("number")
        before = try query.preNo("before")
    }
}

extension Form {
    /// A filter as it was given; nil when it is empty or not there.
    func filter(_ name: String) -> String? {
        self[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The number of a document whose receipts are asked for; nil where all are. An empty one is
    /// refused: whoever named a document must not be given the receipts of all, nor none.
    func documentNumber() throws -> String? {
        guard let text = self["number"] else { return nil }
        guard !Shown.halfWidth(text).isEmpty else {
            throw FilterInput(
                name: "number", allowed: ["B20261120000000001", "22442026I000000001", "copNo"])
        }
        return text
    }

    func status(among known: [Status]) throws -> Status? {
        guard let text = filter("status") else { return nil }
        let status = Int64(text).flatMap(Status.init(rawValue:))
        guard let status, known.contains(status) else {
            throw FilterInput(
                name: "status", allowed: known.map(\.rawValue).sorted().map { String($0) })
        }
        return status
    }

    func inventoryType() throws -> MessageType? {
        guard let text = filter("type") else { return nil }
        guard let type = MessageType(rawValue: text), type.isInventory else {
            throw FilterInput(
                name: "type", allowed: MessageType.allCases.filter(\.isInventory).map(\.rawValue))
        }
        return type
    }

    /// Pre-entry number from which a page goes on.
    func preNo(_ name: String) throws -> String? {
        guard let text = filter(name) else { return nil }
        try FilterInput.checkPreNo(text, name)
        return text
    }

    /// One of the districts somebody works for.
    func district(among own: [String]) throws -> String? {
        guard let text = filter("district") else { return nil }
        guard own.contains(text) else { throw FilterInput(name: "district", allowed: own) }
        return text
    }
}

/// A filter of the query means nothing.
struct FilterInput: Refusal {
    let name: String
    /// What it may be.
    let allowed: [String]
    /// Whether it is the filter that is not known, and not its value.
    var isUnknown = false

    var code: String { "declarations.filter" }
    var status: Int { 400 }
    var field: String? { name }
    var message: Localized {
        isUnknown
            ? Localized(zh: "没有筛选条件 \(name)", en: "There is no filter \(name)")
            : Localized(
                zh: "筛选条件 \(name) 的值不可用", en: "The filter \(name) has a value that means nothing")
    }
    var fix: Localized {
        Localized(
            zh: "可用：\(allowed.joined(separator: "、"))；不筛选时不填",
            en: "Known: \(allowed.joined(separator: ", ")); leave it out to see all")
    }

    /// For the summary above a list: it was left out, and the rest holds.
    var sentence: Localized {
        guard isUnknown else { return fault.sentence }
        let known = allowed.joined(separator: ", ")
        return Localized(
            zh: "没有筛选条件“\(name)”，未按它筛选；可用：\(known)。",
            en: "There is no filter “\(name)”; it was left out. There are: \(known).")
    }

    private var fault: FilterFault {
        FilterFault("declarations", name, label: label, allowed: allowed)
    }

    /// What the pages call it.
    private var label: Localized {
        switch name {
        case "status": Localized(zh: "状态", en: "Status")
        case "type": Localized(zh: "类型", en: "Type")
        case "district": Localized(zh: "关区", en: "District")
        case "due": Localized(zh: "时限", en: "Term")
        case "result": Localized(zh: "结果", en: "Result")
        case "day": Localized(zh: "日期", en: "Day")
        case "before": Localized(zh: "翻页位置", en: "Place in the list")
        case "number": Localized(zh: "单证编号", en: "Number of a document")
        default: Localized(same: name)
        }
    }

    /// `B`, the day, nine digits.
    static func checkPreNo(_ text: String, _ name: String) throws {
        let digits = text.utf8.dropFirst()
        let isNumber = digits.allSatisfy {
            $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")
        }
        guard text.utf8.first == UInt8(ascii: "B"), digits.count == 17, isNumber else {
            throw FilterInput(name: name, allowed: ["B20261120000000001"])
        }
    }
}
