public import Kernel
public import Wire

/// What a command asks of the register, as a value that can go through a socket: when a server
/// holds the store, it does the work.
public enum PartiesRequest: Sendable, Hashable, Withheld {
    /// Prints the new key and nothing else.
    case createKey(enterprise: String, label: String, scopes: [String], days: Int?)
    case listKeys(enterprise: String)
    case revokeKey(id: String, enterprise: String)
    /// Roles begin on the day given, or today.
    case enrol(Enrolment)
    case listEnterprises
    case addUser(login: String, name: String, password: String, place: Place)
    case user(UserRequest)
    case mandate(MandateRequest)

    /// For whom a new user works.
    public enum Place: Sendable, Hashable {
        /// By any code of the enterprise.
        case enterprise(String)
        /// An officer; districts only for the customs.
        case authority(String, districts: [String])
        case administration
    }

    /// Why a text from a socket is no request.
    public struct Unreadable: Error, Sendable, Hashable {}

    /// The request as JSON.
    public var json: JSON {
        switch self {
        case .createKey(let enterprise, let label, let scopes, let days):
            object(
                "create-key", ("enterprise", .text(enterprise)), ("label", .text(label)),
                ("scopes", .array(scopes.map(JSON.text))),
                ("days", days.map { JSON.integer($0) } ?? .null))
        case .listKeys(let enterprise): object("list-keys", ("enterprise", .text(enterprise)))
        case .revokeKey(let id, let enterprise):
            object("revoke-key", ("id", .text(id)), ("enterprise", .text(enterprise)))
        case .enrol(let enrolment): object("enrol", ("enterprise", enrolment.json))
        case .listEnterprises: object("list-enterprises")
        case .addUser(let login, let name, let password, let place):
            object(
                "add-user", ("login", .text(login)), ("name", .text(name)),
                ("password", .text(password)), ("place", place.json))
        case .user(let request): object("user", ("request", request.json))
        case .mandate(let request): object("mandate", ("request", request.json))
        }
    }

    /// Reads a request back.
    public init(_ json: JSON) throws(Unreadable) {
        func text(_ name: String) throws(Unreadable) -> String {
            guard let text = json[name]?.string else { throw Unreadable() }
            return text
        }
        switch try text("do") {
        case "create-key":
            let days = json["days"]?.integer.flatMap { Int(exactly: $0) }
            guard days != nil || json["days"] ?? .null == .null else { throw Unreadable() }
            self = .createKey(
                enterprise: try text("enterprise"), label: try text("label"),
                scopes: json["scopes"]?.elements.compactMap(\.string) ?? [], days: days)
        case "list-keys": self = .listKeys(enterprise: try text("enterprise"))
        case "revoke-key":
            self = .revokeKey(id: try text("id"), enterprise: try text("enterprise"))
        case "enrol":
            guard let enrolment = Enrolment(json["enterprise"] ?? .null) else {
                throw Unreadable()
            }
            self = .enrol(enrolment)
        case "list-enterprises": self = .listEnterprises
        case "add-user":
            guard let place = Place(json["place"] ?? .null) else { throw Unreadable() }
            self = .addUser(
                login: try text("login"), name: try text("name"),
                password: try text("password"), place: place)
        case "user": self = .user(try UserRequest(json["request"] ?? .null))
        case "mandate": self = .mandate(try MandateRequest(json["request"] ?? .null))
        default: throw Unreadable()
        }
    }

    private func object(_ verb: String, _ members: (String, JSON)...) -> JSON {
        .object([.init("do", .text(verb))] + members.map { .init($0.0, $0.1) })
    }
}

extension PartiesRequest.Place {
    fileprivate var json: JSON {
        switch self {
        case .enterprise(let code): .object([.init("enterprise", .text(code))])
        case .authority(let id, let districts):
            .object([
                .init("authority", .text(id)),
                .init("districts", .array(districts.map(JSON.text))),
            ])
        case .administration: .object([])
        }
    }

    fileprivate init?(_ json: JSON) {
        guard case .object(let members) = json else { return nil }
        if let code = json["enterprise"]?.string {
            self = .enterprise(code)
        } else if let id = json["authority"]?.string, let districts = json["districts"] {
            self = .authority(id, districts: districts.elements.compactMap(\.string))
        } else if members.isEmpty {
            self = .administration
        } else {
            return nil
        }
    }
}

extension Enrolment {
    fileprivate var json: JSON {
        .object([
            .init("name", .text(name)), .init("nameEn", .optional(nameEn)),
            .init("creditCode", .optional(creditCode)),
            .init("customsCode", .optional(customsCode)),
            .init("platformCode", .optional(platformCode)), .init("dxpId", .optional(dxpID)),
            .init("district", .optional(district)),
            .init(
                "roles",
                .array(
                    roles.map { grant in
                        .object([
                            .init("role", .text(grant.role.rawValue)),
                            .init("from", .text(grant.from.text)),
                            .init("to", .optional(grant.to?.text)),
                        ])
                    })),
        ])
    }

    fileprivate init?(_ json: JSON) {
        guard let name = json["name"]?.string else { return nil }
        var roles: [RoleGrant] = []
        for item in json["roles"]?.elements ?? [] {
            guard let role = item["role"]?.string.flatMap({ EnterpriseRole(rawValue: $0) }),
                let from = item["from"]?.string.flatMap({ Day($0) })
            else { return nil }
            roles.append(RoleGrant(role, from: from, to: item["to"]?.string.flatMap { Day($0) }))
        }
        self.init(
            name: name, nameEn: json["nameEn"]?.string, creditCode: json["creditCode"]?.string,
            customsCode: json["customsCode"]?.string, platformCode: json["platformCode"]?.string,
            dxpID: json["dxpId"]?.string, district: json["district"]?.string, roles: roles)
    }
}
