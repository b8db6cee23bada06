import FoundationEssentials
import Kernel
public import Parties
import Store

/// Where the operator's commands find the register: they open the store themselves, or ask the
/// server that holds it.
public enum OperatorDoor: PartiesHouse {
    public static func perform(_ request: PartiesRequest, data: String?) async throws -> String {
        var settings = try HouseSettings(environment: ProcessInfo.processInfo.environment)
        settings.data = data ?? settings.data
        if settings.database == nil,
            let text = try ControlSocket.ask(request, folder: settings.data)
        {
            return text
        }
        let house = try await SingleWindow.open(
            settings, share: Share.find(), logger: Logging.start())
        let text = try await house.parties.perform(request, by: "operator")
        house.store.close()
        return text
    }
}
