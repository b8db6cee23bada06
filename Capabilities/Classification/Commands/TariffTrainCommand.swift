public import ArgumentParser
import FoundationEssentials
import Kernel
public import Tariff
import Wire

/// `tradewind tariff train FILE --into DIR`.
public struct TariffTrainCommand<House: TariffHouse>: AsyncParsableCommand {
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "train",
            abstract: "由已归类的描述训练模型 / Train a model from descriptions with known codes",
            discussion: """
                CSV 文件须有 text 列和 hs10、hs8、hs6 或 code 列之一；lang、attributes、code_system、
                source、group_id、rank_in_group 可有可无。同样的文件得到同样的模型。不连网络。
                A CSV file with text and one of hs10, hs8, hs6, code; the other columns may be
                missing. The same file gives the same model. Works without network.
                """)
    }

    @Argument(help: "训练文件 / the training file")
    var file: String

    @Option(help: "写入的目录 / folder to write into")
    var into: String

    @Option(
        help: """
            数据目录：计入其中导入的税则和词语；不给的，只按随产品提供的 / data folder, whose loaded tariff and \
            words count; without it those that come with the product alone
            """)
    var data: String?

    @Flag(help: "输出 JSON / print JSON")
    var json = false

    public init() {}

    public func run() async throws {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw ClassificationRefusal.file(file)
        }
        let training = try TrainingFile([UInt8](bytes))
        let rows = training.rows
        let share = try Share.find()
        let today = Clock.system.today
        let codes = try await ClassificationCommands.codes(
            share, data: self.data, in: House.self, .zh)
        let wording = Wording(codes, on: today)
        var tables = try ClassificationData.load(share)
        tables.everyday = tables.everyday(with: codes.loadedWords(on: today))
        let shipped = Classifier.shipped(tables, wording)
        let model = Trainer(wording: wording, shipped: shipped).train(rows)
        let about = TrainReport.json(model, training)
        try ModelFolder.write(model, into: into, about: about)
        print(json ? about.encoded : TrainReport.text(model, training, folder: into))
    }
}

/// What was learnt, in figures.
enum TrainReport {
    static func json(_ model: TrainedModel, _ file: TrainingFile) -> JSON {
        .object([
            .init("format", .integer(Int(ModelFile.version))),
            .init("rows", .integer(file.rows.count)),
            .init("skipped", .integer(file.skipped)),
            .init("trainedOn", .text(model.about)),
            .init("codes", .integer(model.codes.count)),
            .init("features", .integer(model.vocabulary.hashes.count)),
            .init("weights", .integer(model.linear.weights.count)),
        ])
    }

    static func text(_ model: TrainedModel, _ file: TrainingFile, folder: String) -> String {
        let (rows, left, codes) = (file.rows.count, file.skipped, model.codes.count)
        // Sources are often not said: "open-food 3" is worth telling, "3" is not.
        let isNamed = file.rows.contains { !$0.source.isEmpty }
        let zh = (left > 0 ? "，跳过无文字的 \(left) 行" : "") + (isNamed ? "（\(model.about)）" : "")
        let en =
            (left > 0 ? ", left out \(left) without words" : "")
            + (isNamed ? " (\(model.about))" : "")
        return """
        已训练 \(rows) 行\(zh)，\(codes) 个编码，写入 \(folder)
        Learnt from \(rows) \(rows == 1 ? "row" : "rows")\(en), \
        \(codes) \(codes == 1 ? "code" : "codes"), written to \(folder)
        """
    }
}
