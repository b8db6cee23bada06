import FoundationEssentials
import Testing
import Wire

@testable import Classification

@Suite("Model files")
struct ModelFileTests {
    @Test("A model is read as it was written")
    func roundTrip() throws {
        let model = SmallTariff.model
        let bytes = ModelFile.bytes(of: model)
        let read = try ModelFile.model(bytes)
        #expect(ModelFile.bytes(of: read) == bytes)
        let question = Question("北斗 脱脂")
        let one = SmallTariff.ranker(model).rank(question).codes.map(\.code)
        #expect(SmallTariff.ranker(read).rank(question).codes.map(\.code) == one)
    }

    @Test("A model cut anywhere is refused")
    func cut() {
        let bytes = ModelFile.bytes(of: SmallTariff.model)
        for count in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 60)) {
            #expect(throws: ModelDamage.self) { try ModelFile.model(Array(bytes[..<count])) }
        }
    }

    @Test("A model of another version, or changed by accident, is refused")
    func changed() {
        var bytes = ModelFile.bytes(of: SmallTariff.model)
        bytes[bytes.count / 2] ^= 1
        #expect(throws: ModelDamage("checksum")) { try ModelFile.model(bytes) }
        var other = ModelFile.bytes(of: SmallTariff.model)
        other[ModelFile.mark.count] = 99
        #expect(throws: ModelDamage("version")) { try ModelFile.model(other) }
        #expect(throws: ModelDamage("mark")) { try ModelFile.model(Array("PK".utf8)) }
    }

    @Test("A model changed on purpose, with a right checksum, never stops the process")
    func hostile() {
        let good = ModelFile.bytes(of: SmallTariff.model)
        let start = ModelFile.mark.count + 12
        var random = Sequence64(seed: 7)
        var refused = 0
        for _ in 0..<150 {
            var body = Array(good[start...])
            for _ in 0..<(1 + random.next() % 4) {
                let place = Int(random.next() % UInt64(body.count))
                let byte = random.next() % 3 == 0 ? 255 : random.next()
                body[place] = UInt8(truncatingIfNeeded: byte)
            }
            do {
                let model = try ModelFile.model(ModelFile.sealed(body))
                _ = SmallTariff.ranker(model).rank(Question("北斗 脱脂 银河 马丁靴"))
            } catch { refused += 1 }
        }
        #expect(refused > 0)
    }

    @Test("A model goes into a folder and comes out of it; what is none is refused by name")
    func folder() throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.path
            + "/tradewind-model-\(UInt64.random(in: 0...UInt64.max))"
        defer { try? files.removeItem(atPath: folder) }
        let path = folder + "/" + ModelFolder.name
        #expect(throws: ClassificationRefusal.file(path)) { try ModelFolder.read(folder) }
        try ModelFolder.write(SmallTariff.model, into: folder, about: .object([]))
        #expect(try ModelFolder.read(folder).codes == SmallTariff.model.codes)
        try Data("no model".utf8).write(to: URL(filePath: path))
        #expect(throws: ClassificationRefusal.model("mark")) { try ModelFolder.read(folder) }
        try files.removeItem(atPath: path)
        try files.createSymbolicLink(atPath: path, withDestinationPath: "/dev/zero")
        #expect(throws: ClassificationRefusal.file(path)) { try ModelFolder.read(folder) }
    }
}
