public import ArgumentParser
import Kernel
import Plug
public import Tariff
import Wire

/// `tradewind tariff classify TEXT --top 5 --json [--model DIR] [--batch FILE]`.
public struct TariffClassifyCommand<House: TariffHouse>: AsyncParsableCommand {
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "classify",
            abstract: "智能归类：由货品描述给出商品编号 / Ranked goods codes for a description",
            discussion: """
                不连网络；不给 --data 也不连数据库。--batch 每行一个描述，每行输出一个 JSON 对象（隐含 --json）。
                Works without network, and without --data without database. --batch reads one
                description a line and prints one JSON object a line.
                """)
    }

    @Argument(help: "货品描述，中文或英文 / description of the goods, in Chinese or English")
    var text: String?

    @Option(help: "候选个数，1 到 20 / number of candidates, 1 to 20")
    var top = 5

    @Option(help: "税则日期，默认今天 / day of the tariff, today by default")
    var day: String?

    @Option(help: "tariff train 生成的模型目录 / folder of a model made by tariff train")
    var model: String?

    @Option(help: "每行一个描述的文件，- 为标准输入 / file with one description a line, - for standard input")
    var batch: String?

    @Option(
        help: """
            数据目录：计入其中导入的税则和词语；不给的，只按随产品提供的 / data folder, whose loaded tariff and \
            words count; without it those that come with the product alone
            """)
    var data: String?

    @Flag(help: "输出 JSON / print JSON")
    var json = false

    @Option(help: "zh 或 en，不给则两种都写 / zh or en, both unless told")
    var lang: String?

    public init() {}

    public func run() async throws {
        guard (1...20).contains(top) else { throw ClassificationRefusal.top(most: 20) }
        guard lang == nil || lang == "zh" || lang == "en" else {
            throw ValidationError("--lang zh | en")
        }
        guard text != nil || batch != nil else { throw ClassificationRefusal.textMissing }
        let (classifier, day) = try await classifier()
        if let batch {
            for line in try lines(batch) {
                print(answer(line, classifier, day).encoded)
            }
        } else if let text {
            guard text.contains(where: { $0.isLetter || $0.isNumber }) else {
                throw ClassificationRefusal.textMissing
            }
            let found = classifier.classify(text, on: day, top: top)
            let languages: [Language] = lang == nil ? [.zh, .en] : lang == "en" ? [.en] : [.zh]
            print(
                json
                    ? ClassificationJSON.object(found).encoded
                    : ClassifyReport.text(found, languages))
        }
    }

    /// A line without any word has no candidates, but it has its line.
    private func answer(_ line: String, _ classifier: Classifier, _ day: Day) -> JSON {
        ClassificationJSON.object(classifier.classify(line, on: day, top: top))
    }

    private func classifier() async throws -> (Classifier, Day) {
        let share = try Share.find()
        let asked = try day.map { text throws(ClassificationRefusal) in
            guard let day = Day(text) else { throw .dayForm(text) }
            return day
        }
        let codes = try await ClassificationCommands.codes(
            share, data: data, in: House.self, lang == "en" ? .en : .zh)
        let day = asked ?? Clock.system.today
        guard !codes.lines(under: "01", on: day).isEmpty else {
            throw ClassificationRefusal.dayOutside(day)
        }
        let classifier = Classifier(
            try ClassificationData.load(share), codes: codes, on: day,
            model: try model.map { folder throws(ClassificationRefusal) in
                try ModelFolder.read(folder)
            })
        return (classifier, day)
    }

    /// Lines end with a newline; one that is missing at the end of the file makes no line less.
    private func lines(_ path: String) throws -> [String] {
        guard let data = CommandInput.bytes(path) else { throw ClassificationRefusal.file(path) }
        var lines = String(decoding: SpreadsheetText.utf8(data), as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false
        ).map { String($0.last == "\r" ? $0.dropLast() : $0) }
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
