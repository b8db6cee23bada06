import Balances
import Kernel
import Parties
import Store

/// What a list of zone goods (1210, retail import or export) takes from the account book of its
/// zone enterprise, and what it gives back when the goods do not go out after all.
struct ZoneStock: Sendable {
    let ledger: Ledger
    let register: EnterpriseRegister
    let settings: DatedSettings

    /// Where the quantities of a list were taken: the holder of the book and the beginning of each
    /// transfer's key, which the number of the line ends.
    struct Taking: Sendable, Hashable {
        let holder: String
        let key: String

        /// Key of what line `gnum` took.
        func transfer(_ line: String) -> String { "\(key)/stock/\(line)" }
    }

    /// Whether a list takes from an account book that is kept here.
    func concerns(_ list: Inventory, on day: Day, in session: Session) throws -> Bool {
        guard list.tradeMode == "1210", !list.accountBook.isEmpty else { return false }
        return try isRequired(on: day)
            || ledger.holder(ofBook: list.accountBook, in: session) != nil
    }

    /// Why the book does not give what the list declares; empty when it does.
    ///
    /// - Parameter isImport: whether it is a list into the country; the elements have other names.
    func findings(
        _ list: Inventory, isImport: Bool, on day: Day, in session: Session
    ) throws -> [Finding] {
        let message = isImport ? "621" : "603"
        guard try concerns(list, on: day, in: session) else { return [] }
        guard let holder = try ledger.holder(ofBook: list.accountBook, in: session) else {
            return [unknownBook(list, message)]
        }
        // A book belongs to one enterprise: goods of another's book would leave unnoticed.
        guard register.find(code: list.zoneWarehouse)?.id == holder else {
            return [foreignBook(list, message)]
        }
        var found: [Finding] = []
        var taken: [StockItem: Fixed] = [:]
        for line in list.lines {
            guard
                let item = try ledger.stock(
                    line.recordNo, unit: line.unit, book: list.accountBook, of: holder,
                    in: session)
            else {
                found.append(unknownItem(line, list, message))
                continue
            }
            let wanted = try (taken[item] ?? .zero).adding(line.quantity)
            let there = try ledger.balance(of: item.account, tenant: holder, in: session)
            if wanted > there { found.append(tooLittle(line, list, message)) }
            taken[item] = wanted
        }
        return found
    }

    /// Takes every line; nil when the list takes from no book.
    ///
    /// - Parameter key: of the list and its version, `list/B…/3`.
    func take(
        _ list: Inventory, key: String, reference: String, at now: Instant, on day: Day,
        in session: Session
    ) throws -> Taking? {
        guard try concerns(list, on: day, in: session),
            let holder = try ledger.holder(ofBook: list.accountBook, in: session)
        else { return nil }
        let taking = Taking(holder: holder, key: key)
        for line in list.lines {
            guard
                let item = try ledger.stock(
                    line.recordNo, unit: line.unit, book: list.accountBook, of: holder,
                    in: session)
            else { throw StoreShape(what: "stock of list \(reference)") }
            try ledger.take(
                line.quantity, of: item, id: taking.transfer(line.number), at: now,
                reference: reference, in: session)
        }
        return taking
    }

    /// Gives every line back.
    func giveBack(
        _ taking: Taking, _ list: Inventory, reference: String, at now: Instant,
        in session: Session
    ) throws {
        for line in list.lines {
            let key = taking.transfer(line.number)
            try ledger.reverse(
                ReversalOrder(
                    id: "\(key)/back", tenant: taking.holder, reverses: key, at: now,
                    reference: reference), in: session)
        }
    }

    private func isRequired(on day: Day) -> Bool {
        settings.whole(.bookRequired, on: day) > 0
    }
}

extension ZoneStock {
    private func unknownBook(_ list: Inventory, _ message: String) -> Finding {
        Finding(
            "", "\(message) emsNo",
            Localized(
                zh: "账册 \(list.accountBook) 未在本系统登记",
                en: "The account book \(list.accountBook) is not kept here"),
            fix: Localized(
                zh: "核对账册号；新账册先按核注清单登记入区",
                en: "Check its number; a new book begins with the entry of a filing list"),
            citation: Law.zone)
    }

    private func foreignBook(_ list: Inventory, _ message: String) -> Finding {
        Finding(
            "", message == "621" ? "621 areaCode" : "603 iacCode",
            Localized(
                zh: "账册 \(list.accountBook) 不属于区内企业 \(list.zoneWarehouse)",
                en: "The account book \(list.accountBook) is not that of \(list.zoneWarehouse)"),
            fix: Localized(
                zh: "填写该账册所属的区内企业，或核对账册号",
                en: "Name the zone enterprise whose book it is, or check the number"),
            citation: Law.zone)
    }

    private func unknownItem(
        _ line: Inventory.Line, _ list: Inventory, _ message: String
    ) -> Finding {
        Finding(
            "", "\(message) itemRecordNo",
            Localized(
                zh: "第 \(line.number) 项：账册 \(list.accountBook) 中没有以单位 \(line.unit)"
                    + " 计量的料号 \(line.recordNo)",
                en: "Line \(line.number): the book \(list.accountBook) has no item"
                    + " \(line.recordNo) in unit \(line.unit)"),
            fix: Localized(
                zh: "核对料号和申报计量单位，须与账册一致",
                en: "Item and unit must be those of the account book"), citation: Law.zone)
    }

    /// Everybody with a part in the list reads this: how much is there is the holder's own.
    private func tooLittle(
        _ line: Inventory.Line, _ list: Inventory, _ message: String
    ) -> Finding {
        Finding(
            "", "\(message) qty",
            Localized(
                zh: "第 \(line.number) 项：账册 \(list.accountBook) 料号 \(line.recordNo)"
                    + " 的库存不足以扣减 \(line.quantity.grouped)",
                en: "Line \(line.number): the book \(list.accountBook) has less than"
                    + " \(line.quantity.grouped) of item \(line.recordNo)"),
            fix: Localized(
                zh: "由区内企业核对账册库存；货物入区核扣后重新申报",
                en: "Have the zone enterprise check its book; declare again once goods have come in"
            ), citation: Law.zone)
    }
}
