import FoundationEssentials
import Kernel
import Reference
import Testing

@testable import Inspections

@Suite("Settings of inspections") struct SettingsTests {
    private static let path = "Capabilities/Inspections/Data/settings.csv"

    /// Reads the shipped figures with a line changed or taken away.
    private func load(_ change: (inout [String]) -> Void) throws -> InspectionSettings {
        let root = FileManager.default.temporaryDirectory.path
            + "/settings-\(UInt64.random(in: 0...UInt64.max))"
        defer { try? FileManager.default.removeItem(atPath: root) }
        try FileManager.default.createDirectory(
            atPath: root + "/Capabilities/Inspections/Data", withIntermediateDirectories: true)
        var lines = try Share.find().text(Self.path).split(
            separator: "\n", omittingEmptySubsequences: true
        ).map(String.init)
        change(&lines)
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(
            to: URL(filePath: root + "/" + Self.path))
        return try InspectionSettings.load(Share(root: root))
    }

    @Test("the shipped figures hold today")
    func shipped() throws {
        let today = try #require(Day("2026-11-20"))
        #expect(try load { _ in }.whole("media.most", on: today) > 0)
    }

    @Test("a figure that is missing, misspelt, without a number or at its end stops the start, with file and line")
    func missing() throws {
        let index = try #require(
            try Share.find().text(Self.path).split(separator: "\n").firstIndex {
                $0.hasPrefix("media.most,")
            })
        func told(_ change: @escaping (inout [String]) -> Void) -> String {
            let fault = #expect(throws: DataFault.self) { try load(change) }
            return fault?.description ?? ""
        }
        #expect(
            told { $0.remove(at: index) } == "\(Self.path):0: there is no row of media.most")
        let misspelt = told { $0[index] = "x" + $0[index] }
        #expect(misspelt.hasPrefix("\(Self.path):\(index + 1): column key"))
        let empty = told { lines in
            var cells = lines[index].split(separator: ",", omittingEmptySubsequences: false)
            cells[3] = ""
            lines[index] = cells.joined(separator: ",")
        }
        #expect(empty.hasPrefix("\(Self.path):\(index + 1): column value"))
        let ended = told { lines in
            var cells = lines[index].split(separator: ",", omittingEmptySubsequences: false)
            cells[2] = "2026-12-31"
            lines[index] = cells.joined(separator: ",")
        }
        #expect(
            ended == "\(Self.path):\(index + 1): no media.most would be in force on 2027-01-01")
    }
}
