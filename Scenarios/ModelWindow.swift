import Kernel

/// A document on its way, as the naive window sees it: elements by name.
struct ModelMail: Sendable {
    /// `311`.
    let number: String
    let head: [String: String]
    let lines: [[String: String]]
    /// Credit code of whoever sends it.
    let sender: String
    /// Value and tax in fen of what a list is about.
    let value: Int64
    let tax: Int64

    func text(_ element: String) -> String { head[element] ?? "" }
}

/// The single window as one would write it on a page: dictionaries, no database, one step after the
/// other. Written from the customs specification (senders, statuses, business checks) and the README
/// of the room; what the real one must agree with.
struct NaiveWindow: Sendable {
    struct Paper: Sendable {
        var mail: ModelMail
        /// Who sent it first and may change it, besides the enterprise whose number it is.
        var holder: String
        /// 1 kept as a draft, 120 stored, 9 withdrawn.
        var status: Int64
        var usedBy: String?
    }

    struct List: Sendable {
        var mail: ModelMail
        var declarant: String
        var status: Int64
        var preNo = ""
        /// Which documents have it looked at again when they come or go; empty when it waits for none.
        var waits: Set<String> = []
        /// Keys of the papers it was accepted on.
        var uses: [String] = []
        /// The random draw of the risk rules decides between 800 and 500.
        var isDrawn = false
    }

    struct Receipt: Sendable, Hashable {
        var subject: String
        var status: Int64
    }

    private(set) var papers: [String: Paper] = [:]
    private(set) var lists: [String: List] = [:]
    /// By credit code, in order.
    private(set) var receipts: [String: [Receipt]] = [:]
    /// What buyers have used of their year, in fen, by identity number.
    private(set) var used: [String: Int64] = [:]
    /// What is left of the guarantee, in fen.
    var guarantee: Int64 = 0
    /// Credit codes by every code of an enterprise.
    let codes: [String: String]
    /// Applications to cancel: those not decided, by list; those looked at; who applied.
    var pending: [String: String] = [:]
    var (stored, applicants): (Set<String>, [String: String]) = ([], [:])
    /// What the desk has not looked at: keys of lists and of papers.
    private var news: [(isList: Bool, key: String)] = []

    init(codes: [String: String], guarantee: Int64) {
        self.codes = codes
        self.guarantee = guarantee
    }

    func code(_ mail: ModelMail, _ element: String) -> String { codes[mail.text(element)] ?? "" }

    // MARK: Messages

    private static let refusals: [String: (exists: Int64, missing: Int64, fixed: Int64, older: Int64, wrong: Int64)] = [
        "311": (-301_010, -301_009, -301_011, -301_014, -301_008),
        "411": (-401_007, -401_006, -401_008, -401_012, -401_009),
        "511": (-504_015, -504_014, -504_016, -504_011, -504_011),
        "621": (-621_004, -621_011, -621_012, -621_012, -621_001),
        "303": (-303_001, -303_001, -303_001, -303_001, -303_001),
        "403": (-403_001, -403_001, -403_001, -403_001, -403_001),
        "505": (-503_001, -503_001, -503_001, -503_001, -503_001),
        "603": (-603_001, -603_001, -603_001, -603_001, -603_001),
    ]

    /// Elements that name who may send a document; the first has its number.
    private static let senders: [String: [String]] = [
        "311": ["ebpCode", "ebcCode"], "411": ["payCode"], "511": ["logisticsCode"],
        "621": ["agentCode", "ebcCode"], "303": ["ebcCode", "ebpCode"],
        "403": ["ebcCode", "payCode"], "505": ["logisticsCode"], "603": ["agentCode", "ebcCode"],
    ]

    /// Under what a document lies.
    func key(_ mail: ModelMail) -> String {
        let number =
            switch mail.number {
            case "411": mail.text("payTransactionId")
            case "511", "505": mail.text("logisticsNo")
            case "621", "603": mail.text("copNo")
            default: mail.text("orderNo")
            }
        return "\(mail.number) \(number) of \(holder(mail))"
    }

    private func holder(_ mail: ModelMail) -> String {
        code(mail, Self.senders[mail.number]?.first ?? "")
    }

    /// Takes a document; gives the receipt, whose subject is empty where it is a new number.
    mutating func take(_ mail: ModelMail) -> Receipt {
        guard let refusal = Self.refusals[mail.number] else { return Receipt(subject: "", status: 0) }
        let isList = mail.number == "621" || mail.number == "603"
        let key = key(mail)
        let subject = isList ? "" : "CEB" + String(key.prefix(3)) + "/" + (key.split(separator: " ").dropFirst().first.map { String($0) } ?? "")
        let may = (Self.senders[mail.number] ?? []).contains { code(mail, $0) == mail.sender }
        let holds = mail.number != "311" || mail.text("appType") == "3" || ModelMatch.due(mail) == ModelMatch.raw(mail, "acturalPaid")
        guard may else { return Receipt(subject: subject, status: mail.number == "621" ? -621_016 : refusal.wrong) }
        guard holds else { return Receipt(subject: subject, status: refusal.wrong) }
        let isNew = mail.text("appType") == "1"
        let isDraft = mail.text("appStatus") == "1"
        if isList {
            return takeList(mail, key, isNew, isDraft, refusal)
        }
        func answer(_ status: Int64) -> Receipt { Receipt(subject: subject, status: status) }
        let known = papers[key]
        // What lies there belongs to who sent it, and to the enterprise whose number it is.
        let isThere = known.map { $0.status != 9 } ?? false
        let isForeign = isThere && known.map { $0.mail.sender != mail.sender && holder(mail) != mail.sender } ?? false
        if isNew, isForeign || isThere { return answer(refusal.exists) }
        if !isNew {
            guard let known, isThere, !isForeign else { return answer(refusal.missing) }
            // What was stored does not become a draft.
            if known.usedBy != nil || isDraft && known.status == 120 { return answer(refusal.fixed) }
            if mail.text("appTime") < known.mail.text("appTime") { return answer(refusal.older) }
        }
        if mail.text("appType") == "3" {
            papers[key]?.status = 9
            news.append((false, key))
            return answer(2)
        }
        papers[key] = Paper(mail: mail, holder: holder(mail), status: isDraft ? 1 : 120)
        if !isDraft { news.append((false, key)) }
        return answer(isDraft ? 1 : 120)
    }

    private mutating func takeList(
        _ mail: ModelMail, _ key: String, _ isNew: Bool, _ isDraft: Bool,
        _ refusal: (exists: Int64, missing: Int64, fixed: Int64, older: Int64, wrong: Int64)
    ) -> Receipt {
        var list = List(mail: mail, declarant: holder(mail), status: isDraft ? 1 : 2)
        if let known = lists[key] {
            func refused(_ status: Int64) -> Receipt { Receipt(subject: known.preNo, status: status) }
            guard known.mail.sender == mail.sender || known.declarant == mail.sender else {
                return Receipt(subject: "", status: isNew ? refusal.exists : refusal.missing)
            }
            if known.status == 9, !isNew { return refused(refusal.missing) }
            if isNew, known.status != 9, known.status != 100 { return refused(refusal.exists) }
            guard [1, 2, 9, 100].contains(known.status), !(isDraft && known.status == 2) else {
                return refused(refusal.fixed)
            }
            if known.status != 9, mail.text("appTime") < known.mail.text("appTime") { return refused(refusal.older) }
            list.preNo = known.preNo
        } else if !isNew {
            return Receipt(subject: "", status: refusal.missing)
        }
        if mail.text("appType") == "3" {
            lists[key]?.status = 9
            lists[key]?.waits = []
            return Receipt(subject: list.preNo, status: 2)
        }
        lists[key] = list
        if !isDraft { news.append((true, key)) }
        return Receipt(subject: list.preNo, status: list.status)
    }

    /// The receipt that came: a new list has its number from it.
    mutating func receive(_ receipt: Receipt, for mail: ModelMail) {
        receipts[mail.sender, default: []].append(receipt)
        guard receipt.status > 0, lists[key(mail)]?.preNo == "" else { return }
        lists[key(mail)]?.preNo = receipt.subject
    }

    // MARK: The desk

    /// Looks at everything that is new, in its order.
    mutating func pump() {
        let look = news
        news = []
        for (isList, key) in look {
            if isList {
                decide(key)
                continue
            }
            guard let paper = papers[key] else { continue }
            let label = paper.mail.number == "411" ? paymentLabel(paper.mail) : key
            let waiting = lists.filter { $0.value.waits.contains(label) }
            for list in waiting.sorted(by: { $0.value.preNo < $1.value.preNo }) { decide(list.key) }
        }
    }

    private func paymentLabel(_ mail: ModelMail) -> String {
        "411 for \(mail.text("orderNo")) at \(code(mail, "ebpCode"))"
    }

    /// The papers a list needs and those of them that are stored: order, waybill, payment.
    func papers(for list: List) -> [(label: String, key: String?)] {
        let mail = list.mail
        let isImport = mail.number == "621"
        let order = isImport ? "311" : "303"
        let waybill = isImport ? "511" : "505"
        let seller = code(mail, isImport ? "ebpCode" : "ebcCode")
        var needed = [
            "\(order) \(mail.text("orderNo")) of \(seller)",
            "\(waybill) \(mail.text("logisticsNo")) of \(code(mail, "logisticsCode"))",
        ]
        if !isImport { needed.append("403 \(mail.text("orderNo")) of \(seller)") }
        var found = needed.map { (label: $0, key: papers[$0]?.status == 120 ? $0 : nil) }
        if isImport {
            let label = paymentLabel(mail)
            let paid = papers.filter {
                $0.value.status == 120 && $0.key.hasPrefix("411 ") && paymentLabel($0.value.mail) == label
            }
            // The one the order names, else any: it will not fit.
            let named = papers[needed[0]]?.mail.text("payTransactionId")
            let best = paid.first { $0.value.mail.text("payTransactionId") == named } ?? paid.first
            found.append((label, best?.key))
        }
        return found
    }

    private mutating func decide(_ key: String) {
        guard var list = lists[key], list.status == 2 else { return }
        let found = papers(for: list)
        let missing = found.filter { $0.key == nil }.map(\.label)
        guard missing.isEmpty else {
            // Also for what is there: it may be withdrawn while the others are awaited.
            lists[key]?.waits.formUnion(found.map(\.label))
            return
        }
        list.waits = []
        let keys = found.compactMap(\.key)
        let mails = keys.compactMap { papers[$0]?.mail }
        let isFree = keys.allSatisfy { papers[$0]?.usedBy == nil }
        let fits = mails.count == 3 && isFree && ModelMatch.fits(list.mail, mails[0], waybill: mails[1], payment: mails[2])
        guard fits, take(&list) else {
            list.status = 100
            lists[key] = list
            tell(list, 100)
            return
        }
        for paper in keys { papers[paper]?.usedBy = list.preNo }
        list.uses = keys
        lists[key] = list
        tell(list, 120)
        tell(list, list.status)
    }

    /// Draws on quota and guarantee and gives the verdict; false when one of them is too small.
    private mutating func take(_ list: inout List) -> Bool {
        if list.mail.number == "603" {
            list.status = 800
            list.isDrawn = true
            return true
        }
        let person = list.mail.text("buyerIdNumber")
        guard used[person, default: 0] + list.mail.value <= 2_600_000, list.mail.tax <= guarantee
        else { return false }
        used[person, default: 0] += list.mail.value
        guarantee -= list.mail.tax
        let isWatched = list.mail.lines.contains { $0["gcode"]?.hasPrefix("2106") ?? false }
        list.isDrawn = list.mail.value <= 500_000 && !(isWatched && list.mail.value >= 100_000)
        list.status = list.isDrawn ? 800 : 300
        return true
    }

    private mutating func giveBack(_ list: List) {
        guard list.mail.number == "621" else { return }
        used[list.mail.text("buyerIdNumber"), default: 0] -= list.mail.value
        guarantee += list.mail.tax
    }

    private mutating func tell(_ list: List, _ status: Int64) {
        receipts[list.mail.sender, default: []].append(Receipt(subject: list.preNo, status: status))
    }

    /// The draw took the list to inspection.
    mutating func inspect(_ key: String) {
        guard let list = lists[key], list.isDrawn, list.status == 800 else { return }
        lists[key]?.status = 500
        lists[key]?.isDrawn = false
        let told = receipts[list.mail.sender] ?? []
        let last = told.lastIndex { $0 == Receipt(subject: list.preNo, status: 800) }
        if let last { receipts[list.mail.sender]?[last].status = 500 }
    }

    // MARK: Officers

    private static let decisions: [Int64: [String: Int64]] = [
        300: ["release": 800, "reject": 100, "inspect": 500],
        500: ["release": 800, "reject": 100, "detain": 599, "suspend": 600, "send-back": 700],
        599: ["release": 800, "send-back": 700],
        600: ["release": 800, "reject": 100, "send-back": 700],
    ]

    /// `200`, `202` where a second officer must agree first, or the code of the refusal, in the
    /// precedence of the README.
    mutating func officer(
        _ key: String?, _ action: String, isCurrent: Bool, elsewhere: Bool, reason: Bool
    ) -> String {
        guard let key, let list = lists[key], !elsewhere else { return "declarations.not-found" }
        guard isCurrent else { return "declarations.moved-on" }
        guard let next = Self.decisions[list.status]?[action] else {
            return "declarations.not-possible"
        }
        guard reason || action == "release" else { return "declarations.reason-missing" }
        if next == 800, list.status == 599 || list.status == 600 { return "202" }
        if next == 100 || next == 700 { giveBack(list) }
        if next == 100 {
            for paper in list.uses { papers[paper]?.usedBy = nil }
            lists[key]?.uses = []
        }
        lists[key]?.status = next
        lists[key]?.isDrawn = false
        tell(list, next)
        decideCancellation(of: key, agree: false)
        return "200"
    }

    mutating func note(_ receipt: Receipt, for enterprise: String) {
        receipts[enterprise, default: []].append(receipt)
    }

    /// An officer agreed to cancel a list: what it took is given back, its papers are free.
    mutating func cancelList(_ key: String) {
        guard let list = lists[key] else { return }
        giveBack(list)
        for paper in list.uses { papers[paper]?.usedBy = nil }
        lists[key]?.uses = []
        lists[key]?.status = 10
        lists[key]?.isDrawn = false
    }
}

/// The business checks of the specification between list, order, payment and waybill.
enum ModelMatch {
    static func fits(_ list: ModelMail, _ order: ModelMail, waybill: ModelMail, payment: ModelMail) -> Bool {
        list.number == "621"
            ? importFits(list, order, waybill, payment) : exportFits(list, order, waybill, payment)
    }

    static func raw(_ mail: ModelMail, _ element: String) -> Int64 {
        (try? Fixed(mail.text(element)))?.raw ?? 0
    }

    private static func same(_ one: ModelMail, _ other: ModelMail, _ names: [(String, String)]) -> Bool {
        names.allSatisfy { one.text($0.0) == other.text($0.1) }
    }

    /// What an order comes to by its parts.
    static func due(_ order: ModelMail) -> Int64 {
        raw(order, "goodsValue") + raw(order, "freight") + raw(order, "taxTotal") - raw(order, "discount")
    }

    private static func importFits(
        _ list: ModelMail, _ order: ModelMail, _ waybill: ModelMail, _ payment: ModelMail
    ) -> Bool {
        raw(payment, "amountPaid") == raw(order, "acturalPaid")
            && same(payment, order, [
                ("orderNo", "orderNo"), ("ebpCode", "ebpCode"), ("payCode", "payCode"),
                ("payTransactionId", "payTransactionId"), ("payerName", "buyerName"), ("payerIdNumber", "buyerIdNumber"),
            ])
            && same(list, order, [
                ("orderNo", "orderNo"), ("ebpCode", "ebpCode"), ("ebcCode", "ebcCode"), ("buyerName", "buyerName"),
                ("buyerIdNumber", "buyerIdNumber"), ("consigneeAddress", "consigneeAddress"),
            ])
            && same(waybill, order, [
                ("orderNo", "orderNo"), ("consignee", "consignee"), ("consigneeTelephone", "consigneeTelephone"),
                ("consigneeAddress", "consigneeAddress"),
            ])
            && raw(list, "freight") == raw(order, "freight")
            && raw(list, "insuredFee") == raw(waybill, "insuredFee")
            && raw(list, "grossWeight") == raw(waybill, "weight")
            && lines(list, order, [
                "gnum": "gnum", "gname": "itemName", "qty": "qty", "unit": "unit", "totalPrice": "totalPrice", "country": "country",
            ])
    }

    private static func exportFits(_ list: ModelMail, _ order: ModelMail, _ waybill: ModelMail, _ receipt: ModelMail) -> Bool {
        list.text("ebcCode") == order.text("ebcCode")
            && raw(receipt, "charge") >= raw(order, "goodsValue") + raw(order, "freight")
            && raw(waybill, "grossWeight") == raw(list, "grossWeight")
            && lines(list, order, ["gnum": "gnum", "qty": "qty", "totalPrice": "totalPrice", "currency": "currency"])
    }

    private static func lines(_ list: ModelMail, _ order: ModelMail, _ names: [String: String]) -> Bool {
        list.lines.count == order.lines.count
            && zip(list.lines, order.lines).allSatisfy { one, other in
                names.allSatisfy { one[$0.key] == other[$0.value] }
            }
    }
}
