import Kernel

extension GoodsCodes {
    /// Codes of today that may carry on with one that is no more, where no source says which:
    /// derived, not official. Those of the same line or subheading, which was divided anew; else
    /// those that the amendments of the Harmonized System carried it over to; else those of the
    /// same heading with the very same wording; else none.
    func derivedSuccessors(of former: Nomenclature.Former, on day: Day) -> [String] {
        let length = former.code.utf8.count
        for digits in [8, 6] where length > digits {
            let part = String(former.code.prefix(digits))
            let below = lines(under: part, on: day).map { String($0.code.text.prefix(length)) }
            guard !below.isEmpty else { continue }
            let codes = Set(below).sorted()
            // A long list helps nobody: the subheading is the way to them then.
            return codes.count > 12 ? [part] : codes
        }
        let amended = nomenclature.amended(former.code).filter { contains(prefix: $0) }
        guard amended.isEmpty, length > 4 else { return amended }
        return subheadings(of: String(former.code.prefix(4)), named: former.name)
    }

    /// The subheadings a heading has today.
    func subheadings(of heading: String) -> [String] {
        nomenclature.children(of: heading, digits: 6).filter { contains(prefix: $0) }
    }

    /// Subheadings of a heading whose name is the last part of this one, in either language.
    private func subheadings(of heading: String, named name: Localized) -> [String] {
        let (zh, en) = (Self.lastPart(name.zh), Self.lastPart(name.en))
        return subheadings(of: heading).filter { six in
            guard let own = nomenclature.name(of: six) else { return false }
            return Self.lastPart(own.zh) == zh || Self.lastPart(own.en) == en
        }
    }

    /// What stands after the last `>`, letters and digits alone.
    private static func lastPart(_ name: String) -> [UInt8] {
        let part = name.utf8.split(separator: UInt8(ascii: ">")).last.map(Array.init) ?? []
        return part.map(\.lowered).filter {
            $0 >= 0x80 || ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x7A)
        }
    }
}
