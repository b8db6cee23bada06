internal import CCurl
import Kernel
import Synchronization

/// Bounds how many requests are under way and keeps libcurl's handles, with the connections they
/// hold open, for the next request.
final class OutgoingPool: Sendable {
    private struct State {
        var running = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
        var handles: [CurlHandle] = []
    }

    private let options: OutgoingHTTP.Options
    private let state = Mutex(State())
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_SSL)) == CURLE_OK

    init(_ options: OutgoingHTTP.Options) { self.options = options }

    deinit {
        for handle in state.withLock({ $0.handles }) { curl_easy_cleanup(handle.pointer) }
    }

    func send(
        _ request: OutgoingHTTP.Request
    ) async throws(OutgoingFault) -> OutgoingHTTP.Answer {
        guard OutgoingPool.isReady else { throw .broken("libcurl") }
        guard isSendable(request) else { throw .notSendable(request.url) }
        await enter()
        defer { leave() }
        let stop = OutgoingStop()
        let options = options
        do {
            return try await withTaskCancellationHandler {
                try await OwnThread.run {
                    guard let handle = self.takeHandle() else {
                        throw OutgoingFault.broken("libcurl")
                    }
                    defer { self.give(handle) }
                    return try OutgoingTransfer(request, options, stop).run(on: handle.pointer)
                }
            } onCancel: {
                stop.isAsked.store(true, ordering: .relaxed)
            }
        } catch {
            throw error as? OutgoingFault ?? .broken("thread")
        }
    }

    private func enter() async {
        await withCheckedContinuation { continuation in
            let now = state.withLock { state in
                if state.running < options.most {
                    state.running += 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if now { continuation.resume() }
        }
    }

    /// Hands the place on to whoever waits longest.
    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.running -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }

    private func takeHandle() -> CurlHandle? {
        state.withLock { $0.handles.popLast() } ?? curl_easy_init().map(CurlHandle.init)
    }

    private func give(_ handle: CurlHandle) {
        curl_easy_reset(handle.pointer)
        state.withLock { $0.handles.append(handle) }
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
