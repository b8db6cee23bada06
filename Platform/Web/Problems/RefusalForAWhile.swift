public import Kernel

/// A refusal that ends by itself: the answer says after how many seconds (`Retry-After`).
public protocol RefusalForAWhile: Refusal {
    /// Nil where it does not.
    var retryAfterSeconds: Int? { get }
}

extension Answer {
    /// With the wait of a refusal that a page shows in its own form.
    public func waiting(for refusal: (any RefusalForAWhile)?) -> Answer {
        guard let seconds = refusal?.retryAfterSeconds else { return self }
        var answer = self
        answer.headers.append(Header("retry-after", String(seconds)))
        return answer
    }
}
