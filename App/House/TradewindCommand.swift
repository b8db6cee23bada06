public import ArgumentParser
import Declarations
import Entitlements
import Entries
import Lists
import Origin
import Parties
import Procedures

/// `tradewind`: every command of the system.
public struct TradewindCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "tradewind",
        abstract: "信风：开放的国际贸易单一窗口 / Tradewind, an open trade single window",
        subcommands: [
            ServeCommand.self, VerifyCommand.self, BenchCommand.self, MessagesCommand.self,
            ModesCommand.self, DeclareCommand.self, CertificatesCommand.self,
            ReceiptsCommand.self, TariffCommands.self, KeysCommand<OperatorDoor>.self,
            EnterprisesCommand<OperatorDoor>.self, UsersCommand<OperatorDoor>.self,
            MandatesCommand<OperatorDoor>.self, OriginCommand<OriginCodes>.self, LogCommand.self,
            DataKeysCommand.self, WitnessCommand.self, MigrateCommand.self, ServicesCommand.self,
            EntriesCommand.self, ListsCommand.self, EntitlementsCommand.self,
        ])

    public init() {}
}
