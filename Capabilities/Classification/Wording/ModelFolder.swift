import FoundationEssentials
import Kernel
import Wire

/// The folder a trained model lies in: `model.twc`, and `about.json` for people.
enum ModelFolder {
    static let name = "model.twc"

    /// - Throws: `.file` when there is none, `.model` when it does not fit.
    static func read(_ folder: String) throws(ClassificationRefusal) -> TrainedModel {
        let path = folder + "/" + name
        let size =
            (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? UInt64) ?? nil
        guard let size else { throw .file(path) }
        // Looked at before it is read: a file of a terabyte is not brought into memory.
        guard size <= UInt64(ModelFile.mostBytes) else { throw .model("size") }
        guard let data = FileManager.default.contents(atPath: path) else { throw .file(path) }
        do { return try ModelFile.model([UInt8](data)) } catch { throw .model(error.what) }
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
