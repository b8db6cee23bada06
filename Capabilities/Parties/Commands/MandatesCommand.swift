public import ArgumentParser

/// `tradewind mandates …`: what one enterprise may do for another.
public struct MandatesCommand<House: PartiesHouse>: AsyncParsableCommand {
    public static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "mandates", abstract: "管理委托授权 / Manage mandates between enterprises",
            subcommands: [
                MandatesListCommand<House>.self, MandatesOfferCommand<House>.self,
                MandatesAcceptCommand<House>.self, MandatesRevokeCommand<House>.self,
            ])
    }

    public init() {}
}

/// `--enterprise` and `--data`, shared by the subcommands.
struct MandatesPlace: ParsableArguments {
    @Option(help: "以哪家企业的名义（任一代码） / in the name of which enterprise, by any of its codes")
    var enterprise: String

    @Option(help: "数据目录 / data folder")
    var data: String?
}

/// `tradewind mandates list --enterprise CODE`: id, scope, state, grantor, grantee, days.
struct MandatesListCommand<House: PartiesHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: "列出委托 / List the mandates")
    }

    @OptionGroup var place: MandatesPlace

    func run() async throws {
        try await answer(
            .mandate(.list(enterprise: place.enterprise)), data: place.data, in: House.self)
    }
}

/// `tradewind mandates offer --enterprise CODE --grantee CODE --scope guarantee`: prints its id.
struct MandatesOfferCommand<House: PartiesHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "offer",
            abstract: "以委托人名义发起委托，由受托人确认 / Offer a mandate for the other to accept")
    }

    @OptionGroup var place: MandatesPlace

    @Option(help: "受托人的任一代码 / any code of the enterprise that is to act")
    var grantee: String

    @Option(help: "委托事项：declare（代理申报）、guarantee（税款担保）或 apply（代办申请） / one of them")
    var scope: String

    @Option(help: "起始日期，如 2026-01-01，默认今天 / first day, today if not given")
    var from: String?

    @Option(help: "截止日期，默认长期有效 / last day, no end if not given")
    var to: String?

    func run() async throws {
        try await answer(
            .mandate(
                .offer(
                    enterprise: place.enterprise, grantee: grantee, scope: scope, from: from,
                    to: to)),
            data: place.data, in: House.self)
    }
}

/// `tradewind mandates accept ID --enterprise CODE`.
struct MandatesAcceptCommand<House: PartiesHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "accept", abstract: "确认对方发起的委托 / Accept what the other side proposed")
    }

    @Argument(help: "委托编号 / id of the mandate")
    var id: String

    @OptionGroup var place: MandatesPlace

    func run() async throws {
        try await answer(
            .mandate(.accept(id: id, enterprise: place.enterprise)), data: place.data,
            in: House.self)
    }
}

/// `tradewind mandates revoke ID --enterprise CODE --reason TEXT`.
struct MandatesRevokeCommand<House: PartiesHouse>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "revoke", abstract: "终止、撤回或谢绝委托 / End, withdraw or decline a mandate")
    }

    @Argument(help: "委托编号 / id of the mandate")
    var id: String

    @Option(help: "原因，双方可见 / why; both sides see it")
    var reason: String

    @OptionGroup var place: MandatesPlace

    func run() async throws {
        try await answer(
            .mandate(.revoke(id: id, enterprise: place.enterprise, reason: reason)),
            data: place.data, in: House.self)
    }
}
