public import Kernel
import Reference
import Wire

/// Every service there is, from the files of `Services/`.
public struct ServiceCatalogue: Sendable {
    /// All editions, by id and first day.
    public let services: [ServiceFile]

    static let folder = "Capabilities/Procedures/Services"

    /// What was read by who knows nothing of the policy register: citations are not judged.
    public struct Unjudged: Sendable {
        let catalogue: ServiceCatalogue
    }

    /// Reads every file, or throws everything that is wrong with all of them.
    public static func load(_ share: Share, register: ServiceRegister) throws -> ServiceCatalogue {
        // What passed a lesser judgement must not pass for the greater one.
        guard register.documents != nil else {
            return try share.once { Unjudged(catalogue: try read(share, register)) }.catalogue
        }
        return try share.once { try read(share, register) }
    }

    private static func read(
        _ share: Share, _ register: ServiceRegister
    ) throws -> ServiceCatalogue {
        var files: [(path: String, bytes: [UInt8])] = []
        for name in share.list(folder) where name.hasSuffix(".yaml") || isMisnamed(name) {
            let path = "\(folder)/\(name)"
            files.append((path, try share.bytes(path)))
        }
        return try read(files, register: register)
    }

    /// Judges files beside those that are there, as if they lay among them: what they name of other
    /// services, and whose days they share. A file of the same name is replaced.
    ///
    /// - Returns: how many there are; throws only what is wrong with these.
    public static func check(
        _ files: [(path: String, bytes: [UInt8])], beside share: Share, register: ServiceRegister
    ) throws -> Int {
        func name(_ path: String) -> String {
            path.split(separator: "/").last.map(String.init) ?? path
        }
        let names = Set(files.map { name($0.path) })
        let others = try share.list(folder)
            .filter { $0.hasSuffix(".yaml") && !names.contains($0) }
            .map { (path: "\(folder)/\($0)", bytes: try share.bytes("\(folder)/\($0)")) }
        do throws(ServiceFaults) {
            _ = try read(others + files, register: register)
        } catch {
            let paths = Set(files.map(\.path))
            let own = error.faults.filter { paths.contains($0.path) }
            guard own.isEmpty else { throw ServiceFaults(faults: own) }
        }
        return files.count
    }

    /// The same from bytes.
    public static func read(
        _ files: [(path: String, bytes: [UInt8])], register: ServiceRegister
    ) throws(ServiceFaults) -> ServiceCatalogue {
        var read: [(path: String, service: ServiceFile)] = []
        var faults: [ServiceFault] = []
        for (path, bytes) in files {
            if isMisnamed(path) {
                faults.append(misnamed(path))
                continue
            }
            do {
                let service = try ServiceReader.read(bytes, path: path, register: register)
                if let other = read.first(where: { overlap($0.service, service) }) {
                    faults.append(overlapping(service, path, other.service, other.path))
                }
                read.append((path, service))
            } catch {
                faults += error.faults
            }
        }
        let services = read.map(\.service)
        let spaces = Set(services.flatMap { $0.unique.map(\.space) })
        for (path, service) in read {
            faults += strangers(service, path, among: Set(services.map(\.id)))
            faults += nowhere(service, path, among: spaces)
        }
        guard faults.isEmpty else { throw ServiceFaults(faults: faults) }
        return ServiceCatalogue(
            services: services.sorted { ($0.id, $0.from) < ($1.id, $1.from) })
    }

    /// Whether a file is meant for a service and would not be offered: its name ends otherwise.
    private static func isMisnamed(_ path: String) -> Bool {
        let name = path.lowercased()
        return (name.hasSuffix(".yml") || name.hasSuffix(".yaml")) && !path.hasSuffix(".yaml")
    }

    private static func misnamed(_ path: String) -> ServiceFault {
        ServiceFault(
            path: path, line: 1,
            message: Localized(
                zh: "文件名不是以 .yaml 结尾，事项不会提供：请改名。",
                en: "The name does not end in .yaml, and the service would not be offered: "
                    + "rename the file."))
    }

    /// The services that can be begun on a day.
    public func current(on day: Day) -> [ServiceFile] { services.filter { $0.holds(on: day) } }

    func current(_ id: String, on day: Day) -> ServiceFile? {
        services.first { $0.id == id && $0.holds(on: day) }
    }

    /// Told at the first day of the edition that was read later.
    private static func overlapping(
        _ service: ServiceFile, _ path: String, _ other: ServiceFile, _ otherPath: String
    ) -> ServiceFault {
        let yaml = try? YAML(service.source, isKept: true)
        let name = otherPath.split(separator: "/").last.map(String.init) ?? otherPath
        return ServiceFault(
            path: path, line: yaml?["from"]?.line ?? 1,
            message: Localized(
                zh: "与同一事项的另一版本（\(name)）在日期上重叠：请在较早的版本写 to，为本版本首日的前一日。",
                en: "Another edition of the service (\(name)) has some of its days: end the "
                    + "earlier one (to) on the day before this one begins."))
    }

    /// Services that its checks name and that are not there.
    private static func strangers(
        _ service: ServiceFile, _ path: String, among ids: Set<String>
    ) -> [ServiceFault] {
        let checks = (try? YAML(service.source, isKept: true))?["checks"]?.elements ?? []
        return zip(service.checks, checks).compactMap { rule, map in
            guard case .holdsGrant(_, let other) = rule.check, !ids.contains(other) else {
                return nil
            }
            return ServiceFault(
                path: path, line: map["service"]?.line ?? map.line,
                message: Localized(
                    zh: "检查引用的事项 \(other) 不存在：请写已有事项的 id，或一并检查它的文件。",
                    en: "A check names \(other), which is no service: name one that is there, or "
                        + "check its file along with this one."))
        }
    }

    /// Spaces that its checks name and in which no service holds a value.
    private static func nowhere(
        _ service: ServiceFile, _ path: String, among spaces: Set<String>
    ) -> [ServiceFault] {
        let checks = (try? YAML(service.source, isKept: true))?["checks"]?.elements ?? []
        return zip(service.checks, checks).compactMap { rule, map in
            guard case .holdsValue(_, let space) = rule.check, !spaces.contains(space) else {
                return nil
            }
            return ServiceFault(
                path: path, line: map["space"]?.line ?? map.line,
                message: Localized(
                    zh: "没有事项的 unique 在 \(space) 中保存值：请写 unique 的 space，或该事项的 id。",
                    en: "No service holds values in \(space): name the space of a unique, or the "
                        + "id of its service."))
        }
    }

    private static func overlap(_ one: ServiceFile, _ two: ServiceFile) -> Bool {
        guard one.id == two.id else { return false }
        let last = Day(year: 9999, month: 12, day: 31) ?? one.from
        return one.from <= (two.to ?? last) && two.from <= (one.to ?? last)
    }
}
