// Our XML reader against libxml2's, and messages read against their tables, on the files given.
//
//     swift run -c release tradewind-wire [--json] FILE…
import CXML2
import FoundationEssentials
import Kernel
import Wire

@main struct WireBench {
    static func main() throws {
        let isJSON = CommandLine.arguments.dropFirst().first == "--json"
        let files = CommandLine.arguments.dropFirst(isJSON ? 2 : 1).compactMap { path in
            FileManager.default.contents(atPath: path).map { [UInt8]($0) }
        }
        guard !files.isEmpty else {
            print("usage: tradewind-wire FILE…")
            return
        }
        let bytes = files.reduce(0) { $0 + $1.count }
        let catalogue = try MessageCatalogue.load(from: Share.find())
        let documents = files.reduce(0) { $0 + catalogue.read($1).documents.count }
        let own = best { for file in files { walk(file) } }
        let theirs = best { for file in files { walkWithLibXML(file) } }
        let messages = best { for file in files { _ = catalogue.read(file) } }
        guard !isJSON else {
            let figures: [(String, Int)] = [
                ("files", files.count), ("bytes", bytes), ("documents", documents),
                ("own_mb_per_second", rate(bytes, own)),
                ("libxml2_mb_per_second", rate(bytes, theirs)),
                ("ratio_hundredths", Int(theirs * 100 / own)),
                ("checked_mb_per_second", rate(bytes, messages)),
                ("checked_documents_per_second", documents * 1_000_000_000 / Int(messages)),
            ]
            print(JSON.object(figures.map { .init($0.0, .integer($0.1)) }).encoded)
            return
        }
        print("\(files.count) files, \(bytes) bytes, \(documents) documents")
        print("own reader       \(rate(bytes, own)) MB/s")
        print("libxml2 reader   \(rate(bytes, theirs)) MB/s")
        print("ratio            \(hundredths(theirs, own))")
        print("checked messages \(rate(bytes, messages)) MB/s")
        print("checked documents \(documents * 1_000_000_000 / Int(messages)) a second")
    }

    /// Nanoseconds of the quickest of forty rounds: the one that was disturbed least.
    static func best(_ body: () -> Void) -> UInt64 {
        var best = UInt64.max
        for _ in 0..<40 {
            let start = Stopwatch.nanoseconds()
            body()
            best = min(best, Stopwatch.nanoseconds() - start)
        }
        return max(best, 1)
    }

    static func walk(_ bytes: [UInt8]) {
        do throws(Fault) {
            try XMLReader.read(bytes) { reader throws(Fault) in
                while try reader.next() != .finish {}
            }
        } catch {
            print(error.message.en)
        }
    }

    static func walkWithLibXML(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { buffer in
            let reader = xmlReaderForMemory(
                buffer.bindMemory(to: CChar.self).baseAddress, Int32(buffer.count), nil, nil,
                Int32(XML_PARSE_NONET.rawValue))
            while xmlTextReaderRead(reader) == 1 {}
            xmlFreeTextReader(reader)
        }
    }

    static func rate(_ bytes: Int, _ nanoseconds: UInt64) -> Int {
        bytes * 1000 / Int(nanoseconds)
    }

    static func hundredths(_ over: UInt64, _ under: UInt64) -> String {
        let value = over * 100 / under
        return "\(value / 100).\(value % 100 < 10 ? "0" : "")\(value % 100)"
    }
}
