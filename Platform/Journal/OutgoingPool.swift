internal import CCurl
import Kernel
import Synchronization

/// Bounds how many requests are under way and keeps libcurl's handles, with the connections they
/// hold open, for the next request.
final class OutgoingPool: Sendable {
    private let options: OutgoingHTTP.Options
    private let turns: Turns
    private let handles = Mutex<[CurlHandle]>([])
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_SSL)) == CURLE_OK

    init(_ options: OutgoingHTTP.Options) {
        self.options = options
        turns = Turns(atOnce: options.most)
    }

    deinit {
        for handle in handles.withLock({ $0 }) { curl_easy_cleanup(handle.pointer) }
    }

    func send(
        _ request: OutgoingHTTP.Request
    ) async throws(OutgoingFault) -> OutgoingHTTP.Answer {
        guard OutgoingPool.isReady else { throw .broken("libcurl") }
        guard isSendable(request) else { throw .notSendable(request.url) }
        let stop = OutgoingStop()
        let options = options
        do {
            // As many wait as come: who sends bounds that.
            return try await turns.run(orElse: OutgoingFault.broken("turns")) {
                try await withTaskCancellationHandler {
                    try await OwnThread.run {
                        guard let handle = self.takeHandle() else {
                            throw OutgoingFault.broken("libcurl")
                        }
                        defer { self.give(handle) }
                        return try OutgoingTransfer(request, options, stop)
                            .run(on: handle.pointer)
                    }
                } onCancel: {
                    stop.isAsked.store(true, ordering: .relaxed)
                }
            }
        } catch {
            throw error as? OutgoingFault ?? .broken("thread")
        }
    }

    private func takeHandle() -> CurlHandle? {
        handles.withLock { $0.popLast() } ?? curl_easy_init().map(CurlHandle.init)
    }

    private func give(_ handle: CurlHandle) {
        curl_easy_reset(handle.pointer)
        handles.withLock { $0.append(handle) }
    }
}

/// A handle of libcurl.
///
/// `@unchecked Sendable`: libcurl lets a handle move between threads as long as one uses it at a
/// time; it is taken out of the pool for a request and only then put back.
private struct CurlHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer
}

/// Asks a running request to end.
final class OutgoingStop: Sendable {
    let isAsked = Atomic(false)
}

/// What cannot be smuggled into a request: line ends in a header, a method that is no word.
private func isSendable(_ request: OutgoingHTTP.Request) -> Bool {
    guard !request.method.isEmpty,
        request.method.utf8.allSatisfy({ $0 >= 0x41 && $0 <= 0x5A }),
        OutgoingURL(request.url) != nil
    else { return false }
    return request.headers.allSatisfy { header in
        !header.name.isEmpty && header.name.utf8.allSatisfy(isNameByte)
            && header.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    }
}

private func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
}
