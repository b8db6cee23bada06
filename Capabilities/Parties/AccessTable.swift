import Kernel
import Web
import Wire

/// Which kind of principal may do what, read from `Data/permissions.json`; what an officer may do
/// follows from the authority (`Authorities`). Permissions are words of the capabilities that ask
/// for them; here they are only handed out.
struct AccessTable: Sendable {
    private let kinds: [String: Set<String>]
    /// Scopes of a key for which none were named.
    let usualScopes: Set<String>

    init(share: Share) throws {
        let path = "Capabilities/Parties/Data/permissions.json"
        let json = try JSON(share.bytes(path))
        var kinds: [String: Set<String>] = [:]
        for member in json["kinds"]?.members ?? [] {
            kinds[member.name] = Set(member.value.elements.compactMap(\.string))
        }
        for kind in ["member", "key", "administrator"] where kinds[kind] == nil {
            throw SecuritySettings.Broken(description: "\(path): \(kind) is missing")
        }
        self.kinds = kinds
        usualScopes = Set((json["usualScopes"]?.elements ?? []).compactMap(\.string))
    }

    func permissions(of kind: Principal.Kind) -> Set<Permission> {
        Set((kinds[kind.rawValue] ?? []).map(Permission.init))
    }

    /// What a key of these scopes may do.
    func permissions(ofKeyWith scopes: Set<String>) -> Set<Permission> {
        Set((kinds["key"] ?? []).intersection(scopes).map(Permission.init))
    }

    /// Whether a key may be given this scope.
    func isScope(_ name: String) -> Bool { kinds["key"]?.contains(name) ?? false }

    /// All scopes a key may be given, sorted.
    var scopes: [String] { (kinds["key"] ?? []).sorted() }
}
