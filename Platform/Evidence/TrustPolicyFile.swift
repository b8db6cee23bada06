extension TrustPolicy {
    /// Logs, witnesses and groups together that a file may name.
    public static let mostNames = 1000

    /// Reads a policy file (C2SP tlog-policy):
    ///
    ///     log example.com/log+33d7b496+AeHT…
    ///     witness port example.org/port+…
    ///     witness bank example.net/bank+…
    ///     group both all port bank
    ///     quorum both
    ///
    /// Blank lines and lines beginning with `#` are left out; addresses after a key are not read.
    /// Refuses everything else with the number of its line.
    public init(file bytes: [UInt8]) throws(EvidenceRefusal) {
        guard bytes.count <= SignedNote.longest else { throw .tooLarge(bytes: bytes.count) }
        var reader = TrustPolicyReader()
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let isPlain = line.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
            guard isPlain, reader.read(try words(of: line, number: index + 1)) else {
                throw .policyLine(index + 1)
            }
        }
        guard let quorum = reader.quorum else { throw .policyWithoutQuorum }
        try self.init(logs: reader.logs, witnesses: reader.witnesses, quorum: quorum)
    }
}

/// Words of a line; none of a comment.
private func words(
    of line: ArraySlice<UInt8>, number: Int
) throws(EvidenceRefusal) -> [[UInt8]] {
    let words = line.split { $0 == 0x20 || $0 == 0x09 }.map(Array.init)
    return words.first?.first == UInt8(ascii: "#") ? [] : words
}

private struct TrustPolicyReader {
    var logs: [NoteKey] = []
    var witnesses: [NoteKey] = []
    var quorum: TrustPolicy.Quorum?
    /// By bytes: whatever looks alike is another name.
    private var named: [[UInt8]: TrustPolicy.Quorum] = [:]
    /// A name counts in one place only, so that no witness counts twice.
    private var taken: Set<[UInt8]> = []

    /// False where the line is not one of a policy.
    mutating func read(_ words: [[UInt8]]) -> Bool {
        guard let verb = words.first else { return true }
        guard logs.count + named.count < TrustPolicy.mostNames else { return false }
        switch String(decoding: verb, as: UTF8.self) {
        case "log" where (2...3).contains(words.count):
            guard let key = key(words[1]) else { return false }
            logs.append(key)
            return true
        case "witness" where (3...4).contains(words.count):
            guard let key = key(words[2]), define(words[1], .witness(key)) else { return false }
            witnesses.append(key)
            return true
        case "group" where words.count >= 4:
            return group(words[1], threshold: words[2], members: Array(words[3...]))
        case "quorum" where words.count == 2 && quorum == nil:
            quorum = isNone(words[1]) ? .nobody : named[words[1]]
            return quorum != nil
        default: return false
        }
    }

    private mutating func group(_ name: [UInt8], threshold: [UInt8], members: [[UInt8]]) -> Bool {
        var quorums: [TrustPolicy.Quorum] = []
        for member in members {
            guard let known = named[member], taken.insert(member).inserted else { return false }
            quorums.append(known)
        }
        let needed: Int? =
            switch String(decoding: threshold, as: UTF8.self) {
            case "any": 1
            case "all": quorums.count
            default: Count.read(threshold)
            }
        guard let needed, (1...quorums.count).contains(needed) else { return false }
        return define(name, .group(needed, quorums))
    }

    private mutating func define(_ name: [UInt8], _ quorum: TrustPolicy.Quorum) -> Bool {
        guard !isNone(name), named[name] == nil else { return false }
        named[name] = quorum
        return true
    }

    private func isNone(_ name: [UInt8]) -> Bool { name.elementsEqual("none".utf8) }

    private func key(_ word: [UInt8]) -> NoteKey? {
        guard let text = String(validating: word, as: UTF8.self) else { return nil }
        return try? NoteKey(text: text)
    }
}
