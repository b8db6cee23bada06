public import ArgumentParser
import FoundationEssentials
import Kernel
import Lists
import Plug
import Procedures

/// `tradewind entitlements …`: looks at benefit files.
public struct EntitlementsCommand: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "entitlements", abstract: "检查、列出惠企政策文件 / Check and list benefit files",
        subcommands: [EntitlementsCheckCommand.self, EntitlementsListCommand.self])

    public init() {}
}

/// `tradewind entitlements check [FILE…]`: every fault with file and line; fails if there is one.
struct EntitlementsCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "检查惠企政策文件；不写文件名则检查全部 / Check benefit files, all of them by default")

    @Argument(help: "惠企政策文件 / benefit files")
    var files: [String] = []

    func run() throws {
        let share = try Share.find()
        do {
            let lists = try ListCatalogue.load(share)
            let catalogue = try BenefitCatalogue.load(share, lists: lists)
            for path in files {
                guard let data = FileManager.default.contents(atPath: path) else {
                    throw CommandRefusal("没有文件 / no such file: \(path)")
                }
                _ = try catalogue.read([UInt8](data), path: path)
            }
            let count = files.isEmpty ? catalogue.rules.count : files.count
            print("\(count) 项政策无误 / \(count) benefits are sound")
        } catch let faults as ServiceFaults {
            print(faults.description)
            throw ExitCode.failure
        }
    }
}

/// `tradewind entitlements list`: one benefit a line.
struct EntitlementsListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "列出全部惠企政策 / List the benefits")

    func run() throws {
        let share = try Share.find()
        let lists = try ListCatalogue.load(share)
        for rule in try BenefitCatalogue.load(share, lists: lists).rules {
            print(
                "\(rule.row)\t\(rule.id)\t\(rule.way.rawValue)\t\(rule.from.text)\t"
                    + "\(rule.name.zh) / \(rule.name.en)")
        }
    }
}
