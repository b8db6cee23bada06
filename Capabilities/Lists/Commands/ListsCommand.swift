public import ArgumentParser
import FoundationEssentials
import Kernel
import Plug
import Procedures

/// `tradewind lists …`: looks at list files.
public struct ListsCommand: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "lists", abstract: "检查、列出名单文件 / Check and list the files of lists",
        subcommands: [ListsCheckCommand.self, ListsListCommand.self])

    public init() {}
}

/// `tradewind lists check [FILE…]`: every fault with file and line; fails if there is one.
struct ListsCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "检查名单文件；不写文件名则检查全部 / Check list files, all of them by default")

    @Argument(help: "名单文件 / list files")
    var files: [String] = []

    func run() throws {
        let share = try Share.find()
        do {
            let catalogue =
                files.isEmpty
                ? try ListCatalogue.load(share)
                : try ListCatalogue.read(try files.map(read), of: share)
            let count = catalogue.lists.count
            print("\(count) 份名单无误 / \(count) lists are sound")
        } catch let faults as ServiceFaults {
            print(faults.description)
            throw ExitCode.failure
        }
    }

    private func read(_ path: String) throws -> (path: String, bytes: [UInt8]) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandRefusal("没有文件 / no such file: \(path)")
        }
        return (path, [UInt8](data))
    }
}

/// `tradewind lists list`: one list a line.
struct ListsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "列出全部名单 / List the lists")

    func run() throws {
        for list in try ListCatalogue.load(try Share.find()).lists {
            print(
                "\(list.row)\t\(list.id)\t\(list.kind.rawValue)\t\(list.owner)\t"
                    + "\(list.name.zh) / \(list.name.en)")
        }
    }
}
