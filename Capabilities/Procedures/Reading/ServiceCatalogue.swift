public import Kernel
import Reference
import Wire

/// Every service there is, from the files of `Services/`.
public struct ServiceCatalogue: Sendable {
    /// All editions, by id and first day.
    public let services: [ServiceFile]

    static let folder = "Capabilities/Procedures/Services"

    /// Reads every file, or throws everything that is wrong with all of them.
    public static func load(_ share: Share, register: ServiceRegister) throws -> ServiceCatalogue {
        try share.once { try read(share, register) }
    }

    private static func read(
        _ share: Share, _ register: ServiceRegister
    ) throws -> ServiceCatalogue {
        var files: [(path: String, bytes: [UInt8])] = []
        for name in share.list(folder) where name.hasSuffix(".yaml") {
            let path = "\(folder)/\(name)"
            files.append((path, try share.bytes(path)))
        }
        return try read(files, register: register)
    }

    /// The same from bytes, for tests and for `tradewind services check FILE…`.
    public static func read(
        _ files: [(path: String, bytes: [UInt8])], register: ServiceRegister
    ) throws(ServiceFaults) -> ServiceCatalogue {
        var services: [ServiceFile] = []
        var faults: [ServiceFault] = []
        for (path, bytes) in files {
            do {
                let service = try ServiceReader.read(bytes, path: path, register: register)
                if services.contains(where: { $0.id == service.id && overlap($0, service) }) {
                    faults.append(
                        ServiceFault(
                            path: path, line: 0,
                            message: Localized(
                                zh: "与同一事项的另一版本在日期上重叠。",
                                en: "Another edition of the service has some of its days.")))
                }
                services.append(service)
            } catch {
                faults += error.faults
            }
        }
        for service in services {
            for rule in service.checks {
                guard case .holdsGrant(_, let other) = rule.check,
                    !services.contains(where: { $0.id == other })
                else { continue }
                faults.append(
                    ServiceFault(
                        path: "\(folder)/\(service.id).yaml", line: 0,
                        message: Localized(
                            zh: "检查引用的事项 \(other) 不存在。",
                            en: "A check names \(other), which is no service.")))
            }
        }
        guard faults.isEmpty else { throw ServiceFaults(faults: faults) }
        return ServiceCatalogue(
            services: services.sorted { ($0.id, $0.from) < ($1.id, $1.from) })
    }

    /// The services that can be begun on a day.
    public func current(on day: Day) -> [ServiceFile] { services.filter { $0.holds(on: day) } }

    func current(_ id: String, on day: Day) -> ServiceFile? {
        services.first { $0.id == id && $0.holds(on: day) }
    }

    /// The edition a case was begun under.
    func edition(_ id: String, from: Day) -> ServiceFile? {
        services.first { $0.id == id && $0.from == from }
    }

    private static func overlap(_ one: ServiceFile, _ two: ServiceFile) -> Bool {
        let last = Day(year: 9999, month: 12, day: 31) ?? one.from
        return one.from <= (two.to ?? last) && two.from <= (one.to ?? last)
    }
}
