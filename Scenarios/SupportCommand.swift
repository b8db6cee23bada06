import FoundationEssentials

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

extension SupportServer {
    struct NotRun: Error {}

    /// Runs a command of the program on these data; gives its exit code and what it said.
    func command(_ name: String, data: String? = nil) throws -> (status: Int32, text: String) {
        let log = folder + "/command.log"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var environment = ProcessInfo.processInfo.environment
        environment["DATABASE_URL"] = database
        environment["TRADEWIND_SHARE"] = SupportServer.root
        var process: pid_t = 0
        let arguments = [SupportServer.binary, name, "--data", data ?? folder]
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var values: [UnsafeMutablePointer<CChar>?] =
            environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + values { free(word) } }
        guard posix_spawn(&process, arguments[0], &actions, nil, &words, &values) == 0 else {
            throw NotRun()
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let said = FileManager.default.contents(atPath: log) ?? Data()
        // The low byte tells how it ended, the next one the exit code.
        return (status & 0x7F == 0 ? (status >> 8) & 0xFF : -1, String(decoding: said, as: UTF8.self))
    }
}
