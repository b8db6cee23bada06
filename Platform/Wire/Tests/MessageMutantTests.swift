import FoundationEssentials
import Kernel
import Testing
import Wire

@Suite("Damaged messages") struct MessageMutantTests {
    @Test("damage never stops the process and never goes unnoticed twice", arguments: ["311", "411", "603", "621", "622", "816", "900"])
    func damaged(number: String) throws {
        let message = Array(try Sample.message(number, documents: number == "900" ? 1 : 2).utf8)
        var random = Seeded(state: 11)
        for _ in 0..<400 {
            var bytes = message
            for _ in 0...random.below(4) { XMLGenerator.mutate(&bytes, &random) }
            let reading = catalogue.read(bytes)
            // The same bytes give the same reading.
            #expect(shown(catalogue.read(bytes)) == shown(reading))
            for fault in reading.faults {
                #expect(!fault.message.zh.isEmpty && !fault.message.en.isEmpty && !fault.fix.zh.isEmpty && !fault.fix.en.isEmpty)
                #expect(fault.line > 0)
            }
            if reading.isValid, let table = reading.table {
                for document in reading.documents {
                    #expect(try table.document(fragment: document.fragment).draft == document.draft)
                }
            }
        }
    }
}

/// The official samples, where they lie beside the checkout.
@Suite("Official samples") struct ConformanceTests {
    static let folder: String? = {
        var candidates = [String]()
        if let given = ProcessInfo.processInfo.environment["TRADEWIND_CONFORMANCE"] {
            candidates += [given + "/ceb", given]
        }
        candidates.append("../shared/conformance/ceb")
        return candidates.first { FileManager.default.fileExists(atPath: $0 + "/INDEX.csv") }
    }()

    /// Codes that stand for the reasons the index gives.
    static let reasons = [
        "BaseTransfer appears twice": "message.element-repeated",
        "root element is written CEB214": "message.unknown-type",
    ]

    /// What the schema asks for and an official sample lacks: read without it, always written.
    static let tolerated = "list lines lack gseqno"

    @Test("are taken or refused as their index says", .enabled(if: folder != nil))
    func samples() throws {
        let folder = try #require(ConformanceTests.folder)
        let index = try #require(FileManager.default.contents(atPath: folder + "/INDEX.csv"))
        var checked = 0
        for line in String(decoding: index, as: UTF8.self).split(separator: "\n").dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            let file = String(cells[0])
            let data = try #require(FileManager.default.contents(atPath: folder + "/" + file))
            let reading = catalogue.read([UInt8](data))
            let isValid = line.contains(",valid,") || line.contains(ConformanceTests.tolerated)
            #expect(reading.isValid == isValid, "\(file)")
            if isValid {
                #expect(reading.type == String(cells[1]))
                #expect(reading.documents.count == Int(cells[7]))
            } else {
                let expected = try #require(ConformanceTests.reasons.first { line.contains($0.key) }?.value)
                #expect(reading.faults.first?.code == expected, "\(file)")
            }
            checked += 1
        }
        #expect(checked == 39)
    }
}
