import Kernel
import Wire

/// Looks for characters that nobody sees and that change how a text reads, in whatever a form or a
/// program sends: at the door, before any room keeps or shows it. Messages (XML) and documents are
/// not looked into: they are signed as they are, and pages show an empty box for what turns text.
enum HiddenSigns {
    static let fix = Localized(
        zh: "请去掉看不见的字符，或重新键入这一项。",
        en: "Take out what cannot be seen, or type it anew.")

    /// Most faults that are told; the rest are of the same kind.
    private static let most = 20

    /// Every place with such a character, each once: the name of a field, the way to a member.
    static func faults(in visit: Visit) -> [Fault] {
        guard visit.method != .get, visit.method != .head else { return [] }
        var faults: [Fault] = []
        for pair in visit.query.pairs { look(at: pair.value, of: "/" + pair.name, &faults) }
        guard mayHold(visit.body) else { return faults }
        switch visit.contentType {
        case "application/x-www-form-urlencoded":
            for pair in (try? visit.form())?.pairs ?? [] {
                look(at: pair.value, of: "/" + pair.name, &faults)
            }
        case "multipart/form-data":
            for part in (try? visit.parts()) ?? [] {
                look(at: part.fileName ?? "", of: "/" + part.name, &faults)
                guard part.fileName == nil else { continue }
                look(at: String(decoding: part.body, as: UTF8.self), of: "/" + part.name, &faults)
            }
        case "text/csv", "text/plain":
            // Spreadsheets begin their texts with U+FEFF.
            let text = String(decoding: visit.body, as: UTF8.self).unicodeScalars
            let rest = text.first == "\u{FEFF}" ? text.dropFirst() : text[...]
            look(at: String(rest), of: "", &faults)
        default:
            // Rooms read a body as JSON whatever it is called.
            let first = visit.body.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
            guard first == UInt8(ascii: "{") || first == UInt8(ascii: "["),
                let json = try? JSON(visit.body)
            else { break }
            look(at: json, of: "", &faults)
        }
        return faults
    }

    private static func look(at json: JSON, of path: String, _ faults: inout [Fault]) {
        switch json {
        case .text(let text): look(at: text, of: path, &faults)
        case .object(let members):
            for member in members { look(at: member.value, of: "\(path)/\(member.name)", &faults) }
        case .array(let elements):
            for (place, element) in elements.enumerated() {
                look(at: element, of: "\(path)/\(place)", &faults)
            }
        default: break
        }
    }

    private static func look(at text: String, of path: String, _ faults: inout [Fault]) {
        guard faults.count < most, let sign = text.firstHiddenSign else { return }
        let name = sign.name
        faults.append(
            Fault(
                code: "web.hidden-signs", path: path,
                message: sign.turnsText
                    ? Localized(
                        zh: "含有改变文字方向的字符（\(name)）。",
                        en: "It holds a character that turns the text (\(name)).")
                    : Localized(
                        zh: "含有看不见的字符（\(name)）。",
                        en: "It holds a character that nobody sees (\(name))."),
                fix: fix))
    }

    /// Whether bytes could hold one, written as it is or as `%00` or `\u0000`: nearly all that
    /// comes cannot, and is looked at no further.
    private static func mayHold(_ body: [UInt8]) -> Bool {
        body.contains { byte in
            switch byte {
            case UInt8(ascii: "%"), UInt8(ascii: "\\"), 0x7F, 0xC2, 0xD8, 0xE1, 0xE2, 0xE3, 0xEF,
                0xF3:
                true
            case 0x09, 0x0A, 0x0D: false
            default: byte < 0x20
            }
        }
    }
}
