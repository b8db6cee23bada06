public import ArgumentParser
import Kernel
import Plug
import Wire

/// `tradewind receipts --server URL --key KEY`: pulls receipts.
public struct ReceiptsCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "receipts", abstract: "领取回执 / Pull receipts",
        discussion: """
            给出 --out 时每份回执写成一个文件，并记住位置，下次接着领取。
            With --out each receipt becomes a file, and the place is kept for the next time.
            """)

    @OptionGroup var place: DeclareServer
    @OptionGroup var language: MessagesLanguage

    @Option(help: "从该序号之后开始 / begin after this number")
    var after: Int64?

    @Option(help: "写入的目录 / folder to write them to")
    var out: String?

    @Flag(help: "以 JSON 输出 / print JSON")
    var json = false

    public init() {}

    public func run() async throws {
        let pull = ReceiptPull(client: try place.client(language.language), out: out)
        let (json, language) = (json, language.language)
        do {
            try await pull.run(after: after) { receipts in
                for receipt in receipts {
                    print(
                        json ? receipt.lineOfJSON : receipt.line(language))
                }
            }
        } catch let trouble as DeclareTrouble {
            throw CommandRefusal(trouble.message[language])
        }
    }
}

extension ReceiptBook.Receipt {
    /// For people.
    fileprivate func line(_ language: Language) -> String {
        MessagesText.harmless(
            "\(sequence)  \(type)  \(subject)  \(status) "
                + "\((standing ?? DeclareReport.name(of: status))[language])  \(info)")
    }

    /// For machines: one object a line.
    fileprivate var lineOfJSON: String {
        JSON.object([
            .init("sequence", .integer(sequence)), .init("type", .text(type)),
            .init("subject", .text(subject)), .init("status", .integer(status)),
            .init("info", .text(info)),
        ]).encoded
    }
}
