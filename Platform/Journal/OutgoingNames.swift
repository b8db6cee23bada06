import Kernel
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension OutgoingAddress {
    /// Where a name leads, by the name service of this machine. Nothing when there is no such
    /// name, no answer within that time (the look-up then ends by itself, unheard), or when too
    /// many are looked up already.
    static func find(_ name: String, within milliseconds: Int) async -> [OutgoingAddress] {
        let (answers, tell) = AsyncStream.makeStream(of: [OutgoingAddress].self)
        // The call blocks, for as long as the name service likes.
        guard takeTurn() else { return [] }
        let isBegun = OwnThread.begin {
            let found = lookUp(name)
            lookingUp.withLock { $0 -= 1 }
            tell.yield(found)
        }
        guard isBegun else {
            lookingUp.withLock { $0 -= 1 }
            return []
        }
        let limit = Task {
            try? await Task.sleep(for: .milliseconds(milliseconds))
            tell.finish()
        }
        defer { limit.cancel() }
        for await found in answers { return found }
        return []
    }

    /// Look-ups that go on; each keeps a thread until the name service has answered.
    private static let lookingUp = Mutex(0)
    private static let most = 32

    private static func takeTurn() -> Bool {
        lookingUp.withLock { count in
            guard count < most else { return false }
            count += 1
            return true
        }
    }

    private static func lookUp(_ name: String) -> [OutgoingAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &first) == 0 else { return [] }
        defer { freeaddrinfo(first) }
        var found: [OutgoingAddress] = []
        var entry = first
        while let one = entry?.pointee {
            if let start = one.ai_addr,
                let address = OutgoingAddress(
                    socketAddress: start, family: one.ai_family, length: Int(one.ai_addrlen))
            {
                found.append(address)
            }
            entry = one.ai_next
        }
        return found
    }
}
