import Kernel
import Wire

/// A member of a body that nobody reads.
public struct UnknownMember: Sendable, Hashable {
    /// Where it stands: `/citation/articel`.
    public let path: String
    /// The names there are at that place.
    public let known: [String]

    /// A member at a place, and the names that would have been read there.
    public init(path: String, known: [String]) {
        self.path = path
        self.known = known
    }

    var name: String {
        let tail = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) }
        return String(path[(tail ?? path.startIndex)...])
    }

    var message: Localized {
        Localized(
            zh: "此处没有名为“\(name)”的成员", en: "There is no member named \"\(name)\" here")
    }

    var fix: Localized {
        let likely = LikelyName.of(name, among: known)
        return Localized(
            zh: (likely.map { "应为“\($0)”？" } ?? "")
                + "请核对拼写或删去；可用的成员：\(known.joined(separator: "、"))。",
            en: (likely.map { "Did you mean \"\($0)\"? " } ?? "")
                + "Check its name or leave it out; known: \(known.joined(separator: ", ")).")
    }

    var fault: Fault {
        Fault(code: "web.member-unknown", path: path, message: message, fix: fix)
    }
}
