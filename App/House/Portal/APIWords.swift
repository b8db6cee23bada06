import Kernel

/// The tables beside the routes that say what routes alone do not: read once.
struct APIWords: Sendable {
    let bodies: APIBodies
    let answers: APIAnswers
    let examples: APIExamples
    let glossary: APIGlossary
    let families: [APIFamily]

    /// Throws with the line that cannot be read.
    static func load(_ share: Share) throws -> APIWords {
        APIWords(
            bodies: try APIBodies.load(share), answers: try APIAnswers.load(share),
            examples: try APIExamples.load(share),
            glossary: try APIGlossary.load(share), families: try APIFamily.load(share))
    }
}
