public import ArgumentParser
import Kernel
import Plug
import Reference

/// `tradewind services list`: one service a line.
public struct ServicesListCommand: ParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "list", abstract: "列出全部事项 / List the services")

    public init() {}

    public func run() throws {
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
