import Kernel
import Parties
import Secrets
import Store

/// What keeps the server from starting, in words an operator can act on.
struct StartFault: Error, Sendable, CustomStringConvertible {
    let description: String

    init(_ error: any Error, _ settings: HouseSettings) {
        switch error {
        case let fault as StoreFault: description = StartFault.words(fault, settings)
        case let old as SingleWindow.TablesMissing: description = StartFault.words(old)
        case is WrongSetting, is Pepper.Fault, is DataKeys.Fault, is Share.Missing, is StartFault:
            description = "\(error)"
        default:
            let text = "\(error)"
            description =
                text.contains("bind(")
                ? """
                无法监听 \(settings.host):\(settings.port)：端口已被占用或地址不可用。
                请换一个端口（--port）。
                Cannot listen on \(settings.host):\(settings.port): the port is taken or the \
                address is not this machine's. Choose another one with --port.
                """
                : text
        }
    }

    private static func words(_ old: SingleWindow.TablesMissing) -> String {
        let names = old.migrations.joined(separator: ", ")
        return """
            数据库表不是本版本的，尚缺：\(names)。未作任何改动。
            请用建立这些数据的版本核验；或先启动一次服务器（会升级数据库表），再行核验。
            The tables are not those of this version; missing: \(names). Nothing was changed. \
            Verify with the version that made them, or start the server once, which brings them \
            up to date, and verify then.
            """
    }

    private static func words(_ fault: StoreFault, _ settings: HouseSettings) -> String {
        switch fault {
        case .locked:
            """
            数据目录 \(settings.data) 正由另一个 tradewind 使用。
            请先停止它，或用 --data 指定另一目录。
            Another tradewind works in \(settings.data). Stop it, or name another folder \
            with --data.
            """
        case .migration(let what):
            """
            数据库表与程序不一致：\(what)。请使用建立这些数据的版本，或恢复被改动的文件。
            The tables do not fit the program: \(what). Use the version that made them.
            """
        case .engine(let code, let message):
            """
            无法打开存储（\(code)）：\(message)。
            请检查 --data 目录是否可写，或 DATABASE_URL 是否可达。
            The store cannot be opened (\(code)): \(message). Check that the folder of --data can \
            be written, or that DATABASE_URL can be reached.
            """
        default: "\(fault)"
        }
    }
}
