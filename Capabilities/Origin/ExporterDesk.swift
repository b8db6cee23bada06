import Journal
import Kernel
import Parties
import Store
import Web
import Wire

/// Approvals of exporters: an officer records and withdraws them.
extension ProofDesk {
    /// Records an approval. Only an advanced certified enterprise may have one.
    func approve(_ json: JSON, by principal: Principal) async throws -> ApprovedExporter {
        var read = FieldReader(
            json,
            names: [
                "enterprise", "number", "agreements", "codes", "validFrom", "validTo",
                "creditLevel",
            ])
        let today = clock.today
        let named = read.needed("enterprise")
        let number = read.needed("number", most: 60)
        let level = read.needed("creditLevel")
        let agreements = read.texts("agreements")
        if agreements.isEmpty { read.add(.missing, "agreements") }
        for agreement in agreements {
            guard let found = tables.agreements.agreement(agreement, on: today) else {
                read.add(.agreement(agreement), "agreements")
                continue
            }
            if !found.proofs.contains(.approvedExporter) {
                read.add(.choice(found.proofs.map(\.rawValue)), "agreements")
            }
        }
        let codes = read.texts("codes")
        if codes.isEmpty { read.add(.missing, "codes") }
        for code in codes
        where !(2...10).contains(code.utf8.count)
            || !code.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
        {
            read.add(.code, "codes")
        }
        let from = read.day("validFrom") ?? today
        let to = try read.day("validTo") ?? lastDay(ofApprovalFrom: from)
        if to < from { read.add(.day, "validTo") }
        guard read.faults.isEmpty else { throw OriginRefusal.input(read.faults) }
        guard let enterprise = register.find(code: named) ?? register.enterprise(id: named),
            isSeen(enterprise.id, principal)
        else { throw OriginRefusal.noSuchEnterprise(named) }
        guard level == "advanced-certified" else { throw OriginRefusal.notAdvancedCertified }
        let exporter = ApprovedExporter(
            number: number, agreements: agreements.map { $0.uppercased() }, codes: codes,
            from: from, to: to, withdrawnOn: nil, reason: "")
        try await store.write { session in
            try record(exporter, of: enterprise.id, by: principal.id, in: session)
        }
        return exporter
    }

    /// The last day of an approval that names none.
    func lastDay(ofApprovalFrom from: Day) throws -> Day {
        let years = try settings.whole("exporter.approval-years", on: clock.today)
        return from.adding(months: years * 12).adding(days: -1)
    }

    /// Ends an approval from today; what was declared under it before stays.
    func withdrawApproval(
        _ number: String, of named: String, reason text: String, by principal: Principal
    ) async throws {
        guard let enterprise = register.find(code: named) ?? register.enterprise(id: named),
            isSeen(enterprise.id, principal)
        else { throw OriginRefusal.noSuchEnterprise(named) }
        let reason = try reason(text)
        try await store.write { session in
            let isEnded = try end(
                number, of: enterprise.id, reason: reason, by: principal.id, in: session)
            guard isEnded else { throw OriginRefusal.noSuchApproval }
        }
    }

    /// Puts an approval on record.
    func record(
        _ exporter: ApprovedExporter, of tenant: String, by actor: String, in session: Session
    ) throws {
        guard
            try ExporterRows.insert(
                exporter, by: actor, at: clock.now(), of: tenant, in: session)
        else { throw OriginRefusal.approvalTaken(exporter.number) }
        try journal.append(
            Draft(
                "origin.exporter-approved", actor: actor, tenant: tenant,
                subjectType: "origin-exporter", subject: exporter.number,
                payload: .object([
                    .init("agreements", .array(exporter.agreements.map(JSON.text))),
                    .init("codes", .array(exporter.codes.map(JSON.text))),
                    .init("from", .text(exporter.from.text)),
                    .init("to", .text(exporter.to.text)),
                ]), citation: "海关总署令第254号"), in: session)
    }

    /// Ends an approval from today; false where there is none in force.
    func end(
        _ number: String, of tenant: String, reason: String, by actor: String,
        in session: Session
    ) throws -> Bool {
        guard
            try ExporterRows.withdraw(
                number, on: clock.today, reason: reason, of: tenant, in: session)
        else { return false }
        try journal.append(
            Draft(
                "origin.exporter-withdrawn", actor: actor, tenant: tenant,
                subjectType: "origin-exporter", subject: number,
                payload: .object([.init("reason", .text(reason))]),
                citation: "海关总署令第254号"), in: session)
        return true
    }

    func approvals(of tenant: String) async throws -> [ApprovedExporter] {
        guard !tenant.isEmpty else { throw OriginRefusal.enterpriseNeeded }
        return try await store.read { try ExporterRows.all(of: tenant, in: $0) }
    }
}
