import Kernel
import Web

extension DeclarationPages {
    var worklist: Route {
        Route(
            .get, "/{language}/worklist", access: .permission(DeclarationsPermission.examine),
            summary: WorklistPage.title
        ) { visit in
            let person = try visit.person()
            let districts = person.districts.sorted()
            var faults: [FilterInput] = []
            let filter = visit.query.worklistFilter(of: districts, &faults)
            let found = try await lists(filter, for: person)
            // A number that is one list's opens it.
            if filter.number != nil, found.count == 1, let only = found.first {
                return .see(only.address(visit.language))
            }
            let load = try await enquiries.load(for: person)
            let isWhole = filter == WorklistFilter()
            let proposed = try await batches.waiting(for: person)
            let held = try await batches.proposed(for: person)
            let reasons = try await enquiries.officersReasons(found)
            let items = found.map { record in
                var item = enquiries.item(record, said: reasons[record.preNo])
                item.batch = held[record.preNo]
                return item
            }
            let page = WorklistPage(
                items: items, filter: filter, faults: faults, districts: districts,
                terms: enquiries.deskTerms, codes: codes,
                isCut: found.count == WorklistPage.most, steps: load.steps, today: load.today,
                followUps: isWhole
                    ? try await enquiries.followUpWorklist(
                        limit: WorklistPage.most, for: person) : [],
                batches: isWhole ? proposed : [],
                viewer: person.id)
            return site.page(
                visit, title: WorklistPage.title[visit.language], isWide: true,
                status: faults.isEmpty ? 200 : 400, content: page.html(visit.language))
        }
    }

    /// A number goes through the other filters as well: none of them is left unsaid.
    private func lists(_ filter: WorklistFilter, for officer: Principal) async throws
        -> [InventoryShelf.Record]
    {
        guard let number = filter.number else {
            return try await enquiries.worklist(filter, limit: WorklistPage.most, for: officer)
        }
        return try await enquiries.find(number, limit: WorklistPage.most, for: officer).filter {
            record in
            (filter.type.map { $0 == record.type } ?? true)
                && (filter.district.map { $0 == record.district } ?? true)
                && (filter.status.map { $0 == record.status } ?? true)
        }
    }
}

extension Form {
    /// The filters of a worklist. Those that mean nothing are told of, and the others hold.
    func worklistFilter(of districts: [String], _ faults: inout [FilterInput]) -> WorklistFilter {
        var filter = WorklistFilter()
        // A name nobody reads was meant to narrow: the whole desk is not what was asked for.
        let names = DeclarationsResource.worklistQuery.map(\.name)
        for fault in unknownFilters("declarations", known: Set(names)) {
            faults.append(FilterInput(name: fault.name, allowed: names, isUnknown: true))
        }
        filter.status = read(&faults) { try status(among: Enquiries.waiting) } ?? nil
        filter.type = read(&faults) { try inventoryType() } ?? nil
        filter.district = read(&faults) { try district(among: districts) } ?? nil
        filter.due = read(&faults) { try due() } ?? nil
        filter.number = self.filter("number").map(Shown.halfWidth)
            .flatMap { $0.isEmpty ? nil : $0 }
        return filter
    }

    func due() throws -> WorklistFilter.Due? {
        guard let text = filter("due") else { return nil }
        guard let due = WorklistFilter.Due(rawValue: text) else {
            throw FilterInput(
                name: "due", allowed: WorklistFilter.Due.allCases.map(\.rawValue))
        }
        return due
    }

    /// What one filter says; nil, with a fault, when it means nothing.
    func read<Value>(_ faults: inout [FilterInput], _ one: () throws -> Value) -> Value? {
        do { return try one() } catch let fault as FilterInput { faults.append(fault) } catch {}
        return nil
    }
}
