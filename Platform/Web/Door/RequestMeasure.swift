/// One request as the door measured it.
public struct RequestMeasure: Sendable, Hashable {
    /// Path of the route as declared, `-` where there is none.
    public let route: String
    /// HTTP status of the answer.
    public let status: Int
    /// From the whole request to the answer.
    public let nanoseconds: UInt64

    public init(route: String, status: Int, nanoseconds: UInt64) {
        self.route = route
        self.status = status
        self.nanoseconds = nanoseconds
    }
}
