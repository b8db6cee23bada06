import Kernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Drives requests over many keep-alive connections from one thread, each connection one request at
/// a time, so that the client needs little of the machine it shares with the server.
struct BenchLoad {
    /// Complete HTTP requests, sent in this order.
    let requests: [[UInt8]]
    let port: Int
    let connections: Int
    /// Whether the bodies of the answers are kept.
    var keepsBodies = false

    /// What came of each request, by its place.
    struct Outcome {
        /// HTTP status; 0 when there was no answer.
        var statuses: [UInt16]
        /// From the first byte sent to the last byte received, in microseconds.
        var microseconds: [UInt32]
        /// Bodies of the answers, where they are kept.
        var bodies: [[UInt8]] = []
        /// Connections that ended in the middle of an answer.
        var halves = 0
        /// Monotonic nanoseconds of the first request and of the last answer.
        var began: UInt64 = 0
        var ended: UInt64 = 0

        /// The latency that a share of the answers stays below, in microseconds.
        func percentile(_ hundredths: Int) -> Int {
            let sorted = microseconds.filter { $0 > 0 }.sorted()
            guard !sorted.isEmpty else { return 0 }
            return Int(sorted[min(sorted.count - 1, sorted.count * hundredths / 100)])
        }
    }

    private struct Line {
        var file: Int32
        /// Place of the request under way; nil when there is none.
        var place: Int?
        var sent = 0
        var since: UInt64 = 0
        var input: [UInt8] = []
    }

    /// Called after every answered request with the number answered so far; false stops sending.
    typealias Watch = (Int) -> Bool

    /// Sends everything and waits for all answers. A connection that breaks leaves its request
    /// without an answer; when no connection is left it ends.
    func run(watch: Watch = { _ in true }) -> Outcome {
        var outcome = Outcome(
            statuses: [UInt16](repeating: 0, count: requests.count),
            microseconds: [UInt32](repeating: 0, count: requests.count))
        if keepsBodies { outcome.bodies = [[UInt8]](repeating: [], count: requests.count) }
        var lines: [Line] = []
        for _ in 0..<min(connections, max(1, requests.count)) {
            guard let file = BenchConnection.dial(port) else { break }
            _ = fcntl(file, F_SETFL, O_NONBLOCK)
            lines.append(Line(file: file, place: nil))
        }
        defer { for line in lines where line.file >= 0 { close(line.file) } }
        var next = 0
        var answered = 0
        outcome.began = Stopwatch.nanoseconds()
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while true {
            for index in lines.indices where lines[index].file >= 0 && lines[index].place == nil {
                guard next < requests.count else { break }
                lines[index].place = next
                lines[index].sent = 0
                lines[index].since = Stopwatch.nanoseconds()
                next += 1
                push(&lines[index])
            }
            guard let ready = wait(lines) else { break }
            for index in ready {
                push(&lines[index])
                guard take(&lines[index], &chunk, &outcome) else { continue }
                answered += 1
                if !watch(answered) { next = requests.count }
            }
        }
        outcome.ended = Stopwatch.nanoseconds()
        return outcome
    }

    /// Waits until connections with a request under way can be read or written and gives their
    /// places; nil when there is none.
    private func wait(_ lines: [Line]) -> [Int]? {
        let watched = lines.indices.filter { lines[$0].file >= 0 && lines[$0].place != nil }
        var polled = watched.map { index in
            let line = lines[index]
            let isSending = line.sent < (line.place.map { requests[$0].count } ?? 0)
            return pollfd(
                fd: line.file, events: Int16(isSending ? POLLIN | POLLOUT : POLLIN), revents: 0)
        }
        guard !polled.isEmpty else { return nil }
        // Half a minute without any byte means that the server hangs.
        let count = poll(&polled, UInt(polled.count), 30_000)
        if count < 0, errno == EINTR { return [] }
        guard count > 0 else { return nil }
        return zip(watched, polled).filter { $1.revents != 0 }.map(\.0)
    }

    private func push(_ line: inout Line) {
        guard let place = line.place else { return }
        let request = requests[place]
        while line.sent < request.count {
            let count = request.withUnsafeBytes { bytes in
                send(
                    line.file, bytes.baseAddress.map { $0 + line.sent },
                    request.count - line.sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            line.sent += count
        }
    }

    /// Reads what has come; true when the answer is complete.
    private func take(
        _ line: inout Line, _ chunk: inout [UInt8], _ outcome: inout Outcome
    ) -> Bool {
        while true {
            let count = recv(line.file, &chunk, chunk.count, 0)
            if count > 0 {
                line.input += chunk[0..<count]
                if count == chunk.count { continue }
                break
            }
            if count < 0, errno == EAGAIN || errno == EINTR { break }
            close(line.file)
            line.file = -1
            // What came before the end may still be a whole answer.
            if HTTPReplyText.measure(line.input) == nil {
                line.place = nil
                outcome.halves += line.input.isEmpty ? 0 : 1
                return false
            }
            break
        }
        guard let place = line.place, let answer = HTTPReplyText.measure(line.input) else {
            return false
        }
        if keepsBodies {
            outcome.bodies[place] = Array(line.input[(answer.bytes - answer.body)..<answer.bytes])
        }
        line.input.removeFirst(answer.bytes)
        line.place = nil
        outcome.statuses[place] = answer.status
        outcome.microseconds[place] = UInt32(
            clamping: (Stopwatch.nanoseconds() - line.since) / 1000)
        return true
    }
}

extension HTTPReplyText {
    /// Status, length and length of the body of the first answer, without reading its headers into
    /// strings; nil while it is not complete.
    static func measure(_ input: [UInt8])
        -> (status: UInt16, bytes: Int, body: Int)?
    {
        guard input.count > 16, let end = headEnd(input) else { return nil }
        let status = input[9...11].reduce(UInt16(0)) { $0 * 10 + UInt16($1 & 0x0F) }
        var length = 0
        var at = 0
        while at + 16 < end {
            // Every line but the first follows a line feed.
            guard let feed = input[at..<end].firstIndex(of: 0x0A) else { break }
            at = feed + 1
            guard at + 16 < end, name.elementsEqual(input[at..<at + 16].lazy.map { $0 | 0x20 })
            else { continue }
            for byte in input[(at + 16)..<end] {
                guard byte >= 0x30, byte <= 0x39 else { break }
                length = min(length * 10 + Int(byte - 0x30), 1 << 40)
            }
            break
        }
        let total = end + 4 + length
        return input.count >= total ? (status, total, length) : nil
    }

    private static let name = Array("content-length: ".utf8)
}
