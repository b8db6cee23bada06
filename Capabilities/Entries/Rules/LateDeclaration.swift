import Kernel

/// When a declaration of goods has to be there at the latest, and what each day later costs
/// (申报期限与滞报金).
///
/// The fee starts on the day after the term; a start on a day off moves to the next working day.
/// The day it starts and the day of declaration both count (海关总署令第128号).
struct LateDeclaration: Sendable {
    let enteredOn: Day
    let term: Dated<Fixed>
    let perMille: Dated<Fixed>
    let floor: Dated<Fixed>
    /// The first day that costs a fee (起征日).
    let start: WorkingCalendar.Reckoned

    init(_ enteredOn: Day, _ settings: EntrySettings, _ calendar: WorkingCalendar, term key: String)
        throws(EntryRefusal)
    {
        self.enteredOn = enteredOn
        do {
            term = try settings.value(key, on: enteredOn)
            perMille = try settings.value("declaration.late-per-mille", on: enteredOn)
            floor = try settings.value("declaration.late-floor-cny", on: enteredOn)
        } catch {
            // A day before the first rule is one that was typed wrong.
            throw .input([EntryFault.noRule.fault(at: "/enteredOn")])
        }
        let days = Int(term.value.raw / Fixed.scale)
        start = calendar.ending(enteredOn.adding(days: days + 1), .rollsForward)
    }

    /// The last day that costs nothing, which may be a day off.
    var due: Day { start.day.adding(days: -1) }

    /// Days late of a declaration accepted on a day.
    func days(_ day: Day) -> Int { max(0, day.sinceEpoch - due.sinceEpoch) }

    /// The fee in whole yuan; nothing below the floor.
    func fee(of value: Fixed, on day: Day) throws(NumberFault) -> Fixed {
        let late = Int128(days(day))
        let whole = try value.scaled(
            Int128(perMille.value.raw) * late, over: Int128(1000 * Fixed.scale), places: 0, .down)
        return whole < floor.value ? .zero : whole
    }
}
