public import Kernel

/// Signs between parts of a line: those of full width are Chinese, and stand on no English page.
extension Language {
    /// `数量（千克）`, `Quantity (kg)`: the second part, to stand behind the first.
    public func bracketed(_ text: String) -> String {
        self == .zh ? "（\(text)）" : " (\(text))"
    }

    /// `缺少：合同`, `Missing: contract`.
    public func said(_ thing: String, _ what: String) -> String {
        self == .zh ? "\(thing)：\(what)" : "\(thing): \(what)"
    }
}
