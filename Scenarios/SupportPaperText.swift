import FoundationEssentials
import Kernel
import TestKit
import Testing
import Web
import Wire

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What stands on a PDF for who reads it, without blanks and ends of lines: Poppler's `pdftotext`
/// reads it as any other program would, by fonts and characters that lie in the file.
struct SupportPaperText: CustomStringConvertible {
    struct NotRead: Error {
        let why: String
    }

    let description: String

    init(_ pdf: [UInt8]) throws {
        let files = FileManager.default
        let folder = files.temporaryDirectory.path + "/tradewind-paper-\(UUID().uuidString)"
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? files.removeItem(atPath: folder) }
        let (file, text) = (folder + "/paper.pdf", folder + "/paper.txt")
        try Data(pdf).write(to: URL(filePath: file))
        // TRADEWIND_KEEP_PAPERS=FOLDER keeps what was read, to look at.
        if let kept = ProcessInfo.processInfo.environment["TRADEWIND_KEEP_PAPERS"] {
            try Data(pdf).write(to: URL(filePath: kept + "/\(UUID().uuidString).pdf"))
        }
        let command: [String] = ["pdftotext", "-enc", "UTF-8", file, text]
        var words: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        var status: Int32 = 0
        guard posix_spawnp(&process, "pdftotext", nil, nil, &words, nil) == 0 else {
            throw NotRead(why: "pdftotext (apt-get install poppler-utils) did not start")
        }
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        guard status == 0, let read = files.contents(atPath: text) else {
            throw NotRead(why: "pdftotext ended with \(status)")
        }
        description = Self.packed(String(decoding: read, as: UTF8.self))
    }

    /// Lines break where they are full: blanks do not count.
    func contains(_ words: String) -> Bool { description.contains(Self.packed(words)) }

    private static func packed(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: text.unicodeScalars.filter { !$0.properties.isWhitespace })
        return String(kept)
    }

    /// Asks for the file of a paper in both languages and reads it: each holds these words, one
    /// code and its address; the public page knows the code and the file.
    ///
    /// - Returns: the code.
    static func check(
        _ path: String, by visitor: Visitor, zh: [String], en: [String], by stranger: Visitor
    ) async throws -> String {
        var code = ""
        for (language, words) in [(Language.zh, zh), (.en, en)] {
            let answer = try await visitor.get("\(path)?lang=\(language.rawValue)")
            try #require(answer.status == 200, "\(path): \(answer.text)")
            #expect(answer.header("content-type") == "application/pdf")
            let text = try SupportPaperText(answer.body)
            for word in words { #expect(text.contains(word), "\(word) in \(text)") }
            let found = try #require(answer.header("x-verification-code"))
            #expect(code.isEmpty || code == found, "one paper in two languages")
            code = found
            #expect(text.contains(code), "the code is printed: \(text)")
            let same = try await stranger.send(
                "POST", "/api/v1/verify/\(code)", body: answer.body,
                headers: ["content-type": "application/pdf"])
            #expect(try JSON(same.body)["same"]?.boolean == true, "\(same.text)")
        }
        let page = try await stranger.get("/en/verify/\(code)")
        #expect(page.status == 200 && page.text.contains("valid now"), "\(page.text)")
        return code
    }

    /// What a verifier is told of a code.
    static func standing(_ code: String, _ visitor: Visitor) async throws -> String? {
        try JSON(try await visitor.get("/api/v1/verify/\(code)").body)["standing"]?.string
    }
}
