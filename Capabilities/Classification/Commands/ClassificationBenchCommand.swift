public import ArgumentParser
import FoundationEssentials
import Kernel
import Tariff
import Wire

/// `tradewind bench classification --data FILE [--json]`: cross-validation on labelled rows.
public struct ClassificationBenchCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "classification",
        abstract: "智能归类：交叉验证的准确率与耗时 / Accuracy by cross-validation, and time",
        discussion: """
            五折交叉验证，同组的行在同一折；被测的行不在训练数据中，随产品提供的开放数据也不用。
            Five folds, rows of a group in one fold. What is tested was not trained on; the open
            sets that ship with the product are left out as well.
            """)

    @Option(help: "带编码的描述，列同 tariff train / labelled rows, columns as of tariff train")
    var data: String

    @Option(help: "折数 / number of folds")
    var folds = 5

    @Flag(help: "不训练，只用随产品提供的词表与税则条文 / no training: the shipped wording alone")
    var untrained = false

    @Flag(help: "输出 JSON / print JSON")
    var json = false

    public init() {}

    public func run() async throws {
        guard let bytes = FileManager.default.contents(atPath: data) else {
            throw ClassificationRefusal.file(data)
        }
        let rows = try TrainingFile([UInt8](bytes)).rows
        let share = try Share.find()
        let day = Clock.system.today
        let bench = ClassificationBench(
            rows: rows, folds: UInt64(min(20, max(2, folds))),
            wording: Wording(try GoodsCodes.load(share), on: day),
            data: try ClassificationData.load(share))
        let figures = untrained ? bench.untrained() : bench.trained()
        print(json ? figures.json.encoded : figures.text)
    }
}
