import ArgumentParser

/// `tradewind users recover --login LOGIN`: prints the path of a page on which the person sets a
/// new password, once.
struct UsersRecoverCommand<House: PartiesHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "recover",
            abstract: "生成重置密码的一次性链接 / Make a one-time link to a new password")
    }

    @OptionGroup var place: UsersPlace

    func run() async throws {
        try await answer(.user(.recover(login: place.login)), data: place.data, in: House.self)
    }
}

/// `tradewind users drop-factor --login LOGIN`: for a lost phone without recovery codes.
struct UsersDropFactorCommand<House: PartiesHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "drop-factor",
            abstract: "清除第二因素，此后凭密码登录 / Remove the second factor of a login")
    }

    @OptionGroup var place: UsersPlace

    func run() async throws {
        try await answer(.user(.dropFactor(login: place.login)), data: place.data, in: House.self)
    }
}
