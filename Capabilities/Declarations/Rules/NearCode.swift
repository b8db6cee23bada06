/// What a code was probably meant to be.
enum NearCode {
    /// Full-width signs as ASCII, no blanks around, small letters as capitals: codes have none.
    static func of(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            var value = scalar.value
            if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
            if value == 0x20 || value == 0x3000 || value == 0x9 { continue }
            if (0x61...0x7A).contains(value) { value -= 0x20 }
            scalars.append(Unicode.Scalar(value) ?? scalar)
        }
        return String(scalars)
    }
}
