public import ArgumentParser
import Kernel

/// `tradewind enterprises …`: the register of enterprises.
public struct EnterprisesCommand<House: PartiesHouse>: AsyncParsableCommand {
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "enterprises", abstract: "管理企业登记 / Manage the register of enterprises",
            subcommands: [EnterprisesAddCommand<House>.self, EnterprisesListCommand<House>.self])
    }

    public init() {}
}

extension EnterpriseRole: ExpressibleByArgument {}

/// `tradewind enterprises add --name NAME --credit-code CODE --role seller`: prints its id.
struct EnterprisesAddCommand<House: PartiesHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "add", abstract: "登记企业 / Enter an enterprise")
    }

    @Option(help: "登记名称 / registered Chinese name")
    var name: String

    @Option(help: "英文名称 / English name")
    var nameEn: String?

    @Option(help: "统一社会信用代码 / unified social credit code")
    var creditCode: String?

    @Option(help: "海关注册编码 / customs registration")
    var customsCode: String?

    @Option(help: "境外平台的电子口岸标识 / E-Port identifier of a foreign platform")
    var platformCode: String?

    @Option(help: "DXP 用户编号 / DXP user number")
    var dxpId: String?

    @Option(help: "注册地海关，4 位 / customs district of registration, four digits")
    var district: String?

    @Option(help: "企业角色，可重复 / role, may be repeated")
    var role: [EnterpriseRole] = []

    @Option(help: "角色起始日期，如 2026-01-01，默认今天 / first day of the roles, today if not given")
    var from: String?

    @Option(help: "数据目录 / data folder")
    var data: String?

    func run() async throws {
        let first = from.map { Day($0) } ?? Clock.system.today
        guard let first else {
            throw ValidationError("--from: 2026-01-01")
        }
        let enrolment = Enrolment(
            name: name, nameEn: nameEn, creditCode: creditCode, customsCode: customsCode,
            platformCode: platformCode, dxpID: dxpId, district: district,
            roles: role.map { RoleGrant($0, from: first) })
        try await answer(.enrol(enrolment), data: data, in: House.self)
    }
}

/// `tradewind enterprises list`: codes, status, roles of today and name.
struct EnterprisesListCommand<House: PartiesHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: "列出企业 / List the enterprises")
    }

    @Option(help: "数据目录 / data folder")
    var data: String?

    func run() async throws {
        try await answer(.listEnterprises, data: data, in: House.self)
    }
}
