import Testing

@Suite("Sizes")
struct SizeTests {
    @Test("Lines have at most 100 columns, files 400 lines, functions 70")
    func sizes() {
        #expect(Tree.swift.count > 50, "the tree was not found at \(Tree.root)")
        report(Tree.swift.flatMap(Self.findings))
    }

    @Test(
        "What is too large is found",
        arguments: [
            (path: "Kernel/A.swift", text: String(repeating: "x", count: 101), finds: 1),
            (path: "Kernel/A.swift", text: String(repeating: "税", count: 100), finds: 0),
            (path: "Kernel/Tests/A.swift", text: String(repeating: "x", count: 200), finds: 0),
            (path: "Kernel/A.swift", text: String(repeating: "\n", count: 401), finds: 1),
            (path: "Kernel/A.swift", text: function(lines: 70), finds: 0),
            (path: "Kernel/A.swift", text: function(lines: 71), finds: 1),
            (path: "Kernel/A.swift", text: "func a() -> String {\n\"}\"\n}\n", finds: 0),
        ])
    func largeIsFound(sample: (path: String, text: String, finds: Int)) {
        let found = Self.findings(in: TextFile(path: sample.path, text: sample.text))
        #expect(found.count == sample.finds, "\(found)")
    }

    static func function(lines: Int) -> String {
        "func long() {\n" + String(repeating: "    step()\n", count: lines - 2) + "}\n"
    }

    static func findings(in file: TextFile) -> [Finding] {
        var found: [Finding] = []
        let lines = file.lines
        let count = lines.last == "" ? lines.count - 1 : lines.count
        if count > 400, !Self.maySurpass(file) {
            found.append(
                Finding(
                    path: file.path, line: 401,
                    advice: "\(count) lines, 400 are allowed: two ideas, so two files"))
        }
        if !file.isTest {
            for (index, line) in lines.enumerated() where line.unicodeScalars.count > 100 {
                found.append(
                    Finding(
                        path: file.path, line: index + 1,
                        advice: "\(line.unicodeScalars.count) columns, 100 are allowed: wrap it"))
            }
        }
        return found + longFunctions(in: file)
    }

    /// The manifest is one list and stays one file.
    static func maySurpass(_ file: TextFile) -> Bool { file.path == "Package.swift" }

    /// Functions and initialisers from their first line to the brace that closes them.
    static func longFunctions(in file: TextFile) -> [Finding] {
        let code = file.parts.code
        var found: [Finding] = []
        for (index, line) in code.enumerated() {
            guard let name = declaredFunction(in: line), let end = end(ofBodyFrom: index, in: code)
            else { continue }
            let length = end - index + 1
            if length > 70 {
                found.append(
                    Finding(
                        path: file.path, line: index + 1,
                        advice: "\(name) has \(length) lines, 70 are allowed: name its parts"))
            }
        }
        return found
    }

    static func declaredFunction(in line: String) -> String? {
        let words = line.words
        if let place = words.firstIndex(of: "func") {
            return words.indices.contains(place + 1) ? String(words[place + 1]) : "func"
        }
        let modifiers: Set<Substring> = ["public", "internal", "private", "fileprivate", "package"]
        guard let first = words.first(where: { !modifiers.contains($0) }), first == "init",
            line.contains("init(") || line.contains("init<")
        else { return nil }
        return "init"
    }

    /// The line on which the body closes, nil for a declaration without body.
    static func end(ofBodyFrom start: Int, in code: [String]) -> Int? {
        var braces = 0
        var brackets = 0
        for (index, line) in code[start...].enumerated() {
            for byte in line.utf8 {
                switch byte {
                case UInt8(ascii: "("): brackets += 1
                case UInt8(ascii: ")"): brackets -= 1
                case UInt8(ascii: "{"): braces += 1
                case UInt8(ascii: "}"):
                    braces -= 1
                    if braces <= 0, brackets <= 0 { return braces < 0 ? nil : start + index }
                default: break
                }
            }
            // A requirement of a protocol has no body: the next declaration begins.
            if braces == 0, brackets == 0, index > 0, declaredFunction(in: line) != nil {
                return nil
            }
        }
        return nil
    }
}
