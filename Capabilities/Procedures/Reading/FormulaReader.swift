import Kernel

/// Reads a formula: names, numbers, `'text'`, `+ - * /` with blanks around minus, comparisons,
/// `and`, `or`, `not`, brackets, and functions such as `min(a, b)`.
struct FormulaReader {
    private enum Token: Hashable {
        case number(Fixed)
        case text(String)
        case word(String)
        case sign(String)
    }

    /// Deeper than anybody writes; keeps a hostile file from exhausting the stack.
    private static let deepest = 40

    private let tokens: [Token]
    private var next = 0
    private var depth = 0

    static func read(_ text: String) throws(Formula.Trouble) -> Formula {
        var reader = FormulaReader(tokens: try tokens(text))
        let formula = try reader.either()
        guard reader.next == reader.tokens.count else {
            throw trouble("多余的内容", "something is left")
        }
        return formula
    }

    private init(tokens: [Token]) { self.tokens = tokens }

    private static func trouble(_ zh: String, _ en: String) -> Formula.Trouble {
        Formula.Trouble(zh: "算式读不懂：\(zh)。", en: "The formula cannot be read: \(en).")
    }

    // MARK: Words

    private static func tokens(_ text: String) throws(Formula.Trouble) -> [Token] {
        let bytes = Array(text.utf8)
        var tokens: [Token] = []
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            let start = at
            switch byte {
            case 0x20, 0x0A: at += 1
            case UInt8(ascii: "'"):
                at += 1
                while at < bytes.count, bytes[at] != byte { at += 1 }
                guard at < bytes.count else { throw trouble("引号没有结束", "a quote is not closed") }
                tokens.append(.text(String(decoding: bytes[(start + 1)..<at], as: UTF8.self)))
                at += 1
            case 0x30...0x39:
                while at < bytes.count, (0x30...0x39).contains(bytes[at]) || bytes[at] == 0x2E {
                    at += 1
                }
                let digits = String(decoding: bytes[start..<at], as: UTF8.self)
                guard let number = try? Fixed(digits) else { throw trouble(digits, digits) }
                tokens.append(.number(number))
            case 0x61...0x7A:
                while at < bytes.count, FileCursor.isIDByte(bytes[at]) { at += 1 }
                tokens.append(.word(String(decoding: bytes[start..<at], as: UTF8.self)))
            case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"):
                at += at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "=") ? 2 : 1
                tokens.append(.sign(String(decoding: bytes[start..<at], as: UTF8.self)))
            case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"),
                UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","):
                at += 1
                tokens.append(.sign(String(decoding: [byte], as: UTF8.self)))
            default: throw trouble("第 \(at + 1) 个字节", "byte \(at + 1)")
            }
        }
        return tokens
    }

    private var word: Token? { next < tokens.count ? tokens[next] : nil }

    private mutating func takes(_ token: Token) -> Bool {
        guard word == token else { return false }
        next += 1
        return true
    }

    private mutating func needs(_ sign: String) throws(Formula.Trouble) {
        guard takes(.sign(sign)) else { throw Self.trouble("缺少 \(sign)", "\(sign) is missing") }
    }

    // MARK: Grammar

    private mutating func either() throws(Formula.Trouble) -> Formula {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepest else { throw Self.trouble("嵌套太深", "it is nested too deeply") }
        var left = try both()
        while takes(.word("or")) { left = .either(left, try both()) }
        return left
    }

    private mutating func both() throws(Formula.Trouble) -> Formula {
        var left = try negation()
        while takes(.word("and")) { left = .both(left, try negation()) }
        return left
    }

    private mutating func negation() throws(Formula.Trouble) -> Formula {
        var isNegated = false
        while takes(.word("not")) { isNegated.toggle() }
        let formula = try comparison()
        return isNegated ? .not(formula) : formula
    }

    private mutating func comparison() throws(Formula.Trouble) -> Formula {
        let left = try sum()
        guard case .sign(let sign)? = word, let comparison = Formula.Comparison(rawValue: sign)
        else { return left }
        next += 1
        return .compare(left, comparison, try sum())
    }

    private mutating func sum() throws(Formula.Trouble) -> Formula {
        var left = try product()
        while case .sign(let sign)? = word, sign == "+" || sign == "-",
            let operation = Formula.Operation(rawValue: sign)
        {
            next += 1
            left = .calculate(left, operation, try product())
        }
        return left
    }

    private mutating func product() throws(Formula.Trouble) -> Formula {
        var left = try term()
        while case .sign(let sign)? = word, sign == "*" || sign == "/",
            let operation = Formula.Operation(rawValue: sign)
        {
            next += 1
            left = .calculate(left, operation, try term())
        }
        return left
    }

    private mutating func term() throws(Formula.Trouble) -> Formula {
        guard let token = word else { throw Self.trouble("不完整", "it ends too early") }
        next += 1
        switch token {
        case .number(let number): return .value(.number(number))
        case .text(let text): return .value(.text(text))
        case .sign("("):
            let inner = try either()
            try needs(")")
            return inner
        case .sign(let sign): throw Self.trouble("多余的 \(sign)", "\(sign) does not fit")
        case .word("true"): return .value(.truth(true))
        case .word("false"): return .value(.truth(false))
        case .word("given"):
            try needs("(")
            guard case .word(let name)? = word else { throw Self.trouble("given", "given") }
            next += 1
            try needs(")")
            return .given(name)
        case .word(let name):
            guard word == .sign("("), let function = Formula.Function(rawValue: name) else {
                return .name(name)
            }
            next += 1
            var parts = [try either()]
            while takes(.sign(",")) { parts.append(try either()) }
            try needs(")")
            return .call(function, parts)
        }
    }
}
