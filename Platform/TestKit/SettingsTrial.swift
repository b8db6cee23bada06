import FoundationEssentials
public import Kernel

/// Tries a room's `settings.csv` with one figure after the other taken away.
public enum SettingsTrial {
    /// Figures without which the room would start all the same, or stop without naming file and
    /// figure: there should be none.
    ///
    /// - Parameters:
    ///   - path: of the table, below the data folder.
    ///   - families: beginnings of keys that come and go.
    ///   - load: reads the room's settings.
    public static func unmissed(
        _ path: String, besides families: [String] = [], load: (Share) throws -> Void
    ) throws -> [String] {
        let root = FileManager.default.temporaryDirectory.path
            + "/settings-\(UInt64.random(in: 0...UInt64.max))"
        defer { try? FileManager.default.removeItem(atPath: root) }
        let file = URL(filePath: root + "/" + path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let lines = try Share.find().text(path).split(separator: "\n")
        func key(_ line: Substring) -> Substring { line.prefix { $0 != "," } }
        var unmissed: [String] = []
        for name in Set(lines.dropFirst().map(key)).sorted()
        where !families.contains(where: { name.utf8.starts(with: $0.utf8) }) {
            let rest = lines.filter { key($0) != name }
            try Data((rest.joined(separator: "\n") + "\n").utf8).write(to: file)
            do {
                try load(Share(root: root))
                unmissed.append("\(name): nothing was missed")
            } catch {
                if "\(error)" != "\(path):0: there is no row of \(name)" {
                    unmissed.append("\(name): \(error)")
                }
            }
        }
        return unmissed
    }
}
