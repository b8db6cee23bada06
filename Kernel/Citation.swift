/// Where a rule is written: a document and, where there is one, the article in it.
///
/// Example: `Citation(document: "财关税〔2018〕49号", article: "一")`.
public struct Citation: Sendable, Hashable {
    /// Number of the document as it was published (文号).
    public let document: String
    /// Article, item or section inside the document; empty when the whole document is meant.
    public let article: String

    public init(document: String, article: String = "") {
        self.document = document
        self.article = article
    }

    /// Document and article in one line.
    public var text: String { article.isEmpty ? document : "\(document) \(article)" }
}
