import Secrets
import Testing

@Suite("Migrations")
struct MigrationTests {
    @Test("A migration that was shipped is never changed")
    func shippedStay() {
        var listed: [String: String] = [:]
        for file in Tree.files({ $0 == Self.list }) {
            for line in file.lines where !line.hasPrefix("#") && !line.isEmpty {
                let parts = line.split(separator: " ", omittingEmptySubsequences: true)
                guard parts.count == 2 else { continue }
                let other = listed.updateValue(String(parts[0]), forKey: String(parts[1]))
                #expect(other == nil, "\(parts[1]) is listed twice")
            }
        }
        report(Self.findings(shipped: listed, present: Self.migrations))
    }

    @Test("A change, a loss and a migration nobody listed are found")
    func changesAreFound() {
        let file = TextFile(path: "Kernel/Migrations/0001-a.sql", text: "select 1")
        let right = [file.path: Self.checksum(file)]
        #expect(Self.findings(shipped: right, present: [file]).isEmpty)
        #expect(Self.findings(shipped: [file.path: "0"], present: [file]).count == 1)
        #expect(Self.findings(shipped: right, present: []).count == 1)
        #expect(Self.findings(shipped: [:], present: [file]).count == 1)
    }

    static let list = "Tidy/shipped-migrations.txt"

    static let migrations = Tree.files { $0.contains("/Migrations/") && $0.hasSuffix(".sql") }

    static func checksum(_ file: TextFile) -> String {
        Digest.hex(Digest.sha256(Array(file.text.utf8)))
    }

    static func findings(shipped: [String: String], present: [TextFile]) -> [Finding] {
        var found: [Finding] = []
        for file in present {
            let advice: String
            switch shipped[file.path] {
            case checksum(file): continue
            case nil: advice = "new: add to \(list) the line `\(checksum(file)) \(file.path)`"
            default:
                advice =
                    "stores out there have this file as it was: put it back and make the change a "
                    + "new file (if no release had it: `\(checksum(file)) \(file.path)` in \(list))"
            }
            found.append(Finding(path: file.path, line: 1, advice: advice))
        }
        let there = Set(present.map(\.path))
        for path in shipped.keys.sorted() where !there.contains(path) {
            found.append(
                Finding(path: list, line: 1, advice: "\(path) was shipped and is gone: put it back"))
        }
        return found
    }
}
