public import Web

extension PartiesRefusal: RefusalForAWhile {
    public var retryAfterSeconds: Int? {
        if case .tooManyAttempts(let minutes) = self { return minutes * 60 }
        return nil
    }
}
