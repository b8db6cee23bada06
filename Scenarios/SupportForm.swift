/// A form of a page as a browser sends it: every field with what stands in it, the empty ones too.
struct BrowserForm {
    struct Field: Hashable {
        let name: String
        var value: String
    }

    struct NoForm: Error {}

    /// The one form of a page that asks by GET and leads to a path.
    static func fields(of page: String, to path: String) throws -> [Field] {
        guard let form = all(of: page, to: path).first else { throw NoForm() }
        return form
    }

    static func all(of page: String, to path: String) -> [[Field]] {
        page.split(separator: "<form").dropFirst().compactMap { part in
            let tag = part.prefix { $0 != ">" }
            guard tag.contains("method=\"get\""), attribute("action", in: tag) == path else {
                return nil
            }
            return fields(in: part.split(separator: "</form>").first ?? "")
        }
    }

    static func query(_ fields: [Field]) -> String {
        fields.map { "\($0.name)=\(escaped($0.value))" }.joined(separator: "&")
    }

    private static func fields(in form: Substring) -> [Field] {
        var found: [Field] = []
        for part in form.split(separator: "<").dropFirst() {
            let tag = part.prefix { $0 != ">" }
            let name = attribute("name", in: tag)
            if tag.hasPrefix("select"), let name {
                found.append(Field(name: name, value: ""))
            } else if tag.hasPrefix("option"), let last = found.indices.last {
                // Without a chosen one it is the first.
                let isFirst = found[last].value.isEmpty && !tag.contains("value=\"\"")
                if tag.contains(" selected") || isFirst && !seen(found[last].name, in: form) {
                    found[last].value = attribute("value", in: tag) ?? ""
                }
            } else if tag.hasPrefix("input"), let name {
                let isTick = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"")
                if !isTick || tag.contains(" checked") {
                    found.append(Field(name: name, value: attribute("value", in: tag) ?? ""))
                }
            }
        }
        return found
    }

    /// Whether a selection says itself what is chosen, or begins with an empty choice.
    private static func seen(_ name: String, in form: Substring) -> Bool {
        guard let start = form.firstRange(of: "name=\"\(name)\"") else { return false }
        let rest = form[start.upperBound...]
        let options = rest[..<(rest.firstRange(of: "</select>")?.lowerBound ?? rest.endIndex)]
        return options.contains(" selected") || options.contains("value=\"\"")
    }

    private static func attribute(_ name: String, in tag: Substring) -> String? {
        guard let start = tag.firstRange(of: " \(name)=\"") else { return nil }
        return String(tag[start.upperBound...].prefix { $0 != "\"" })
            .replacing("&amp;", with: "&")
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: String(UnicodeScalar(byte))
            default: "%" + String(byte / 16, radix: 16, uppercase: true) + String(byte % 16, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
