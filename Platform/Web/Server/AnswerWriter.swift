import Kernel
import NIOCore
import NIOHTTP1
import Synchronization

/// Writes an answer as HTTP/1.1 into one buffer.
struct AnswerWriter: Sendable {
    private let date: DateHeader

    init(clock: Clock) { date = DateHeader(clock: clock) }

    /// `isHead` for HEAD: what `content-length` says is not sent.
    func bytes(
        _ answer: Answer, close: Bool, isHead: Bool, allocator: ByteBufferAllocator
    ) -> ByteBuffer {
        var buffer = allocator.buffer(capacity: 1024 + answer.body.count)
        let status = HTTPResponseStatus(statusCode: answer.status)
        buffer.writeStaticString("HTTP/1.1 ")
        buffer.writeString(String(status.code))
        buffer.writeStaticString(" ")
        buffer.writeString(status.reasonPhrase)
        buffer.writeStaticString("\r\ndate: ")
        buffer.writeString(date.text())
        buffer.writeStaticString("\r\n")
        var hasLength = false
        for header in answer.headers where isSafe(header) {
            if header.name.utf8.count == 14, header.name.lowercased() == "content-length" {
                // Only an answer to HEAD may name a length that is not the body's.
                guard isHead else { continue }
                hasLength = true
            }
            buffer.writeString(header.name)
            buffer.writeStaticString(": ")
            buffer.writeString(header.value)
            buffer.writeStaticString("\r\n")
        }
        if !hasLength, answer.status != 204, answer.status != 304 {
            buffer.writeStaticString("content-length: ")
            buffer.writeString(String(answer.body.count))
            buffer.writeStaticString("\r\n")
        }
        if close { buffer.writeStaticString("connection: close\r\n") }
        buffer.writeStaticString("\r\n")
        if !isHead, answer.status != 204, answer.status != 304 { buffer.writeBytes(answer.body) }
        return buffer
    }

    /// A line end in a header would let whoever supplied the value write headers of their own.
    private func isSafe(_ header: Answer.Header) -> Bool {
        !header.name.isEmpty
            && header.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
            && header.value.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
    }
}

/// The `Date` header, made once a second.
private final class DateHeader: Sendable {
    private let clock: Clock
    private let last = Mutex<(second: Int64, text: String)>((Int64.min, ""))

    init(clock: Clock) { self.clock = clock }

    func text() -> String {
        let second = clock.now().milliseconds / 1000
        return last.withLock { last in
            if last.second != second { last = (second, imfDate(second)) }
            return last.text
        }
    }
}

/// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7) of seconds since 1970.
func imfDate(_ second: Int64) -> String {
    let days = Int(second / 86_400)
    let inDay = Int(second % 86_400)
    let day = Day(sinceEpoch: days)
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    return "\(weekdays[days % 7]), \(two(day.day)) \(months[day.month - 1]) \(day.year) "
        + "\(two(inDay / 3600)):\(two(inDay / 60 % 60)):\(two(inDay % 60)) GMT"
}

private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
