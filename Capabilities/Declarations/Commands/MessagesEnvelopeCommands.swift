import ArgumentParser
import Kernel
import Wire

/// `tradewind messages wrap FILE --sender DXPENT… --receiver DXPEDC…`.
struct MessagesWrapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wrap",
        abstract: "把报文装入信封（DxpMsg），写到标准输出 / Put a message into an envelope",
        discussion: """
            未给 --receiver 时按报文方向取进口或出口统一版系统的编号。
            Without --receiver the number of the import or export system is taken.
            """)

    @Argument(help: "报文文件，- 为标准输入 / message file, - for standard input")
    var file: String

    @Option(help: "发送方 DXP 编号 / DXP number of the sender")
    var sender: String

    @Option(help: "接收方 DXP 编号，可给至五个 / DXP number of a receiver, up to five")
    var receiver: [String] = []

    @Option(help: "企业报文编号，默认取报文 guid / number of the message; its guid otherwise")
    var number: String?

    @Option(help: "生成时间 yyyyMMddHHmmss，默认当前 / time of making; now otherwise")
    var at: String?

    @OptionGroup var language: MessagesLanguage

    func validate() throws {
        if let at, Instant(compact: at) == nil { throw ValidationError("--at: yyyyMMddHHmmss") }
    }

    func run() throws {
        try MessagesOutput.run(language.language) { () throws(Fault) in
            let data = try MessagesInput.read(file).get()
            guard let catalogue = try? MessageCatalogue.load(from: Share.find()),
                let codes = try? ExchangeCodes.load(Share.find()),
                let form = try? EnvelopeForm.load(Share.find())
            else { throw EnvelopeCommandFault.noTables }
            let reading = catalogue.read(data)
            guard let table = reading.table else { throw EnvelopeCommandFault.unknownType }
            let moment = at.flatMap { Instant(compact: $0) } ?? Clock.system.now()
            let envelope = Envelope(
                head: Envelope.Head(
                    copMsgID: number ?? reading.guid, sender: sender,
                    receivers: receiver.isEmpty ? [codes.number(for: table.direction)] : receiver,
                    createdAt: Envelope.time(moment), type: table.root), data: data)
            guard let bytes = try? form.write(envelope) else { throw EnvelopeCommandFault.noTables }
            // What was typed has to fit the schema as well.
            if let fault = form.read(bytes).faults.first { throw fault }
            return bytes
        }
    }
}

/// `tradewind messages unwrap FILE`.
struct MessagesUnwrapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unwrap",
        abstract: "取出信封中的报文，写到标准输出 / Take the message out of its envelope")

    @Argument(help: "信封文件，- 为标准输入 / envelope, - for standard input")
    var file: String

    @OptionGroup var language: MessagesLanguage

    func run() throws {
        try MessagesOutput.run(language.language) { () throws(Fault) in
            let bytes = try MessagesInput.read(file, most: EnvelopeForm.bodyLimit).get()
            guard let form = try? EnvelopeForm.load(Share.find()) else {
                throw EnvelopeCommandFault.noTables
            }
            let reading = form.read(bytes)
            guard let envelope = reading.envelope else {
                throw reading.faults.first ?? EnvelopeFault.notAMessage
            }
            return envelope.data
        }
    }
}

enum EnvelopeCommandFault {
    static let noTables = Fault(
        code: "file.unreadable",
        message: Localized(zh: "找不到报文规范的数据文件", en: "the message tables are not there"),
        fix: Localized(zh: "设置 TRADEWIND_SHARE", en: "set TRADEWIND_SHARE"))

    static let unknownType = Fault(
        code: "message.unknown-type",
        message: Localized(zh: "不是已知类型的报文", en: "the message is of no known type"),
        fix: Localized(
            zh: "先用 tradewind messages check 检查报文",
            en: "check it first with tradewind messages check"))
}
