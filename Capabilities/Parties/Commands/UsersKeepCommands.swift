import ArgumentParser

/// `tradewind users list`: login, state, kind, enterprise or districts, name.
struct UsersListCommand<House: PartiesHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: "列出用户 / List the people with a login")
    }

    @Option(help: "只列出该企业的用户（任一代码） / only of this enterprise, by any of its codes")
    var enterprise: String?

    @Option(help: "数据目录 / data folder")
    var data: String?

    func run() async throws {
        try await answer(.user(.list(enterprise: enterprise)), data: data, in: House.self)
    }
}

/// `--login` and `--data`, shared by the subcommands.
struct UsersPlace: ParsableArguments {
    @Option(help: "登录名 / login")
    var login: String

    @Option(help: "数据目录 / data folder")
    var data: String?
}

/// `tradewind users disable --login LOGIN`: the sessions of the person end at once.
struct UsersDisableCommand<House: PartiesHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "disable",
            abstract: "停用用户，其登录会话立即结束 / Disable a login and end its sessions")
    }

    @OptionGroup var place: UsersPlace

    func run() async throws {
        try await answer(.user(.disable(login: place.login)), data: place.data, in: House.self)
    }
}

/// `tradewind users enable --login LOGIN`: with the password it had.
struct UsersEnableCommand<House: PartiesHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "enable", abstract: "恢复已停用的用户 / Enable a disabled login")
    }

    @OptionGroup var place: UsersPlace

    func run() async throws {
        try await answer(.user(.enable(login: place.login)), data: place.data, in: House.self)
    }
}

/// `tradewind users password --login LOGIN < password`: sessions begun with the old one end.
struct UsersPasswordCommand<House: PartiesHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "password",
            abstract: "重置密码，新密码从标准输入读取 / Set a new password",
            discussion: "密码为标准输入的第一行 / The password is the first line of standard input")
    }

    @OptionGroup var place: UsersPlace

    func run() async throws {
        let password = readLine(strippingNewline: true) ?? ""
        try await answer(
            .user(.setPassword(login: place.login, password: password)), data: place.data,
            in: House.self)
    }
}
