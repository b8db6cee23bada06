import Journal
import Kernel
import Parties
import Store
import Web
import Wire

/// Arrivals, and corrections of what was declared before them.
extension EntryDesk {
    /// Tells of the goods of a bill: every declaration that waits for them goes on or shows where
    /// it differs. Told again by the same teller or by the customs, it replaces what was told, as
    /// long as the goods have not gone.
    ///
    /// - Returns: numbers of the entries it was for.
    func arrive(_ json: JSON, by principal: Principal) async throws -> [GoodsEntry] {
        let today = clock.today
        guard mayTell(principal, on: today) else { throw EntryRefusal.notCarrier }
        let arrival = try arrival(json, today, teller: principal.enterprise)
        return try await store.write { [self] session in
            let waiting = try EntryQueries.under(bill: arrival.bill, in: session).filter {
                isChangeable($0) && mayTell(principal, of: $0)
            }
            guard !waiting.isEmpty else { throw EntryRefusal.nothingHeld(arrival.bill) }
            // One that had not left by then differs; when none had, the day itself is wrong.
            guard waiting.contains(where: { arrival.enteredOn >= firstDay(of: $0) }) else {
                throw EntryRefusal.input([EntryFault.tooEarly.fault(at: "/enteredOn")])
            }
            return try waiting.map { held in
                var entry = held
                // The same again changes nothing, whoever says it.
                guard entry.arrival?.says(arrival) != true else { return entry }
                entry.arrival = arrival
                entry.enteredOn = arrival.enteredOn
                let cause = try note(
                    .arrived, entry, by: principal.id,
                    [.init("arrival", EntryText.json(arrival))], session)
                try EntrySteps(desk: self, session: session, actor: principal.id, cause: cause)
                    .goOnOrWait(&entry)
                try keep(&entry, session)
                return entry
            }
        }
    }

    /// Whether what arrived may still be told or told anew: until the goods have gone.
    private func isChangeable(_ entry: GoodsEntry) -> Bool {
        guard entry.isAdvance, entry.releasedOn == nil else { return false }
        return entry.state == .held || entry.arrival != nil
    }

    private func mayTell(_ principal: Principal, on day: Day) -> Bool {
        if principal.enterprise.isEmpty { return principal.may(Self.decide) }
        // Of an enterprise that may tell, somebody who may only look does not.
        guard principal.may(Self.lodge),
            let enterprise = register.enterprise(id: principal.enterprise)
        else { return false }
        return enterprise.holds(.logistics, on: day) || enterprise.holds(.siteOperator, on: day)
    }

    /// Whoever may tell at all tells of what waits; what was told already is put right by the
    /// enterprise that told it, or by the customs of the district.
    private func mayTell(_ principal: Principal, of entry: GoodsEntry) -> Bool {
        guard !principal.enterprise.isEmpty else { return isOfDistrict(entry, principal) }
        return entry.state == .held || entry.arrival?.teller == principal.enterprise
    }

    /// The first day on which the transport of an entry can have entered.
    private func firstDay(of entry: GoodsEntry) -> Day {
        entry.document.day("departedOn") ?? entry.acceptedOn
    }

    /// Reads an arrival; its fields have the forms of those of the declaration.
    private func arrival(_ json: JSON, _ today: Day, teller: String) throws -> Arrival {
        var faults: [Fault] = []
        func text(_ name: String) -> String {
            let value = typed(json[name])
            if value.isEmpty {
                let label = label(name, on: today)
                faults.append(EntryFault.missing(label, .required).fault(at: "/" + name))
            } else if value.utf8.count > 100 || value.utf8.contains(where: { $0 < 0x20 }) {
                faults.append(EntryFault.tooLong(100).fault(at: "/" + name))
            }
            return value
        }
        func day(_ name: String) -> Day {
            let value = text(name)
            guard let day = Day(value) else {
                if !value.isEmpty { faults.append(EntryFault.day.fault(at: "/" + name)) }
                return today
            }
            if day > today { faults.append(EntryFault.future.fault(at: "/" + name)) }
            return day
        }
        func amount(_ name: String) -> String {
            let value = text(name)
            guard let number = try? Fixed(value), number > .zero else {
                if !value.isEmpty { faults.append(EntryFault.amount.fault(at: "/" + name)) }
                return value
            }
            return number.text
        }
        let known: Set<String> = [
            "bill", "vessel", "voyage", "enteredOn", "arrivedOn", "packages", "grossWeight",
        ]
        faults += json.others(than: known).map { EntryFault.unknown.fault(at: "/" + $0) }
        let arrival = Arrival(
            bill: text("bill"), vessel: text("vessel"), voyage: text("voyage"),
            enteredOn: day("enteredOn"), arrivedOn: day("arrivedOn"),
            packages: amount("packages"), grossWeight: amount("grossWeight"), teller: teller)
        if faults.isEmpty, arrival.arrivedOn < arrival.enteredOn {
            faults.append(EntryFault.backwards.fault(at: "/arrivedOn"))
        }
        guard faults.isEmpty else { throw EntryRefusal.input(faults) }
        return arrival
    }

    func label(_ name: String, on day: Day) -> Localized {
        fields.first { $0.value.name == name && $0.holds(on: day) }?.value.label
            ?? Localized(zh: "运抵日期", en: "Arrived on")
    }

    /// Corrects an advance declaration by what arrived or will arrive. Whether that counts as an
    /// error is decided by field and day (`Data/corrections.csv`).
    func correct(
        _ number: String, _ json: JSON, by principal: Principal
    ) async throws -> GoodsEntry {
        let today = clock.today
        return try await store.write { [self] session in
            var entry = try own(number, principal, session)
            guard entry.isAdvance, entry.state == .held || entry.state == .mismatch else {
                throw EntryRefusal.notPossible(entry)
            }
            let changed = try corrected(entry, json, today)
            var counted: [String] = []
            for (field, value) in changed.header
            where !entry.document[field].utf8.elementsEqual(value.utf8) {
                let rule = settings.correction(of: field, on: entry.acceptedOn)
                if let free = rule?.value.freeWorkingDays, let arrival = entry.arrival,
                    today > calendar.adding(workingDays: free, to: arrival.arrivedOn).day
                {
                    counted.append(field)
                }
            }
            entry.document = changed
            entry.errors += counted.count
            let cause = try note(
                .corrected, entry, by: principal.id,
                [
                    .init("fields", .array(json.members.map { .text($0.name) })),
                    .init("counted", .array(counted.sorted().map(JSON.text))),
                ], session)
            if entry.arrival != nil {
                try EntrySteps(desk: self, session: session, actor: principal.id, cause: cause)
                    .goOnOrWait(&entry)
            }
            try keep(&entry, session)
            try reconsider(entry, by: principal.id, cause: cause, session)
            return entry
        }
    }

    private func corrected(
        _ entry: GoodsEntry, _ json: JSON, _ today: Day
    ) throws -> EntryDocument {
        var faults: [Fault] = []
        var members = EntryText.json(entry.document).members
        for member in json.members {
            guard settings.correction(of: member.name, on: entry.acceptedOn) != nil else {
                faults.append(EntryFault.notCorrectable.fault(at: "/" + member.name))
                continue
            }
            members.removeAll { $0.name == member.name }
            members.append(member)
        }
        if json.members.isEmpty {
            faults.append(EntryFault.notCorrectable.fault(at: "/"))
        }
        let reading = EntryReading(.object(members), fields, tables, today: today)
        faults += reading.faults
        if reading.faults.isEmpty {
            faults += try implausible(
                reading.document, on: today, hasArrived: entry.arrival != nil
            ).map { $0.fault.fault(at: $0.path) }
        }
        guard faults.isEmpty else { throw EntryRefusal.input(faults) }
        return reading.document
    }

    /// Days of an advance declaration that cannot be, each with its field.
    func implausible(
        _ document: EntryDocument, on today: Day, hasArrived: Bool = false
    ) throws(EntryRefusal) -> [(path: String, fault: EntryFault)] {
        guard document.isAdvance, let left = document.day("departedOn"),
            let expected = document.day("arrivesOn")
        else { return [] }
        let longest = try settings.whole("advance.longest-voyage-days", on: today)
        if left.adding(days: longest) < today { return [("/departedOn", .tooLongAgo(longest))] }
        if expected < left { return [("/arrivesOn", .arrivesFirst)] }
        if expected > left.adding(days: longest) { return [("/arrivesOn", .tooFar(longest))] }
        let last = expected.adding(days: try settings.whole("advance.lapse-days", on: today))
        return last < today && !hasArrived ? [("/arrivesOn", .lapsed(last))] : []
    }
}

extension Arrival {
    /// Whether another one says the same, whoever told of it.
    func says(_ other: Arrival) -> Bool { EntryText.json(self) == EntryText.json(other) }
}
