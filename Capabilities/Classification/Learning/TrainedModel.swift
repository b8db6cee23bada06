/// What `tradewind tariff train` makes of labelled rows, and what a server may use instead of the
/// shipped wording alone.
struct TrainedModel: Sendable {
    var vocabulary: Vocabulary
    /// The codes it can name, six or ten digits.
    var codes: [CodePrefix]
    var linear: LogLinear
    /// The rows themselves: similar goods are found among them.
    var texts: [KnownText]
    var tuning: [Tuning]
    /// What it was trained on, in words: set by set.
    var about: String

    /// How the parts are weighed, per language.
    struct Tuning: Sendable, Hashable {
        /// What similar texts count beside the weighed words: 0 not at all, 1 alone.
        var mix: Float
        var calibration: Calibration
        var isChinese: Bool
    }

    /// The chance of each code by the weighed words alone; empty when no word is known.
    func chances(_ features: [Words.Feature]) -> [Float] {
        let shares = vocabulary.shares(of: features)
        guard !shares.isEmpty else { return [] }
        var scores = linear.scores(shares)
        Numbers.normalise(&scores)
        return scores
    }
}
