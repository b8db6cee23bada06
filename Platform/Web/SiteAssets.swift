public import Kernel

/// The stylesheet, the script and the icon, read once at the start and kept in memory.
///
/// Their addresses carry a hash of the content, so a browser may keep them for ever and still gets
/// a new version at once.
public struct Assets: Sendable {
    struct File: Sendable {
        let type: String
        let version: String
        let bytes: [UInt8]
    }

    private let files: [String: File]

    /// Reads `Platform/Web/Assets` below the share folder. Throws `Share.Missing` when the
    /// stylesheet or the script is not there: a portal without its look is not started.
    public init(share: Share) throws {
        let folder = "Platform/Web/Assets"
        var files: [String: File] = [:]
        for name in share.list(folder) {
            guard let type = Assets.type(of: name) else { continue }
            let bytes = try share.bytes(folder + "/" + name)
            files[name] = File(type: type, version: Assets.version(of: bytes), bytes: bytes)
        }
        for name in ["tradewind.css", "tradewind.js"] where files[name] == nil {
            // Not in the folder's list, so reading it throws the error that names the file.
            _ = try share.bytes(folder + "/" + name)
        }
        self.files = files
    }

    /// For tests of pages: addresses with version 0, no files.
    init() { files = [:] }

    /// Address of a file: `/assets/3f2a…/tradewind.css`. A name that is not there gets an address
    /// that answers 404.
    public func path(_ name: String) -> String {
        "/assets/\(files[name]?.version ?? "0")/\(name)"
    }

    /// The address that serves them.
    public var routes: [Route] {
        [
            Route(
                .get, "/assets/{version}/{name}", access: .anyone,
                summary: Localized(zh: "样式、脚本与图标", en: "Stylesheet, script and icon")
            ) { answer($0) }
        ]
    }

    func answer(_ visit: Visit) -> Answer {
        guard let name = visit.parameters["name"], let file = files[name] else {
            return Answer("Not found", type: "text/plain; charset=utf-8", status: 404)
        }
        // A page of the version before may still ask for its old address: it gets the present
        // file, but may not keep it under that address.
        let isCurrent = visit.parameters["version"] == file.version
        let keep = isCurrent ? "public, max-age=31536000, immutable" : "no-cache"
        return Answer(
            headers: [
                Answer.Header("content-type", file.type), Answer.Header("cache-control", keep),
            ], body: file.bytes
        ).tagged(EntityTag(file.version), for: visit)
    }

    private static func type(of name: String) -> String? {
        switch name.utf8.split(separator: UInt8(ascii: ".")).last.flatMap(String.init) {
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        default: nil
        }
    }

    /// FNV-1a with 64 bits: tells versions of our own files apart; it protects nothing.
    private static func version(of bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}

/// The routes of the assets, for a server that is put together without a `Site`.
public enum AssetRoutes {
    /// Reads the files and gives the address that serves them.
    public static func make(share: Share) throws -> [Route] { try Assets(share: share).routes }
}
