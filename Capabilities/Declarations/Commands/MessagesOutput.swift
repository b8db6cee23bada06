import ArgumentParser
import Kernel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What commands that make one message say: the message, byte for byte, or why there is none.
enum MessagesOutput {
    /// Writes what `body` makes to standard output; tells a fault beside it and fails.
    static func run(
        _ language: Language, _ body: () throws(Fault) -> [UInt8]
    ) throws {
        let made: [UInt8]
        do throws(Fault) {
            made = try body()
        } catch {
            tell(error, language)
            throw ExitCode.failure
        }
        guard write(made) else { throw ExitCode.failure }
    }

    /// Why nothing could be done, beside what a program reads on.
    static func tell(_ fault: Fault, _ language: Language) {
        let place = fault.path.isEmpty ? "" : "  \(fault.path)"
        tellBeside("[\(fault.code)]\(place) \(fault.message[language])")
        tellBeside("→ \(fault.fix[language])")
    }

    /// Byte for byte: one line feed more would be another message.
    private static func write(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                #if canImport(Glibc)
                    Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
                #elseif canImport(Musl)
                    Musl.write(STDOUT_FILENO, $0.baseAddress, $0.count)
                #else
                    Darwin.write(STDOUT_FILENO, $0.baseAddress, $0.count)
                #endif
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
