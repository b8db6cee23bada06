import FoundationEssentials
import Kernel
public import Parties
import Store
public import Tariff
import Wire

/// Where the operator's commands find the register: they open the store themselves, or ask the
/// server that holds it.
public enum OperatorDoor: PartiesHouse {
    public static func perform(_ request: PartiesRequest, data: String?) async throws -> String {
        try await perform(request.json, data: data) { house in
            try await house.parties.perform(request, by: "operator")
        }
    }

    /// Asks the server that holds the store, or opens the store and does it here.
    private static func perform(
        _ request: JSON, data: String?,
        _ work: @Sendable (SingleWindow) async throws -> String
    ) async throws -> String {
        let environment = ProcessInfo.processInfo.environment
        var settings = try HouseSettings(environment: environment)
        settings.data = data ?? settings.data
        try check(settings, hasPepper: environment["TRADEWIND_PEPPER"]?.isEmpty == false)
        if settings.database == nil,
            let text = try ControlSocket.ask(request, folder: settings.data)
        {
            return text
        }
        let house = try await SingleWindow.open(
            settings, share: Share.find(), logger: Logging.start())
        let text = try await work(house)
        house.store.close()
        return text
    }

    /// Opening a store makes one where there is none. In a folder with a slip in its name that
    /// would be an empty one nobody asked for, or a secret that fits no key.
    static func check(_ settings: HouseSettings, hasPepper: Bool) throws {
        let files = FileManager.default
        let folder = settings.data
        if settings.database == nil {
            guard files.fileExists(atPath: folder + "/tradewind.sqlite") else {
                throw NoStore(folder: folder, lacks: .store)
            }
        } else if !hasPepper, !files.fileExists(atPath: folder + "/pepper") {
            throw NoStore(folder: folder, lacks: .pepper)
        }
    }
}

/// There is nothing of ours where the operator pointed to.
struct NoStore: Error, Sendable, CustomStringConvertible {
    enum Thing: Sendable { case store, pepper }
    let folder: String
    let lacks: Thing

    var description: String {
        switch lacks {
        case .store:
            """
            \(folder) 中没有 Tradewind 数据。请先启动一次服务（tradewind serve），或核对 --data。
            There is no Tradewind store in \(folder). Start the server once (tradewind serve), or \
            check --data.
            """
        case .pepper:
            """
            \(folder) 中没有密钥文件 pepper，也未设置 TRADEWIND_PEPPER：这样建立的接口密钥服务器不认。
            请填写服务器所用的 TRADEWIND_PEPPER，或核对 --data。
            There is no pepper in \(folder) and TRADEWIND_PEPPER is not set: the server would not \
            know a key made like this. Give the TRADEWIND_PEPPER of the server, or check --data.
            """
        }
    }
}

extension OperatorDoor: TariffHouse {
    public static func perform(_ request: TariffRequest, data: String?) async throws -> String {
        try await perform(request.json, data: data) { house in
            try await house.tariff.perform(request, by: "operator")
        }
    }
}
