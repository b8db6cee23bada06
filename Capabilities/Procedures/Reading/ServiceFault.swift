public import Kernel

/// Something wrong in a service file: the start stops and names file and line.
public struct ServiceFault: Sendable, Hashable {
    public let path: String
    /// From 1, also where the file as a whole is meant.
    public let line: Int
    public let message: Localized

    public init(path: String, line: Int, message: Localized) {
        self.path = path
        self.line = line
        self.message = message
    }

    /// As it is told: file, line, both languages.
    public var text: String { "\(path):\(line): \(message.zh) / \(message.en)" }
}

/// Every fault of the service files.
public struct ServiceFaults: Error, Sendable, CustomStringConvertible {
    public let faults: [ServiceFault]

    public init(faults: [ServiceFault]) { self.faults = faults }

    public var description: String { faults.map(\.text).joined(separator: "\n") }
}
