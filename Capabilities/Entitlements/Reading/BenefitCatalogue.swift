public import Kernel
public import Lists
import Parties
public import Procedures
import Wire

/// Reads benefit files: the shipped ones of `Benefits/`, and those that officers propose.
public struct BenefitCatalogue: Sendable {
    /// All versions of all shipped files, by row, id and first day.
    public let rules: [BenefitRule]
    let lists: ListCatalogue
    private let authorities: Authorities
    /// What each service asks for, with the facts it states: see `BenefitReader`.
    private let services: [String: [String: Set<String>]]

    static let folder = "Capabilities/Entitlements/Benefits"

    /// Reads every shipped file, or throws everything that is wrong with all of them.
    public static func load(_ share: Share, lists: ListCatalogue) throws -> BenefitCatalogue {
        try share.once { try read(share, lists) }
    }

    private static func read(
        _ share: Share, _ lists: ListCatalogue
    ) throws -> BenefitCatalogue {
        let services = try ServiceCatalogue.load(
            share, register: try ProceduresCapability.register(of: share))
        var catalogue = BenefitCatalogue(
            rules: [], lists: lists, authorities: try Authorities.load(share),
            services: Dictionary(
                services.services.map { ($0.id, $0.benefits) }, uniquingKeysWith: { $1 }))
        var (rules, faults): ([BenefitRule], [ServiceFault]) = ([], [])
        for name in share.list(folder) where name.hasSuffix(".yaml") {
            let path = "\(folder)/\(name)"
            let bytes = try share.bytes(path)
            let rule: BenefitRule
            do { rule = try catalogue.read(bytes, path: path) } catch {
                faults += error.faults
                continue
            }
            if !name.hasPrefix(rule.id + ".") {
                faults.append(
                    ServiceFault(
                        path: path, line: 1,
                        message: Localized(
                            zh: "benefit 须与文件名一致。", en: "benefit must be the file's name.")))
            }
            rules.append(rule)
        }
        guard faults.isEmpty else { throw ServiceFaults(faults: faults) }
        catalogue = BenefitCatalogue(
            rules: rules.sorted { ($0.row, $0.id, $0.from) < ($1.row, $1.id, $1.from) },
            lists: lists, authorities: catalogue.authorities, services: catalogue.services)
        return catalogue
    }

    /// One file, or everything that is wrong with it.
    public func read(_ bytes: [UInt8], path: String) throws(ServiceFaults) -> BenefitRule {
        let yaml: YAML
        do { yaml = try YAML(bytes) } catch {
            throw ServiceFaults(
                faults: [ServiceFault(path: path, line: error.line, message: error.message)])
        }
        let owner = yaml["owner"]?.text ?? ""
        var reader = BenefitReader(
            lists: lists, authorities: authorities.contains(owner) ? [owner] : [],
            services: services, cursor: FileCursor(path: path))
        let rule = reader.benefit(yaml)
        guard reader.cursor.faults.isEmpty else {
            throw ServiceFaults(faults: reader.cursor.faults)
        }
        return rule
    }
}
