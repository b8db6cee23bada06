/// Which documents the register of policies has, while a page is made. The rooms cite by number or
/// name and do not know the register; the house says around the routes what a citation may lead to.
public enum CitedDocuments {
    /// Nil where nobody said: then every document is taken to be there.
    @TaskLocal public static var isHeld: (@Sendable (String) -> Bool)?

    /// Whether a citation of a document leads anywhere.
    static func lead(to document: String) -> Bool { isHeld?(document) ?? true }
}
