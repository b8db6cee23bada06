import Kernel

/// Sets documents as PDF, on threads that serve nobody else.
public final class PaperPress: Sendable {
    /// Pages a document may have.
    public static let mostPages = 200
    /// Bytes a file may have.
    static let mostBytes = 16 << 20
    /// The font that has to be there; the second has rarer characters that it lacks.
    static let family = "WenQuanYi Micro Hei"
    static let families = "WenQuanYi Micro Hei,Droid Sans Fallback"

    /// A document of a few pages takes a core for some ten milliseconds. More than these waiting
    /// would wait for seconds: they are told so instead.
    private let turns = Turns(atOnce: 2, mostWaiting: 32)

    public init() {}

    /// The document as a file; the same bytes for the same document on the same machine.
    ///
    /// - Throws: `PaperRefusal`.
    public func pdf(_ document: PaperDocument) async throws -> [UInt8] {
        try await turns.run(orElse: PaperRefusal.busy) {
            try await OwnThread.run { try PaperPress.set(document) }
        }
    }

    /// The same on the caller's thread, which is kept for as long as it takes.
    static func set(_ document: PaperDocument) throws(PaperRefusal) -> [UInt8] {
        let type = try Typesetter(document.language)
        // Once to count the pages, once to say on each how many there are.
        let count = PageRun(document, type, on: nil, of: 0)
        try count.run()
        let file = try PDFFile(document)
        let run = PageRun(document, type, on: file, of: count.page)
        try run.run()
        return try file.finish()
    }
}
