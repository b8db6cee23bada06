public import Kernel

/// The keys that protect personal data in the database: master keys by number, from 1, and one for
/// digests. As text, a line for each: `index:` or the number and a colon, then 64 hexadecimal
/// digits.
public struct DataKeys: Sendable, Hashable, Withheld {
    /// Stops the start, with what is wrong and how to mend it.
    public struct Fault: Error, Sendable, Hashable, CustomStringConvertible {
        public let description: String
        init(zh: String, en: String) { description = "\(zh)\n\(en)" }
    }

    /// Master keys by number, 32 bytes each.
    public private(set) var masters: [UInt32: [UInt8]]
    /// Key of the digests, 32 bytes. It cannot be exchanged: everything is found by it.
    public let index: [UInt8]

    /// The number under which new values are encrypted.
    public var newest: UInt32 { masters.keys.max() ?? 0 }

    /// New keys: one master key and one for digests.
    public static func made(by secrets: SecretSource = .system) -> DataKeys {
        DataKeys(masters: [1: secrets.bytes(32)], index: secrets.bytes(32))
    }

    private init(masters: [UInt32: [UInt8]], index: [UInt8]) {
        self.masters = masters
        self.index = index
    }

    /// - Parameters:
    ///   - text: lines, or entries separated by blanks or commas.
    ///   - source: where it was found, for what people are told.
    public init(text: String, from source: String) throws(Fault) {
        var masters: [UInt32: [UInt8]] = [:]
        var index: [UInt8]?
        let entries = text.utf8.split { $0 <= 0x20 || $0 == UInt8(ascii: ",") }
        for entry in entries {
            let parts = entry.split(
                separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let name = String(parts[0]),
                let bytes = DataKeys.bytes(ofHex: parts[1])
            else { throw DataKeys.unreadable(source) }
            if name == "index" {
                guard index == nil else { throw DataKeys.unreadable(source) }
                index = bytes
            } else {
                guard let number = UInt32(name), number > 0, String(number) == name,
                    masters.updateValue(bytes, forKey: number) == nil
                else { throw DataKeys.unreadable(source) }
            }
        }
        guard let index, !masters.isEmpty else { throw DataKeys.unreadable(source) }
        self.masters = masters
        self.index = index
    }

    /// As it is kept in the key file.
    public var text: String {
        var lines = ["index:\(Digest.hex(index))"]
        for number in masters.keys.sorted() {
            lines.append("\(number):\(Digest.hex(masters[number] ?? []))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The same with one more master key, which is the newest.
    public func withNext(from secrets: SecretSource = .system) -> DataKeys {
        var next = self
        next.masters[newest + 1] = secrets.bytes(32)
        return next
    }

    /// Marks by which keys are known again without being told: by number, 0 for the digests.
    public var marks: [UInt32: [UInt8]] {
        let words = Array("tradewind key mark".utf8)
        var marks = masters.mapValues { Digest.hmac(words, key: $0) }
        marks[0] = Digest.hmac(words, key: index)
        return marks
    }

    private static func bytes(ofHex text: Substring.UTF8View.SubSequence) -> [UInt8]? {
        guard text.count == 64 else { return nil }
        var bytes: [UInt8] = []
        var high: UInt8?
        for letter in text {
            let value: UInt8
            switch letter {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = letter - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = letter - UInt8(ascii: "a") + 10
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }

    private static func unreadable(_ source: String) -> Fault {
        Fault(
            zh: "数据密钥（\(source)）读不懂：每行应为 index: 或编号加冒号，再加 64 位十六进制小写数字。"
                + "请从保管处取回原文件，切勿另造。",
            en: "The data keys (\(source)) cannot be understood: each line is `index:` or a number "
                + "and a colon, then 64 hexadecimal digits in small letters. Bring the file back "
                + "from where it is kept; do not make another one.")
    }

    /// The database has values under a key that is not there.
    package static func missing(_ number: UInt32) -> Fault {
        let (zh, en) = DataKeys.name(number)
        return Fault(
            zh: "数据密钥文件中缺少\(zh)，数据库中仍有用它加密的个人信息。未作任何改动。请从保管处取回原密钥文件。",
            en: "The data keys lack \(en), and the database holds personal data encrypted with it. "
                + "Nothing was changed. Bring the key file back from where it is kept.")
    }

    /// The key of that number is not the one the database was written with.
    package static func another(_ number: UInt32) -> Fault {
        let (zh, en) = DataKeys.name(number)
        return Fault(
            zh: "数据密钥文件中的\(zh)与建立本数据库时所用的不是同一把。未作任何改动。"
                + "请从保管处取回原密钥文件；多台服务器共用一个数据库时，各台须使用同一密钥文件。",
            en: "\(en.prefix(1).uppercased() + en.dropFirst()) is not the one this database was "
                + "written with. Nothing was changed. Bring the key file back from where it is "
                + "kept; servers that share a database share one key file.")
    }

    private static func name(_ number: UInt32) -> (zh: String, en: String) {
        number == 0
            ? ("摘要密钥（index）", "the key for digests (index)")
            : ("第 \(number) 号主密钥", "master key \(number)")
    }
}
