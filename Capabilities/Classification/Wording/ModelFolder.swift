import FoundationEssentials
import Kernel
import Wire

/// The folder a trained model lies in: `model.twc`, and `about.json` for people.
enum ModelFolder {
    static let name = "model.twc"

    /// - Throws: `.file` when there is none, `.model` when it does not fit.
    static func read(_ folder: String) throws(ClassificationRefusal) -> TrainedModel {
        let path = folder + "/" + name
        // Looked at before it is read: what is no file never ends, and a file of a terabyte is not
        // brought into memory.
        guard let size = size(of: path) else { throw .file(path) }
        guard size <= ModelFile.mostBytes else { throw .model("size") }
        guard let data = FileManager.default.contents(atPath: path) else { throw .file(path) }
        do { return try ModelFile.model([UInt8](data)) } catch { throw .model(error.what) }
    }

    /// Bytes of a plain file; nil where there is none.
    private static func size(of path: String) -> Int? {
        guard let facts = try? FileManager.default.attributesOfItem(atPath: path),
            facts[.type] as? FileAttributeType == .typeRegular
        else { return nil }
        // Which kind of number it is depends on the system.
        return (facts[.size] as? any BinaryInteger).flatMap { Int(exactly: $0) }
    }

    /// Writes beside and moves into place, so that a reader never sees half a model.
    static func write(
        _ model: TrainedModel, into folder: String, about: JSON
    ) throws(ClassificationRefusal) {
        let files = FileManager.default
        do {
            try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(ModelFile.bytes(of: model)).write(
                to: URL(filePath: folder + "/" + name), options: .atomic)
            try Data((about.encoded + "\n").utf8).write(
                to: URL(filePath: folder + "/about.json"), options: .atomic)
        } catch { throw .file(folder) }
    }
}
