/// Sizes and indices of the log: whole numbers from 0 to 2^63 − 1, written one way only.
enum Count {
    /// Reads ASCII digits without sign and without leading zeros; nil for anything else.
    static func read(_ text: some Collection<UInt8>) -> Int? {
        guard let first = text.first, text.count == 1 || first != UInt8(ascii: "0") else {
            return nil
        }
        var value = 0
        for byte in text {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isAbove) = tens.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
            if isTooLarge || isAbove { return nil }
            value = sum
        }
        return value
    }
}
