import Kernel

/// What is wrong with an envelope beyond its shape.
enum EnvelopeFault {
    static let notAMessage = Fault(
        code: "envelope.no-message", path: "/DxpRep",
        message: Localized(
            zh: "这是应答（DxpRep），不是报文", en: "this is an answer (DxpRep), not a message"),
        fix: Localized(zh: "发送 DxpMsg 或 DxpMsgSv", en: "Send a DxpMsg or DxpMsgSv."))

    static func notBase64(_ path: String, _ line: Int) -> Fault {
        Fault(
            code: "envelope.not-base64", path: path, line: line,
            message: Localized(
                zh: "业务报文为空，或不是规范的 Base64 编码",
                en: "the business message is empty or not proper base64"),
            fix: Localized(
                zh: "把业务报文的 UTF-8 字节整体作 Base64 编码，含末尾的“=”",
                en: "Encode the UTF-8 bytes of the message as one base64 text, with its padding."))
    }

    static func dataTooLarge(_ path: String, _ line: Int) -> Fault {
        Fault(
            code: "envelope.too-large", path: path, line: line,
            message: Localized(
                zh: "业务报文超过 10 MB", en: "the business message is larger than 10 MB"),
            fix: Localized(zh: "拆分为多个报文发送", en: "Split it into several messages."))
    }

    static func nested(_ path: String, _ line: Int) -> Fault {
        Fault(
            code: "envelope.nested", path: path, line: line,
            message: Localized(
                zh: "信封中又是信封", en: "there is another envelope in the envelope"),
            fix: Localized(zh: "信封中直接放业务报文", en: "Put the business message itself into it."))
    }

    static func otherType(
        _ said: String, _ found: String, _ path: String, _ line: Int
    ) -> Fault {
        let name = String(found.prefix(40))
        return Fault(
            code: "envelope.other-type", path: path, line: line,
            message: Localized(
                zh: "MsgType 写的是 \(said)，内装报文的根元素是 \(name)",
                en: "MsgType says \(said), the root of the message inside is \(name)"),
            fix: Localized(zh: "把 MsgType 改为 \(name)", en: "Write \(name) as MsgType."))
    }
}
