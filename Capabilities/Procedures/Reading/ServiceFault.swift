public import Kernel

/// Something wrong in a service file: the start stops and names file and line.
public struct ServiceFault: Sendable, Hashable {
    public let path: String
    /// From 1; 0 when the file as a whole is meant.
    public let line: Int
    public let message: Localized

    public var text: String { "\(path):\(line): \(message.zh) / \(message.en)" }
}

/// Every fault of the service files.
public struct ServiceFaults: Error, Sendable, CustomStringConvertible {
    public let faults: [ServiceFault]

    public var description: String { faults.map(\.text).joined(separator: "\n") }
}
