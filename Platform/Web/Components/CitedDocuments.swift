public import Kernel

/// Which documents the register of policies has and what they are called, while a page is made. The
/// rooms cite by number or name and do not know the register; the house says around the routes what
/// a citation may lead to.
public enum CitedDocuments {
    /// The title of a document, nil where the register has none by that name. Nil itself where
    /// nobody said: then every document is taken to be there.
    @TaskLocal public static var title: (@Sendable (String) -> Localized?)?

    /// Whether a citation of a document leads anywhere.
    static func lead(to document: String) -> Bool { title.map { $0(document) != nil } ?? true }

    /// What a document is called in English; nil where it has no English title.
    static func english(_ document: String) -> String? {
        guard let found = title?(document) else { return nil }
        let isChinese = found.en.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        return found.en.isEmpty || isChinese ? nil : found.en
    }
}
