public import Kernel

/// What somebody asks of the server, free of any framework: handlers are functions from a `Visit`
/// to an `Answer`.
public struct Visit: Sendable {
    public enum Method: String, Sendable, Hashable, CaseIterable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    public var method: Method
    /// Path without query, as sent.
    public var path: String
    /// Parts of the path that a route names in braces, percent-decoded.
    public var parameters: [String: String]
    public var query: Form
    /// First value per lower-cased header name.
    public var headers: [String: String]
    /// The whole body, within the route's limit.
    public var body: [UInt8]
    /// From the path (`/zh/…`, `/en/…`), else the `Accept-Language` header, else Chinese.
    public var language: Language
    /// Who asks; nil when nobody is signed in and the route allows that.
    public var principal: Principal?
    /// Whether it was asked who this is; not where a request is refused before.
    public var isRecognised = true
    /// Token that forms on the answer's page must send back in the field `_csrf`.
    public var formToken: String
    /// Stands in the log and in every error answer.
    public var requestID: String
    /// Address of the other side.
    public var remote: String
    /// Token of the session this visit belongs to; nil for API keys and strangers.
    public var sessionToken: String?
    /// Whether people reach the server by https, so that cookies may be bound to it.
    public var secure: Bool

    public init(
        method: Method, path: String, parameters: [String: String] = [:], query: Form = Form(),
        headers: [String: String] = [:], body: [UInt8] = [], language: Language = .zh,
        principal: Principal? = nil, formToken: String = "", requestID: String = "",
        remote: String = "", sessionToken: String? = nil, secure: Bool = true
    ) {
        self.method = method
        self.path = path
        self.parameters = parameters
        self.query = query
        self.headers = headers
        self.body = body
        self.language = language
        self.principal = principal
        self.formToken = formToken
        self.requestID = requestID
        self.remote = remote
        self.sessionToken = sessionToken
        self.secure = secure
    }
}

/// Name-value pairs of a query or of a sent form, in order, names repeatable.
public struct Form: Sendable, Hashable {
    public var pairs: [Pair]

    public struct Pair: Sendable, Hashable {
        public var name: String
        public var value: String
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public init(_ pairs: [Pair] = []) { self.pairs = pairs }

    /// First value of that name; nil when there is none.
    public subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

    public func all(_ name: String) -> [String] {
        pairs.filter { $0.name == name }.map(\.value)
    }
}

/// Who acts: a person with a session or a program with an API key.
public struct Principal: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        /// Somebody of an enterprise, signed in.
        case member
        /// A program of an enterprise, by API key.
        case key
        /// An officer of an authority; sees the districts named.
        case officer
        /// Who runs the system.
        case administrator
    }

    public let kind: Kind
    /// Id of the user or key.
    public let id: String
    /// What is shown as the actor: a user name or the key's label.
    public let name: String
    /// The tenant: id of the enterprise; empty for officers and administrators.
    public let enterprise: String
    /// Id of the authority an officer acts for, `customs`; empty for others.
    public let authority: String
    /// Customs districts an officer acts for (关区, four digits).
    public let districts: Set<String>
    public let permissions: Set<Permission>
    /// Whether a second factor has to be set up first: until then only the own account is open.
    public let lacksFactor: Bool

    public init(
        kind: Kind, id: String, name: String, enterprise: String = "",
        authority: String = "", districts: Set<String> = [], permissions: Set<Permission> = [],
        lacksFactor: Bool = false
    ) {
        self.kind = kind
        self.id = id
        self.name = name
        self.enterprise = enterprise
        self.authority = authority
        self.districts = districts
        self.permissions = permissions
        self.lacksFactor = lacksFactor
    }

    /// As public pages know who lacks a second factor: by name, and by nothing that opens anything.
    var withoutOffice: Principal {
        Principal(kind: kind, id: id, name: name, lacksFactor: lacksFactor)
    }

    public func may(_ permission: Permission) -> Bool { permissions.contains(permission) }
}

/// Something one may be allowed to do: `declarations.lodge`. Each capability declares its own.
public struct Permission: Sendable, Hashable {
    public let name: String
    public init(_ name: String) { self.name = name }
}

extension Visit {
    /// Who asks. The routes' policy lets nobody else in; without it there is nothing to see.
    ///
    /// - Throws: ``WebRefusal/signInNeeded`` when nobody is signed in.
    public func person() throws -> Principal {
        guard let principal else { throw WebRefusal.signInNeeded }
        return principal
    }

    /// Address of this server as the visitor reached it. A host with signs no host has stands on no
    /// page.
    public var origin: String {
        let host = headers["host"] ?? ""
        let isPlain = host.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"):
                true
            default: false
            }
        }
        let known = isPlain && !host.isEmpty && host.utf8.count <= 255
        return (secure ? "https://" : "http://") + (known ? host : "127.0.0.1:8480")
    }
}
