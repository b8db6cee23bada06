import FoundationEssentials
import Testing

/// A text file of the project, as the checks see it.
struct TextFile: Sendable, Hashable {
    /// From the top of the checkout: `Kernel/Money.swift`.
    let path: String
    let text: String

    var lines: [Substring] {
        text.split(omittingEmptySubsequences: false) { $0.isNewline }
    }

    /// The folders above the file: `["Capabilities", "Tariff", "Rules"]`.
    var folders: [String] { path.split(separator: "/").dropLast().map(String.init) }

    /// The file taken apart; the files of the tree only once.
    var parts: SwiftText { Tree.parts[self] ?? SwiftText(text) }

    /// Whether the file belongs to tests: they may be longer and may do what the product may not.
    var isTest: Bool {
        let tests: Set<String> = ["Tests", "Tidy", "Scenarios", "TestKit"]
        return !tests.isDisjoint(with: folders)
    }
}

/// What a check found, and what to do about it.
struct Finding: Sendable, CustomStringConvertible {
    let path: String
    let line: Int
    let advice: String

    var description: String { "\(path):\(line): \(advice)" }
}

/// The checkout these tests were built from.
enum Tree {
    static let root: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast(2).joined(separator: "/")
    }()

    /// Every path that belongs to the project, in order: files and folders, nothing that was built.
    static let paths: [String] = {
        var found: [String] = []
        var folders = [""]
        while let folder = folders.popLast() {
            let names =
                (try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)) ?? []
            for name in names where !isForeign(name, in: folder) {
                let path = folder.isEmpty ? name : folder + "/" + name
                found.append(path)
                if isFolder(path) { folders.append(path) }
            }
        }
        return found.sorted()
    }()

    static let swift: [TextFile] = files { $0.hasSuffix(".swift") }

    static let parts = Dictionary(
        swift.map { ($0, SwiftText($0.text)) }, uniquingKeysWith: { first, _ in first })

    static func files(_ wanted: (String) -> Bool) -> [TextFile] {
        paths.filter { wanted($0) && !isFolder($0) }.compactMap { path in
            guard let data = FileManager.default.contents(atPath: root + "/" + path),
                let text = String(validating: data, as: UTF8.self)
            else { return nil }
            return TextFile(path: path, text: text)
        }
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root + "/" + path)
    }

    static func isFolder(_ path: String) -> Bool {
        var folder = false
        return FileManager.default.fileExists(atPath: root + "/" + path, isDirectory: &folder)
            && folder
    }

    /// Names of the folders directly in a folder.
    static func folders(in folder: String) -> [String] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)
        return (names ?? []).filter { !$0.hasPrefix(".") && isFolder(folder + "/" + $0) }.sorted()
    }

    private static func isForeign(_ name: String, in folder: String) -> Bool {
        if folder.isEmpty, name == ".ci" { return false }
        return name.hasPrefix(".") || (folder.isEmpty && name == "var") || name == "__pycache__"
    }
}

/// Every finding becomes an issue at its own place.
func report(_ findings: [Finding]) {
    for finding in findings {
        Issue.record(
            Comment(rawValue: finding.description),
            sourceLocation: SourceLocation(
                fileID: "Tidy/" + finding.path, filePath: Tree.root + "/" + finding.path,
                line: max(finding.line, 1), column: 1))
    }
}
