public import Kernel

/// What an importing party asks besides, for one line of its appendix.
public struct AdditionalRequirement: Sendable, Hashable {
    /// Eight digits.
    public let code: String
    /// Per cent of the value that must have been added in the exporting party.
    public let share: Fixed
    public let citation: Citation
}

extension AdditionalRequirement {
    /// A requirement as it was loaded.
    public init(loaded code: String, share: Fixed, citation: Citation) {
        self.init(code: code, share: share, citation: citation)
    }
}
