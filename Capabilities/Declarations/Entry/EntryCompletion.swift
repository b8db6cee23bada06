import Kernel
import Parties
import Tariff
import Wire

/// Fills in what follows from what was typed, where nothing was typed: names of enterprises, totals
/// of lines, units of the tariff. What somebody has typed stays as it is.
struct EntryCompletion: Sendable {
    let register: EnterpriseRegister
    let handlings: Handlings
    let tariff: GoodsCodes

    /// What the enterprise is in such a document on its own account, before anything is typed.
    func begun(_ form: EntryForm, for enterprise: Enterprise, on day: Day) -> EntryDraft {
        var draft = EntryDraft()
        for party in handlings[form.type].parties
        where party.maySend && enterprise.holds(party.role, on: day) {
            draft.head[party.element] = enterprise.customsCode ?? enterprise.codes.first ?? ""
        }
        for field in form.headFields {
            if let usual = EntryCompletion.usual[field.name], draft.head[field.name] == nil {
                draft.head[field.name] = usual
            }
        }
        if form.hasLines { draft.lines = [[:]] }
        return completed(draft, form, on: day)
    }

    /// What a form proposes: retail parcels are one package, and only identity cards are taken.
    private static let usual = [
        "buyerIdType": "1", "payerIdType": "1", "packNo": "1", "insuredFee": "0", "discount": "0",
    ]

    func completed(_ draft: EntryDraft, _ form: EntryForm, on day: Day) -> EntryDraft {
        var draft = draft
        for (element, code) in draft.head {
            guard let name = form.nameField(of: element), draft.head[name] == nil,
                let known = register.find(code: code)
            else { continue }
            draft.head[name] = known.name
        }
        for index in draft.lines.indices where !draft.lines[index].isEmpty {
            complete(&draft.lines[index], form, on: day)
        }
        return draft
    }

    private func complete(_ line: inout [String: String], _ form: EntryForm, on day: Day) {
        if line["totalPrice"] == nil, let price = line["price"].flatMap({ try? Fixed($0) }),
            let quantity = line["qty"].flatMap({ try? Fixed($0) }),
            let total = try? price.multiplied(by: quantity)
        {
            line["totalPrice"] = total.rounded(to: 2).text
        }
        guard let code = line["gcode"], let known = tariff.line(hs10: code, on: day) else { return }
        for (unit, quantity, own) in [
            ("unit1", "qty1", known.unit1), ("unit2", "qty2", known.unit2),
        ] {
            guard let own, form.table.line?.field(unit) != nil else { continue }
            if line[unit] == nil { line[unit] = own }
            // The same unit counts the same goods; another one only the sender knows.
            if line[quantity] == nil, line[unit] == line["unit"], let pieces = line["qty"] {
                line[quantity] = pieces
            }
        }
        if line["gname"] == nil { line["gname"] = line["itemName"] }
    }
}
