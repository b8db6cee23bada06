public import ArgumentParser
import FoundationEssentials
import Kernel
import Parties
import Plug
import Reference

/// `tradewind services …`: looks at service files.
public struct ServicesCommand: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "services", abstract: "检查、列出事项文件 / Check and list service files",
        subcommands: [ServicesCheckCommand.self, ServicesListCommand.self])

    public init() {}
}

/// `tradewind services check [FILE…]`: every fault with file and line; fails if there is one.
struct ServicesCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "检查事项文件；不写文件名则检查全部 / Check service files, all of them by default")

    @Argument(help: "事项文件 / service files")
    var files: [String] = []

    func run() throws {
        let share = try Share.find()
        let register = try ProceduresCapability.register(of: share)
        do {
            let catalogue =
                files.isEmpty
                ? try ServiceCatalogue.load(share, register: register)
                : try ServiceCatalogue.read(try files.map(read), register: register)
            let count = catalogue.services.count
            print("\(count) 个事项无误 / \(count) services are sound")
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

/// `tradewind services list`: one service a line.
struct ServicesListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "列出全部事项 / List the services")

    func run() throws {
        let share = try Share.find()
        let register = try ProceduresCapability.register(of: share)
        for service in try ServiceCatalogue.load(share, register: register).services {
            let steps = service.steps.map { step in
                let term = step.clock.map { " \($0.length) \($0.unit.name.en)" } ?? ""
                return "\(step.id) (\(step.body.id)\(term))"
            }
            print(
                "\(service.row)\t\(service.id)\t\(service.name.zh) / \(service.name.en)\t"
                    + steps.joined(separator: " > "))
        }
    }
}
