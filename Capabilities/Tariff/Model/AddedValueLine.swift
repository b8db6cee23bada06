import Kernel

/// A line of an agreement whose rate also asks for value added in the exporting party
/// (RCEP 第2.6条第3款).
struct AddedValueLine: LoadedValue, Hashable {
    let agreement: String
    /// Eight digits.
    let code: String
    /// Per cent of the value; zero where nothing is asked any more.
    let pct: Fixed

    var loadedKey: String { AddedValueLine.key(agreement, code) }

    static func key(_ agreement: String, _ code: String) -> String { "\(agreement) \(code)" }
}
