import FoundationEssentials

/// The secret of every scenario. Which lists the random inspection (布控查验) takes hangs on it: one
/// made anew in each run would take another list each time, and now and then one that a scenario
/// expects to be released.
enum SupportPepper {
    /// Puts the secret into a data folder before a server makes one of its own.
    static func put(into folder: String) throws {
        try Data((String(repeating: "5ca1ab1e", count: 8) + "\n").utf8).write(
            to: URL(filePath: folder + "/pepper"))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: folder + "/pepper")
    }
}
