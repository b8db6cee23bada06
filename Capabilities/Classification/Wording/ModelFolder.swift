import FoundationEssentials
import Kernel
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

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
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(facts.st_size)
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
