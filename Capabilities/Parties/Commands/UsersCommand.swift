public import ArgumentParser

/// `tradewind users …`: people with a login.
public struct UsersCommand<House: PartiesHouse>: AsyncParsableCommand {
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "users", abstract: "管理用户 / Manage people with a login",
            subcommands: [
                UsersAddCommand<House>.self, UsersListCommand<House>.self,
                UsersDisableCommand<House>.self, UsersEnableCommand<House>.self,
                UsersPasswordCommand<House>.self, UsersRecoverCommand<House>.self,
                UsersDropFactorCommand<House>.self,
            ])
    }

    public init() {}
}

/// `tradewind users add --login LOGIN --name NAME --administrator < password`. The password comes
/// from standard input: an argument could be read by every process of the machine.
struct UsersAddCommand<House: PartiesHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "add", abstract: "新增用户，密码从标准输入读取 / Add somebody",
            discussion: "密码为标准输入的第一行 / The password is the first line of standard input")
    }

    @Option(help: "登录名 / login")
    var login: String

    @Option(help: "姓名 / name shown")
    var name: String

    @Option(help: "所属企业的任一代码 / any code of the person's enterprise")
    var enterprise: String?

    @Option(help: "所属部门，如 customs、commerce、tax / authority of an officer, customs by default")
    var authority: String?

    @Option(help: "关员所属关区，可重复 / district of a customs officer, may be repeated")
    var district: [String] = []

    @Flag(help: "系统管理员 / administrator")
    var administrator = false

    @Option(help: "数据目录 / data folder")
    var data: String?

    func validate() throws {
        let places = [
            enterprise != nil, authority != nil || !district.isEmpty, administrator,
        ].count { $0 }
        guard places == 1 else {
            throw ValidationError(
                "--enterprise、--district（或 --authority）、--administrator 须选其一"
                    + " / choose exactly one of them")
        }
    }

    func run() async throws {
        let password = readLine(strippingNewline: true) ?? ""
        let place: PartiesRequest.Place =
            if let enterprise {
                .enterprise(enterprise)
            } else if administrator {
                .administration
            } else {
                .authority(authority ?? Authority.customs, districts: district)
            }
        try await answer(
            .addUser(login: login, name: name, password: password, place: place), data: data,
            in: House.self)
    }
}
