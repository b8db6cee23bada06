#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Tells something beside what was asked for: standard output stays what a program can read on.
func tellBeside(_ text: String) {
    let bytes = Array((MessagesText.harmless(text) + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
}
