import ArgumentParser
import FoundationEssentials
import Kernel
import Plug
import Policies
import Procedures
import Reference

/// `tradewind services …`: looks at service files.
struct ServicesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "services", abstract: "检查、列出事项文件 / Check and list service files",
        subcommands: [ServicesCheckCommand.self, ServicesListCommand.self])
}

/// `tradewind services check [FILE…]`: every fault with file and line; fails if there is one. Files
/// are judged as the server judges them: documents they cite must be in the register of policies
/// and in force on the days they are cited for, services they name among those that are there.
struct ServicesCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "检查事项文件；不写文件名则检查全部 / Check service files, all of them by default")

    @Argument(help: "事项文件 / service files")
    var files: [String] = []

    func run() throws {
        let share = try Share.find()
        var register = try ProceduresCapability.register(of: share)
        register.documents = try PoliciesCapability.citedNames(share)
        register.inForce = try PoliciesCapability.inForce(share)
        do {
            let count =
                files.isEmpty
                ? try ServiceCatalogue.load(share, register: register).services.count
                : try ServiceCatalogue.check(
                    try files.map(read), beside: share, register: register)
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
