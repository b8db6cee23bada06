public import Kernel
public import Web

/// Somebody who visits the server in this process, without a socket: keeps cookies as a browser
/// does, and sends the token of the last page's form back by itself.
///
/// ```swift
/// let visitor = Visitor(door)
/// _ = try await visitor.get("/zh/sign-in")
/// let answer = try await visitor.post("/zh/sign-in", form: ["name": "测试甲", "password": "…"])
/// ```
public actor Visitor {
    /// A mistake of the test itself.
    public struct Lost: Error, CustomStringConvertible {
        public let description: String
    }

    /// Sees every answer that visitors get while it is set: the door, method, target, answer.
    public typealias Observer = @Sendable (FrontDoor, String, String, Answer) -> Void
    @TaskLocal public static var observer: Observer?

    private let door: FrontDoor
    private let key: String?
    /// What this visitor's browser asks for.
    private let language: Language
    private let remote: String
    private var jar: [(name: String, value: String)] = []
    private var formToken: String?

    public init(_ door: FrontDoor, language: Language = .zh, remote: String = "192.0.2.1") {
        self.init(door, key: nil, language: language, remote: remote)
    }

    private init(_ door: FrontDoor, key: String?, language: Language, remote: String) {
        self.door = door
        self.key = key
        self.language = language
        self.remote = remote
    }

    /// A program with an API key: no cookies, no forms.
    public nonisolated func `as`(key: String) -> Visitor {
        Visitor(door, key: key, language: language, remote: remote)
    }

    /// The same browser at another server of the same house: with the cookies it has.
    public func at(_ door: FrontDoor) async -> Visitor {
        let other = Visitor(door, key: key, language: language, remote: remote)
        await other.take(jar, formToken)
        return other
    }

    private func take(_ jar: [(name: String, value: String)], _ formToken: String?) {
        (self.jar, self.formToken) = (jar, formToken)
    }

    public func get(_ target: String, headers: [String: String] = [:]) async throws -> Answer {
        try await send("GET", target, headers: headers)
    }

    public func post(
        _ target: String, json: String, headers: [String: String] = [:]
    ) async throws -> Answer {
        try await send("POST", target, type: "application/json", Array(json.utf8), headers)
    }

    public func post(
        _ target: String, xml: [UInt8], headers: [String: String] = [:]
    ) async throws -> Answer {
        try await send("POST", target, type: "application/xml", xml, headers)
    }

    public func post(
        _ target: String, xml: String, headers: [String: String] = [:]
    ) async throws -> Answer {
        try await post(target, xml: Array(xml.utf8), headers: headers)
    }

    /// Sends a form as a page's form would: with the token of the last page, unless the pairs
    /// name `_csrf` themselves.
    public func post(
        _ target: String, form: KeyValuePairs<String, String>, headers: [String: String] = [:]
    ) async throws -> Answer {
        var pairs = form.map { Form.Pair($0.key, $0.value) }
        if let formToken, !pairs.contains(where: { $0.name == "_csrf" }) {
            pairs.append(Form.Pair("_csrf", formToken))
        }
        return try await send(
            "POST", target, type: "application/x-www-form-urlencoded",
            Array(Form(pairs).encoded.utf8), headers)
    }

    /// Sends a form with files, as a browser does (`multipart/form-data`).
    public func post(
        _ target: String, form: KeyValuePairs<String, String>, files: [VisitorFile],
        headers: [String: String] = [:]
    ) async throws -> Answer {
        var fields = form.map { ($0.key, $0.value) }
        if let formToken, !fields.contains(where: { $0.0 == "_csrf" }) {
            fields.append(("_csrf", formToken))
        }
        let body = multipartBody(fields, files)
        return try await send(
            "POST", target, type: "multipart/form-data; boundary=\(multipartBoundary)", body,
            headers)
    }

    /// Any method, any body.
    public func send(
        _ method: String, _ target: String, body: [UInt8] = [], headers: [String: String] = [:]
    ) async throws -> Answer {
        guard target.utf8.first == UInt8(ascii: "/") else {
            throw Lost(description: "A visit goes to a path: \(target) does not begin with /.")
        }
        var all = [
            "host": "tradewind.test", "accept-language": language.tag,
            "content-length": String(body.count),
        ]
        if method != "GET", method != "HEAD", key == nil {
            all["origin"] = door.origin(host: "tradewind.test")
            all["sec-fetch-site"] = "same-origin"
        }
        if let key { all["authorization"] = "Bearer \(key)" }
        if !jar.isEmpty {
            all["cookie"] = jar.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
        }
        for (name, value) in headers { all[name.lowercased()] = value }
        let answer = await door.answer(
            Knock(method, target, headers: all, body: body, remote: remote))
        if key == nil { remember(answer) }
        Visitor.observer?(door, method, target, answer)
        return answer
    }

    /// Goes where a redirect leads, until there is an answer that is none.
    public func follow(_ answer: Answer) async throws -> Answer {
        var answer = answer
        for _ in 0..<10 {
            guard (301...308).contains(answer.status), let target = answer.header("location")
            else { return answer }
            answer = try await get(target)
        }
        throw Lost(description: "Ten redirects and no page.")
    }

    /// Value of a cookie this visitor holds.
    public func cookie(_ name: String) -> String? { jar.first { $0.name == name }?.value }

    /// Puts a cookie into the jar, or takes it out.
    public func keep(cookie name: String, _ value: String?) {
        jar.removeAll { $0.name == name }
        if let value { jar.append((name, value)) }
    }

    private func send(
        _ method: String, _ target: String, type: String, _ body: [UInt8],
        _ headers: [String: String]
    ) async throws -> Answer {
        var all = ["content-type": type]
        for (name, value) in headers { all[name.lowercased()] = value }
        return try await send(method, target, body: body, headers: all)
    }

    private func remember(_ answer: Answer) {
        for header in answer.headers where header.name.lowercased() == "set-cookie" {
            let pieces = header.value.split(separator: ";")
            guard let pair = pieces.first, let equals = pair.firstIndex(of: "=") else { continue }
            let value = String(pair[pair.index(after: equals)...])
            let ended = pieces.contains { $0.lowercased().hasSuffix("max-age=0") }
            keep(cookie: String(pair[..<equals]), ended ? nil : value)
        }
        if answer.header("content-type")?.hasPrefix("text/html") == true {
            formToken = fieldValue("_csrf", in: answer.text) ?? formToken
        }
    }
}
