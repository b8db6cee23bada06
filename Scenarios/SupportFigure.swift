#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Something that was measured and is told, not judged: a line `figure: …`, which `make test` and
/// `make soak` repeat at their end.
func tellFigure(_ text: String) {
    let line = Array("figure: \(text)\n".utf8)
    _ = write(1, line, line.count)
}

/// The value that a share of all stays below.
func percentile(_ hundredths: Int, of values: [UInt64]) -> UInt64 {
    let sorted = values.sorted()
    return sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * hundredths / 100)]
}
