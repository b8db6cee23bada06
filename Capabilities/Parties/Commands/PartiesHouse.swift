import ArgumentParser
import Kernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Where the commands of this room find the register. The program provides it: it opens the store,
/// or hands the request to the server that holds it.
public protocol PartiesHouse: Sendable {
    /// Has a request done and gives what is to be printed.
    ///
    /// - Parameter data: the data folder, as given; nil for the usual one.
    static func perform(_ request: PartiesRequest, data: String?) async throws -> String
}

extension Parties {
    /// Does what a command asks and gives what is to be printed.
    public func perform(_ request: PartiesRequest, by actor: String) async throws -> String {
        switch request {
        case .createKey(let enterprise, let label, let scopes, let days):
            return try await createKey(
                enterprise: enterprise, label: label, scopes: Set(scopes), days: days, by: actor)
        case .listKeys(let code):
            let now = clock.now()
            return try await keys(of: owner(code).id).map { key in
                [
                    key.id, key.state(at: now).rawValue, key.expires.day.text,
                    key.lastUsed?.text ?? "-", key.scopes.sorted().joined(separator: ","),
                    key.label,
                ].joined(separator: "\t")
            }.joined(separator: "\n")
        case .revokeKey(let id, let code):
            try await revokeKey(id, of: owner(code).id, by: actor)
            return ""
        case .enrol(let enrolment):
            return try await enrol(enrolment, by: actor).id
        case .listEnterprises:
            return register.all.map { line($0) }.joined(separator: "\n")
        case .addUser(let login, let name, let password, let place):
            let kind: User.Kind =
                switch place {
                case .enterprise(let code): .member(enterprise: try owner(code).id)
                case .authority(let id, let districts): .officer(of: id, districts: Set(districts))
                case .administration: .administrator
                }
            let new = NewUser(login: login, name: name, password: password, kind: kind)
            return try await addUser(new, by: actor).id
        case .user(let request): return try await perform(request, by: actor)
        case .mandate(let request): return try await perform(request, by: actor)
        }
    }

    func owner(_ code: String) throws -> Enterprise {
        guard let owner = register.find(code: code) ?? register.enterprise(id: code) else {
            throw PartiesRefusal.enterpriseNotFound
        }
        return owner
    }

    private func line(_ enterprise: Enterprise) -> String {
        [
            enterprise.creditCode ?? "-", enterprise.customsCode ?? "-",
            enterprise.platformCode ?? "-", enterprise.status.rawValue,
            enterprise.roles(on: today).map(\.rawValue).joined(separator: ","), enterprise.name,
        ].joined(separator: "\t")
    }
}

/// Runs a request and prints what it gives; a refusal is told on standard error in both languages
/// and ends the program with 1.
func answer<House: PartiesHouse>(
    _ request: PartiesRequest, data: String?, in house: House.Type
) async throws {
    do {
        let text = try await House.perform(request, data: data)
        if !text.isEmpty { print(text) }
    } catch let refusal as any Refusal {
        var lines = [refusal.message.zh + refusal.fix.zh, refusal.message.en + " " + refusal.fix.en]
        for fault in refusal.faults {
            lines.append("\(fault.path): \(fault.message.zh)\(fault.fix.zh)")
            lines.append("\(fault.path): \(fault.message.en) \(fault.fix.en)")
        }
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
        throw ExitCode.failure
    }
}
