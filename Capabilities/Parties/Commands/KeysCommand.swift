public import ArgumentParser

/// `tradewind keys …`: the API keys of an enterprise.
public struct KeysCommand<House: PartiesHouse>: AsyncParsableCommand {
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "keys", abstract: "管理接口密钥 / Manage API keys",
            subcommands: [
                KeysCreateCommand<House>.self, KeysListCommand<House>.self,
                KeysRevokeCommand<House>.self,
            ])
    }

    public init() {}
}

/// `--enterprise` and `--data`, shared by the subcommands.
struct KeysPlace: ParsableArguments {
    @Option(
        help: "企业的任一代码 / credit code, customs registration or platform identifier")
    var enterprise: String

    @Option(help: "数据目录 / data folder")
    var data: String?
}

/// `tradewind keys create --enterprise CODE`: prints the key and nothing else.
struct KeysCreateCommand<House: PartiesHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "create", abstract: "新建接口密钥，只显示一次 / Create a key, shown once")
    }

    @OptionGroup var place: KeysPlace

    @Option(help: "用途 / what it is for")
    var label = "命令行 / command line"

    @Option(help: "权限范围，可重复 / scope, may be repeated")
    var scope: [String] = []

    @Option(help: "有效天数；不填按默认设置 / days it is valid; the usual ones unless said")
    var days: Int?

    func run() async throws {
        try await answer(
            .createKey(enterprise: place.enterprise, label: label, scopes: scope, days: days),
            data: place.data, in: House.self)
    }
}

/// `tradewind keys list --enterprise CODE`: id, state, end, last use, scopes and label.
struct KeysListCommand<House: PartiesHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: "列出接口密钥 / List the keys")
    }

    @OptionGroup var place: KeysPlace

    func run() async throws {
        try await answer(
            .listKeys(enterprise: place.enterprise), data: place.data, in: House.self)
    }
}

/// `tradewind keys revoke ID --enterprise CODE`.
struct KeysRevokeCommand<House: PartiesHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "revoke", abstract: "吊销接口密钥 / Revoke a key")
    }

    @Argument(help: "密钥编号，tw_ 后的 12 位 / id of the key: the 12 characters after tw_")
    var id: String

    @OptionGroup var place: KeysPlace

    func run() async throws {
        try await answer(
            .revokeKey(id: id, enterprise: place.enterprise), data: place.data, in: House.self)
    }
}
