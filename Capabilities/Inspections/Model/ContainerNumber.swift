/// Number of a freight container: owner, category, six digits and a check digit (ISO 6346:2022).
struct ContainerNumber: Sendable, Hashable {
    enum Fault: Error, Sendable, Hashable {
        /// Not three capitals, U, J or Z, and seven digits.
        case form
        /// The last digit is not the one the others call for.
        case checkDigit(expected: Int)
    }

    let text: String

    init(_ text: some StringProtocol) throws(Fault) {
        let bytes = Array(text.utf8)
        guard bytes.count == 11, bytes[..<4].allSatisfy({ (0x41...0x5A).contains($0) }),
            bytes[4...].allSatisfy({ (0x30...0x39).contains($0) }),
            [0x55, 0x4A, 0x5A].contains(bytes[3])
        else { throw .form }
        var sum = 0
        for (place, byte) in bytes.prefix(10).enumerated() {
            sum += ContainerNumber.value(byte) << place
        }
        // A remainder of ten is written 0.
        let expected = sum % 11 % 10
        guard Int(bytes[10]) - 0x30 == expected else { throw .checkDigit(expected: expected) }
        self.text = String(text)
    }

    /// A is 10, B is 12: multiples of eleven are left out.
    private static func value(_ byte: UInt8) -> Int {
        guard byte >= 0x41 else { return Int(byte) - 0x30 }
        let plain = Int(byte) - 0x41 + 10
        return plain + (plain > 10 ? 1 : 0) + (plain > 20 ? 1 : 0) + (plain > 30 ? 1 : 0)
    }
}
