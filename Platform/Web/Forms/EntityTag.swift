/// Marks a version of an answer, so that who has it already need not be sent it again, and who
/// changes it can say which version they saw (RFC 9110 §8.8.3).
public struct EntityTag: Sendable, Hashable {
    /// With quotes, as it stands in the header.
    public let text: String

    /// From something that changes whenever the answer does: a version number, a digest in hex.
    /// Characters that may not stand in a tag are left out.
    public init(_ version: String) {
        let plain = version.utf8.filter { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") }
        text = "\"" + String(decoding: plain, as: UTF8.self) + "\""
    }

    /// Whether a header (`If-None-Match`, `If-Match`) names this tag, or any with `*`.
    func isNamed(in header: String) -> Bool {
        header.utf8.split(separator: UInt8(ascii: ",")).contains { piece in
            var tag = piece.drop { $0 == 0x20 }
            while tag.last == 0x20 { tag = tag.dropLast() }
            if tag.starts(with: "W/".utf8) { tag = tag.dropFirst(2) }
            return tag.elementsEqual(text.utf8) || tag.elementsEqual("*".utf8)
        }
    }
}

extension Visit {
    /// Whether the visitor has this version already, so that 304 will do.
    public func has(_ tag: EntityTag) -> Bool {
        headers["if-none-match"].map(tag.isNamed) ?? false
    }

    /// Whether a change meant for the version the visitor saw may go on: true when this is it, or
    /// when the visitor named none.
    public func expects(_ tag: EntityTag) -> Bool {
        headers["if-match"].map(tag.isNamed) ?? true
    }
}

extension Answer {
    /// This answer with its tag; 304 without a body when the visitor has it already.
    public func tagged(_ tag: EntityTag, for visit: Visit) -> Answer {
        var answer = self
        if visit.has(tag), visit.method == .get || visit.method == .head {
            answer.status = 304
            answer.body = []
            answer.headers.removeAll { $0.name == "content-type" || $0.name == "content-length" }
        }
        answer.headers.append(Header("etag", tag.text))
        return answer
    }
}
