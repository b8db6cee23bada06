/// From what a model makes of a candidate to how often such candidates were right.
struct Calibration: Sendable, Hashable {
    /// A step of the function: up to this share, this chance.
    struct Step: Sendable, Hashable {
        let upTo: Float
        let chance: Float
    }

    /// In order; chances never fall. Empty: the share is the chance.
    let steps: [Step]

    /// Between the middles of two steps the chance rises evenly, so that candidates keep their
    /// order.
    func chance(_ share: Float) -> Float {
        guard let first = steps.first, let last = steps.last else { return share }
        var lower: (at: Float, chance: Float) = (0, first.chance * 0.5)
        var begin: Float = 0
        for step in steps {
            let middle = (begin + step.upTo) / 2
            if share < middle {
                let width = max(1e-6, middle - lower.at)
                return lower.chance + (step.chance - lower.chance) * (share - lower.at) / width
            }
            lower = (middle, step.chance)
            begin = step.upTo
        }
        let width = max(1e-6, 1 - lower.at)
        return last.chance + (min(1, last.chance + 0.01) - last.chance) * (share - lower.at) / width
    }

    /// Fits the steps to what was found: shares of first candidates, and whether they were right.
    /// Steps of equal size, neighbours joined until the chances rise (isotonic regression).
    static func fit(
        _ found: [(share: Float, isRight: Bool)], steps count: Int = 12
    ) -> Calibration {
        let sorted = found.sorted { $0.share < $1.share }
        guard sorted.count >= count * 8 else { return Calibration(steps: []) }
        var blocks: [(upTo: Float, right: Float, all: Float)] = []
        for step in 0..<count {
            let part = sorted[sorted.count * step / count..<sorted.count * (step + 1) / count]
            let right = Float(part.count { $0.isRight })
            blocks.append((part.last?.share ?? 1, right, Float(part.count)))
            while blocks.count > 1 {
                let one = blocks[blocks.count - 2]
                let other = blocks[blocks.count - 1]
                guard one.right * other.all >= other.right * one.all else { break }
                blocks.removeLast(2)
                blocks.append((other.upTo, one.right + other.right, one.all + other.all))
            }
        }
        // One right and one wrong more than were seen: no step is certain.
        return Calibration(
            steps: blocks.map { Step(upTo: $0.upTo, chance: ($0.right + 0.5) / ($0.all + 1)) })
    }
}
