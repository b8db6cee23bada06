/// What the server says back.
public struct Answer: Sendable {
    public struct Header: Sendable, Hashable {
        public var name: String
        public var value: String
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    public var status: Int
    public var headers: [Header]
    public var body: [UInt8]

    public init(status: Int = 200, headers: [Header] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    public init(_ text: String, type: String, status: Int = 200) {
        self.init(
            status: status, headers: [Header("content-type", type)], body: Array(text.utf8))
    }

    /// JSON text that is already made.
    public static func json(_ text: String, status: Int = 200) -> Answer {
        Answer(text, type: "application/json; charset=utf-8", status: status)
    }

    /// After a form was taken: see the thing at its own address.
    public static func see(_ path: String) -> Answer {
        Answer(status: 303, headers: [Header("location", path)])
    }

    /// First value of a header; the name in lower case.
    public func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name }?.value
    }

    /// Body as text.
    public var text: String { String(decoding: body, as: UTF8.self) }
}
