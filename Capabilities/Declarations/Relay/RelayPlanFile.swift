import FoundationEssentials
import Kernel
import Seal
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Reads the plan of what is relayed (`relay.json`). Everything wrong with it is told at once, and
/// stops the start.
struct RelayPlanFile {
    struct Wrong: Error, Sendable, CustomStringConvertible {
        let path: String
        let reasons: [Localized]

        var description: String {
            let zh = reasons.map { "  \($0.zh)" }.joined(separator: "\n")
            let en = reasons.map { "  \($0.en)" }.joined(separator: "\n")
            return """
                转发配置 \(path) 不可用：
                \(zh)
                The relay plan \(path) cannot be used:
                \(en)
                """
        }
    }

    private var reasons: [Localized] = []
    private let path: String

    private init(path: String) { self.path = path }

    /// - Parameter path: nil when nothing is relayed.
    static func load(_ path: String?) throws -> RelayPlan {
        guard let path else { return .none }
        var file = RelayPlanFile(path: path)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Wrong(
                path: path,
                reasons: [Localized(zh: "文件不存在或不可读", en: "the file is not there or not readable")])
        }
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & 0o077 != 0 {
            file.note(
                "文件含密钥，只能由运行用户读写（chmod 600）",
                "the file holds keys: only its owner may read it (chmod 600)")
        }
        guard let json = try? JSON([UInt8](data)) else {
            throw Wrong(
                path: path, reasons: [Localized(zh: "不是有效的 JSON", en: "it is no valid JSON")])
        }
        let sides = file.sides(json)
        guard file.reasons.isEmpty else { throw Wrong(path: path, reasons: file.reasons) }
        return RelayPlan(sides)
    }

    private mutating func note(_ zh: String, _ en: String) {
        reasons.append(Localized(zh: zh, en: en))
    }

    private mutating func sides(_ json: JSON) -> [RelayPlan.FarSide] {
        guard let list = json["farSides"]?.elements, !list.isEmpty else {
            note("缺少 farSides", "farSides is missing")
            return []
        }
        var sides: [RelayPlan.FarSide] = []
        var taken: [MessageType: String] = [:]
        var names: Set<String> = []
        for one in list {
            let name = one["name"]?.string ?? ""
            let isName =
                (1...40).contains(name.utf8.count)
                && name.utf8.allSatisfy {
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
                }
            if !isName || !names.insert(name).inserted {
                note(
                    "name“\(name)”须为小写字母、数字或连字符，且不重复",
                    "name \"\(name)\" must be small letters, digits or hyphens, and unique")
            }
            let types = types(one, name)
            for type in types.sorted(by: { $0.rawValue < $1.rawValue }) {
                if let other = taken[type] {
                    note(
                        "\(type.rawValue) 同时给了 \(other) 和 \(name)",
                        "\(type.rawValue) is given to both \(other) and \(name)")
                }
                taken[type] = name
            }
            if let side = side(one, name, types) { sides.append(side) }
        }
        return sides
    }

    private mutating func types(_ json: JSON, _ name: String) -> Set<MessageType> {
        var types: Set<MessageType> = []
        for text in json["takes"]?.elements.compactMap(\.string) ?? [] {
            switch text {
            case "import": types.formUnion(MessageType.allCases.filter(\.isImport))
            case "export": types.formUnion(MessageType.allCases.filter { !$0.isImport })
            default:
                guard let type = MessageType(rawValue: text) else {
                    note(
                        "\(name) takes：没有报文类型 \(text)",
                        "\(name) takes: there is no message type \(text)")
                    continue
                }
                types.insert(type)
            }
        }
        if types.isEmpty {
            note(
                "\(name) takes：须为 import、export 或报文类型",
                "\(name) takes: name import, export or message types")
        }
        return types
    }

    private mutating func side(
        _ json: JSON, _ name: String, _ types: Set<MessageType>
    ) -> RelayPlan.FarSide? {
        var receiver: String?
        if json["receiver"] != nil { receiver = number(json, "receiver", name) }
        var sender: String?
        if json["sender"]?.string != "own" { sender = number(json, "sender", name) }
        let way = way(json["transport"], name)
        let wrapping = wrapping(json, name)
        let poll = json["receipts"]?["url"]?.string
        if let poll { check(poll, "receipts.url", name) }
        let sealer = sealer(json["signing"], name)
        let inFlight = json["inFlight"]?.integer ?? 8
        if !(1...64).contains(inFlight) {
            note("\(name) inFlight：须为 1 至 64", "\(name) inFlight: 1 to 64")
        }
        var keys: [String: String] = [:]
        for member in json["keys"]?.members ?? [] {
            keys[member.name] = member.value.string
        }
        if let key = json["key"]?.string { keys[""] = key }
        if poll != nil, keys.isEmpty {
            note(
                "\(name)：领取回执须有 key 或 keys", "\(name): fetching receipts needs key or keys")
        }
        guard let way, let wrapping else { return nil }
        let title = json["title"]
        return RelayPlan.FarSide(
            name: name,
            title: Localized(
                zh: title?["zh"]?.string ?? name, en: title?["en"]?.string ?? name),
            types: types, sender: sender, receiver: receiver, wrapping: wrapping, way: way,
            keys: keys, poll: poll.map { RelayPlan.FarSide.Poll(url: $0) },
            account: json["account"]?.string, sealer: sealer, inFlight: Int(inFlight))
    }

    private mutating func number(_ json: JSON, _ member: String, _ name: String) -> String? {
        let text = json[member]?.string ?? ""
        guard (1...16).contains(text.utf8.count),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else {
            note(
                "\(name) \(member)：须为 1 至 16 位 DXP 编号" + (member == "sender" ? "，或 own" : ""),
                "\(name) \(member): a DXP number of 1 to 16 characters"
                    + (member == "sender" ? ", or own" : ""))
            return nil
        }
        return text
    }

    private mutating func check(_ url: String, _ member: String, _ name: String) {
        guard url.hasPrefix("https://") || url.hasPrefix("http://") else {
            return note(
                "\(name) \(member)：须为 http(s) 地址", "\(name) \(member): an http(s) address")
        }
    }

    private mutating func way(_ json: JSON?, _ name: String) -> RelayPlan.FarSide.Way? {
        switch json?["kind"]?.string {
        case "http", "json":
            let url = json?["url"]?.string ?? ""
            check(url, "transport.url", name)
            return json?["kind"]?.string == "http" ? .http(url: url) : .json(url: url)
        case "folder":
            let out = folder(json?["out"]?.string ?? "", "out", name)
            var back: String?
            if let text = json?["in"]?.string { back = folder(text, "in", name) }
            return out.map { .folder(out: $0, in: back) }
        default:
            note(
                "\(name) transport.kind：须为 http、json 或 folder",
                "\(name) transport.kind: http, json or folder")
            return nil
        }
    }

    private mutating func folder(_ path: String, _ member: String, _ name: String) -> String? {
        var isFolder = false
        let files = FileManager.default
        guard !path.isEmpty, files.fileExists(atPath: path, isDirectory: &isFolder), isFolder,
            files.isWritableFile(atPath: path)
        else {
            note(
                "\(name) transport.\(member)：须为已存在、可读写的目录",
                "\(name) transport.\(member): a folder that exists and can be written")
            return nil
        }
        return path
    }

    private mutating func wrapping(_ json: JSON, _ name: String) -> RelayPlan.FarSide.Wrapping? {
        switch json["envelope"]?.string ?? "DxpMsg" {
        case "DxpMsg": return .terminal
        case "DxpMsgSv":
            let start = json["node"]?.string ?? ""
            let end = json["destination"]?.string ?? ""
            guard start.utf8.count == 8, (1...8).contains(end.utf8.count) else {
                note(
                    "\(name)：DxpMsgSv 须有 node（8 位）和 destination（1 至 8 位）",
                    "\(name): DxpMsgSv needs node (8 characters) and destination (1 to 8)")
                return nil
            }
            return .transport(start: start, destination: end)
        default:
            note(
                "\(name) envelope：须为 DxpMsg 或 DxpMsgSv", "\(name) envelope: DxpMsg or DxpMsgSv")
            return nil
        }
    }

    private mutating func sealer(_ json: JSON?, _ name: String) -> Sealer? {
        guard let json else { return nil }
        func bytes(_ member: String) -> [UInt8] {
            json[member]?.string.flatMap { FileManager.default.contents(atPath: $0) }
                .map { [UInt8]($0) } ?? []
        }
        let passphrase = String(
            decoding: bytes("passphraseFile").prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
        do throws(SealRefusal) {
            let given = try json["certificate"] == nil ? nil : Certificate(bytes("certificate"))
            let key: any SigningKey
            let beside: Certificate?
            if let address = json["key"]?.string, TokenKey.isAddress(address) {
                let token = try TokenKey(address, pin: passphrase)
                (key, beside) = (token, token.certificate)
            } else {
                let file = try FileKey(bytes("key"), passphrase: passphrase)
                (key, beside) = (file, file.certificate)
            }
            guard let certificate = given ?? beside else { throw .certificateUnreadable }
            return try Sealer(key: key, certificate: certificate)
        } catch {
            note(
                "\(name) signing：\(error.message.zh)", "\(name) signing: \(error.message.en)")
            return nil
        }
    }
}
