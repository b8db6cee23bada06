internal import FoundationEssentials

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif

/// Where the data keys are: given by the environment, or in a file that only its owner may read.
public struct DataKeyFile: Sendable, Hashable {
    /// Path of the key file; nil where the keys are given by the environment.
    public let path: String?
    private let given: String?

    /// `TRADEWIND_DATA_KEYS` holds the keys themselves, `TRADEWIND_DATA_KEY_FILE` the path of the
    /// file; without both it is the file `data-keys` in the data folder.
    public init(folder: String, environment: [String: String]? = nil) {
        let environment = environment ?? ProcessInfo.processInfo.environment
        func value(_ name: String) -> String? {
            environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        given = value("TRADEWIND_DATA_KEYS")
        path = given == nil ? value("TRADEWIND_DATA_KEY_FILE") ?? folder + "/data-keys" : nil
    }

    /// Reads the keys.
    ///
    /// - Parameter makes: whether to make new ones where there is no file. Never where data are
    ///   encrypted already: what new keys wrote would lie beside what nobody can read.
    public func read(makes: Bool, secrets: SecretSource = .system) throws -> DataKeys {
        guard let path else { return try DataKeys(text: given ?? "", from: "TRADEWIND_DATA_KEYS") }
        if !makes, !FileManager.default.fileExists(atPath: path) {
            throw DataKeys.Fault(
                zh: "找不到数据密钥文件 \(path)：数据库中的个人信息是用它加密的，没有它无法读取，也不能写入。"
                    + "请从保管处取回该文件，或用 TRADEWIND_DATA_KEY_FILE 指明其位置。",
                en: "There is no data key file at \(path): personal data in the database are "
                    + "encrypted with it, and can neither be read nor written without. Bring it "
                    + "back from where it is kept, or say where it is by TRADEWIND_DATA_KEY_FILE.")
        }
        do {
            let text = try SecretFile.text(
                at: path, orMade: makes ? { DataKeys.made(by: secrets).text } : nil)
            return try DataKeys(text: text, from: path)
        } catch let fault as SecretFile.Fault {
            throw DataKeys.Fault(zh: "数据密钥文件不可用：\(fault)", en: "The data key file: \(fault)")
        }
    }

    /// Puts keys in place of those in the file, whole or not at all.
    public func replace(with keys: DataKeys) throws {
        guard let path else {
            throw DataKeys.Fault(
                zh: "数据密钥由 TRADEWIND_DATA_KEYS 给出，本命令不能改写。",
                en: "The data keys are given by TRADEWIND_DATA_KEYS, which no command can write.")
        }
        do {
            try SecretFile.replace(path, with: keys.text)
        } catch {
            throw DataKeys.Fault(zh: "数据密钥文件不可写：\(error)", en: "The data key file: \(error)")
        }
    }
}
