/// Ports that addresses which strangers give us may name: a request to the port of another service
/// (mail, files, remote log-in) would speak to it in our name.
public struct OutgoingPorts: Sendable, Hashable {
    private let ranges: [ClosedRange<Int>]

    /// Those of the web, and what needs no privilege to listen on.
    public init() { ranges = [80...80, 443...443, 1024...65535] }

    /// Reads `443,8443,20000-20099`; nil for anything else.
    public init?(_ text: String) {
        var ranges: [ClosedRange<Int>] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
                .map { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int($0) ?? 0 : 0 }
            guard (1...2).contains(ends.count), ends.allSatisfy({ (1...65535).contains($0) }),
                ends[0] <= ends[ends.count - 1]
            else { return nil }
            ranges.append(ends[0]...ends[ends.count - 1])
        }
        self.ranges = ranges
    }

    public func allows(_ port: Int) -> Bool { ranges.contains { $0.contains(port) } }
}
