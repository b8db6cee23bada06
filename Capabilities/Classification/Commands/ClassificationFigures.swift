public import Kernel
import Reference
import Tariff
public import Wire

/// What `tradewind bench tariff` says of classification.
public enum ClassificationFigures {
    /// Most names that are asked for.
    private static let mostAsked = 2_000

    /// Microseconds a question takes with what ships in the product, the middle one and one in a
    /// hundred: asked are names of goods.
    public static func times(_ share: Share, on day: Day) throws -> (p50: Int, p99: Int) {
        let codes = try GoodsCodes.load(share)
        let names = (0...9).flatMap { codes.lines(under: String($0), on: day) }.map(\.name.zh)
        let step = max(1, names.count / mostAsked)
        let rows = stride(from: 0, to: names.count, by: step).compactMap { place in
            CodePrefix("010121").map { code in
                Trainer.Row(
                    text: names[place], attributes: "", code: code, source: "names",
                    group: String(place), isFirstOfGroup: true)
            }
        }
        let figures = try bench(rows, 2, share, on: day).untrained()
        return (figures.microseconds(50), figures.microseconds(99))
    }

    /// Shares of right codes for each set of labelled rows, with the shipped wording alone and
    /// trained on the other folds, beside what others reach (`Data/baselines.csv`).
    ///
    /// - Parameter labelled: rows with the columns that `tariff train` reads.
    /// - Throws: a refusal that names the line that cannot be read.
    public static func accuracy(
        of labelled: [UInt8], folds: Int, _ share: Share, on day: Day
    ) throws -> JSON {
        let rows = try TrainingFile(labelled).rows
        let bench = try bench(rows, UInt64(min(20, max(2, folds))), share, on: day)
        return .object([
            .init("shippedWording", bench.untrained().json),
            .init("trainedOnOtherFolds", bench.trained().json),
            .init("baselines", try baselines(share)),
        ])
    }

    private static func bench(
        _ rows: [Trainer.Row], _ folds: UInt64, _ share: Share, on day: Day
    ) throws -> ClassificationBench {
        ClassificationBench(
            rows: rows, folds: folds, wording: Wording(try GoodsCodes.load(share), on: day),
            data: try ClassificationData.load(share))
    }

    private static func baselines(_ share: Share) throws -> JSON {
        var file = try DataFile("Capabilities/Classification/Data/baselines.csv", in: share)
        let columns = file.columns
        var found: [JSON] = []
        while let row = try file.next() {
            found.append(
                .object(columns.enumerated().map { .init($0.element, .text(row.text($0.offset))) }))
        }
        return .array(found)
    }
}
