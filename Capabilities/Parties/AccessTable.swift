import Kernel
import Reference
import Web
import Wire

/// Which kind of principal may do what, read from `Data/permissions.json`; what an officer may do
/// follows from the authority (`Authorities`). Permissions are words of the capabilities that ask
/// for them; here they are only handed out.
struct AccessTable: Sendable {
    /// What each post of an enterprise may do.
    private var posts: [MemberPost: Set<Permission>] = [:]
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
        for kind in ["key", "administrator"] where kinds[kind] == nil {
            throw DataFault(path: path, line: 0, reason: "\(kind) is missing")
        }
        for post in MemberPost.allCases {
            guard let names = json["posts"]?[post.rawValue]?.elements else {
                throw DataFault(path: path, line: 0, reason: "\(post.rawValue) is missing")
            }
            posts[post] = Set(names.compactMap(\.string).map(Permission.init))
        }
        self.kinds = kinds
        usualScopes = Set((json["usualScopes"]?.elements ?? []).compactMap(\.string))
    }

    func permissions(of kind: Principal.Kind) -> Set<Permission> {
        Set((kinds[kind.rawValue] ?? []).map(Permission.init))
    }

    /// What somebody of an enterprise may do by what he does there.
    func permissions(ofPost post: MemberPost) -> Set<Permission> { posts[post] ?? [] }

    /// What a key of these scopes may do.
    func permissions(ofKeyWith scopes: Set<String>) -> Set<Permission> {
        Set((kinds["key"] ?? []).intersection(scopes).map(Permission.init))
    }

    /// Whether a key may be given this scope.
    func isScope(_ name: String) -> Bool { kinds["key"]?.contains(name) ?? false }

    /// All scopes a key may be given, sorted.
    var scopes: [String] { (kinds["key"] ?? []).sorted() }
}
