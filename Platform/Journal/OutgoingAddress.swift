#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An IP address, decided on its bytes: 4 of IPv4 or 16 of IPv6.
public struct OutgoingAddress: Sendable, Hashable {
    public let bytes: [UInt8]

    /// Nil unless there are 4 or 16 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads `192.0.2.1` or `2001:db8::1`; nil for anything else, names included.
    public init?(_ text: String) {
        var four = [UInt8](repeating: 0, count: 4)
        var sixteen = [UInt8](repeating: 0, count: 16)
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = four
        } else if inet_pton(AF_INET6, text, &sixteen) == 1 {
            bytes = sixteen
        } else {
            return nil
        }
    }

    /// From a socket address of the system; nil when it is of another family.
    init?(socketAddress pointer: UnsafeRawPointer, family: Int32, length: Int) {
        let raw = UnsafeRawBufferPointer(start: pointer, count: length)
        switch family {
        // sockaddr_in: family 2, port 2, address 4. sockaddr_in6: family 2, port 2, flow 4,
        // address 16.
        case AF_INET where length >= 8: bytes = [UInt8](raw[4..<8])
        case AF_INET6 where length >= 24: bytes = [UInt8](raw[8..<24])
        default: return nil
        }
    }

    /// `192.0.2.1`, `2001:db8::1`.
    public var text: String {
        var buffer = [CChar](repeating: 0, count: 64)
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &buffer, socklen_t(buffer.count)) != nil else { return "" }
        let letters = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return String(decoding: letters, as: UTF8.self)
    }

    /// 127.0.0.0/8 or ::1. Addresses of IPv4 inside IPv6 are none.
    public var isLoopback: Bool {
        bytes.count == 4
            ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes[15] == 1
    }

    /// Whether it belongs to the public internet. What the IANA registries of special-purpose
    /// addresses name is not, nor is the host service of a large cloud, which has a public number.
    public var isPublic: Bool {
        bytes.count == 4 ? !special4.contains { $0.holds(bytes) } : isPublic6
    }

    /// Of IPv6 only the global unicast block counts, less its special parts. So IPv4-mapped,
    /// translated (64:ff9b::/96), unique-local, link-local and multicast addresses do not.
    private var isPublic6: Bool {
        Block([0x20], 3).holds(bytes) && !special6.contains { $0.holds(bytes) }
    }
}

/// An address block: its leading bytes and how many bits of them count.
private struct Block: Sendable {
    let start: [UInt8]
    let bits: Int

    init(_ start: [UInt8], _ bits: Int) {
        self.start = start
        self.bits = bits
    }

    func holds(_ bytes: [UInt8]) -> Bool {
        for bit in 0..<bits {
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            let wanted = bit / 8 < start.count ? start[bit / 8] : 0
            if bytes[bit / 8] & mask != wanted & mask { return false }
        }
        return true
    }
}

/// Source: IANA IPv4 Special-Purpose Address Registry, with multicast (RFC 5771).
private let special4 = [
    Block([0], 8), Block([10], 8), Block([100, 64], 10), Block([127], 8), Block([169, 254], 16),
    Block([172, 16], 12), Block([192, 0, 0], 24), Block([192, 0, 2], 24),
    Block([192, 31, 196], 24), Block([192, 52, 193], 24), Block([192, 88, 99], 24),
    Block([192, 168], 16), Block([192, 175, 48], 24), Block([198, 18], 15),
    Block([198, 51, 100], 24), Block([203, 0, 113], 24), Block([224], 4), Block([240], 4),
    // Host service of a cloud (Azure), reachable from every machine there.
    Block([168, 63, 129, 16], 32),
]

/// Parts of 2000::/3 that lead elsewhere. Source: IANA IPv6 Special-Purpose Address Registry.
private let special6 = [
    Block([0x20, 0x01, 0x00], 23), Block([0x20, 0x01, 0x0D, 0xB8], 32), Block([0x20, 0x02], 16),
    Block([0x26, 0x20, 0x00, 0x4F, 0x80, 0x00], 48), Block([0x3F, 0xFF, 0x00], 20),
]

/// Which addresses requests may go to, decided after the name was resolved, on the address that is
/// connected to.
public enum OutgoingReach: String, Sendable, Hashable {
    /// The public internet: for addresses that strangers give us.
    case publicOnly
    /// Also this machine: for tests and local demonstrations.
    case publicAndLoopback
    /// Wherever: for addresses that the person at the command line gives.
    case anywhere

    public func allows(_ address: OutgoingAddress) -> Bool {
        switch self {
        case .publicOnly: address.isPublic
        case .publicAndLoopback: address.isPublic || address.isLoopback
        case .anywhere: true
        }
    }
}
