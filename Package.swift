// swift-tools-version:6.2
// The map of the house: one line per room, needs named in order. A room may need those above it,
// never those below; SwiftPM refuses a circle by name.
import Foundation
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: Context.packageDirectory + "/" + path)
}

/// A room: a library target and, where it has a `Tests` folder, its test target.
func room(
    _ name: String, at path: String, needs: [String] = [], uses: [Target.Dependency] = [],
    testsUse: [Target.Dependency] = []
) -> [Target] {
    let furniture = [
        "README.md", "Data", "Migrations", "Tests", "Components/README.md", "Fuzz", "Assets",
    ].filter { exists("\(path)/\($0)") }
    let needed = needs.map { Target.Dependency.byName(name: $0) }
    var targets: [Target] = [
        .target(
            name: name, dependencies: needed + uses, path: path, exclude: furniture,
            swiftSettings: strict)
    ]
    if exists("\(path)/Tests") {
        let left = ["Golden", "Messages", "Examples", "Corpus"].filter {
            exists("\(path)/Tests/\($0)")
        }
        targets.append(
            .testTarget(
                name: "\(name)Tests",
                dependencies: [.byName(name: name)] + needed + uses + testsUse,
                path: "\(path)/Tests", exclude: left, swiftSettings: strict))
    }
    return targets
}

/// A capability sees the whole platform; `needs` names the capabilities above it.
func capability(_ name: String, needs: [String] = []) -> [Target] {
    room(
        name, at: "Capabilities/\(name)",
        needs: ["Kernel", "Reference", "Wire", "Store", "Journal", "Web", "Plug"] + needs,
        uses: [.product(name: "ArgumentParser", package: "swift-argument-parser")],
        testsUse: ["TestKit", log])
}

let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
]
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(
    name: "UnixSignals", package: "swift-service-lifecycle")
let arguments = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

/// C libraries of the system, each through a folder of its own with a header and a module map.
let libraries: [Target] = [
    .systemLibrary(
        name: "CSQLite", path: "Platform/C/CSQLite", pkgConfig: "sqlite3",
        providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
        name: "CPQ", path: "Platform/C/CPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(
        name: "CCrypto", path: "Platform/C/CCrypto", pkgConfig: "libcrypto",
        providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
        name: "CArgon2", path: "Platform/C/CArgon2", pkgConfig: "libargon2",
        providers: [.apt(["libargon2-dev"])]),
    .systemLibrary(
        name: "CCurl", path: "Platform/C/CCurl", pkgConfig: "libcurl",
        providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(
        name: "CXML2", path: "Platform/C/CXML2", pkgConfig: "libxml-2.0",
        providers: [.apt(["libxml2-dev"])]),
]

/// Platform: the only rooms that know a framework.
let platform: [Target] =
    room("Kernel", at: "Kernel")
    + room("Wire", at: "Platform/Wire", needs: ["Kernel"], testsUse: ["CXML2"])
    + room("Reference", at: "Reference", needs: ["Kernel", "Wire"])
    + room("Secrets", at: "Platform/Secrets", needs: ["Kernel", "CCrypto", "CArgon2"])
    + room(
        "Store", at: "Platform/Store", needs: ["Kernel", "Secrets", "CSQLite", "CPQ"],
        testsUse: ["TestKit"])
    + room(
        "Journal", at: "Platform/Journal", needs: ["Kernel", "Wire", "Store", "Secrets", "CCurl"],
        testsUse: ["TestKit"])
    + room(
        "Web", at: "Platform/Web", needs: ["Kernel", "Wire", "Secrets"],
        uses: [log, lifecycle] + nio)
    + room(
        "Plug", at: "Platform/Plug", needs: ["Kernel", "Store", "Journal", "Web"],
        uses: [arguments, log])
    + room("TestKit", at: "Platform/TestKit", needs: ["Kernel", "Store", "Journal", "Web", "Plug"])

/// Engines and services: what the single window does.
let capabilities: [Target] =
    capability("Parties", needs: ["Secrets"])
    + capability("Balances")
    + capability("Tariff")
    + capability("Declarations", needs: ["Secrets", "Parties", "Balances", "Tariff"])

let app: [Target] =
    room(
        "House", at: "App/House",
        needs: [
            "Kernel", "Reference", "Wire", "Secrets", "Store", "Journal", "Web", "Plug",
            "Parties", "Balances", "Tariff", "Declarations",
        ],
        uses: [arguments, log, lifecycle, signals], testsUse: ["TestKit"])
    + [
        .executableTarget(
            name: "tradewind", dependencies: ["House", arguments], path: "App/Tradewind",
            swiftSettings: strict),
        .executableTarget(
            name: "tradewind-floor", dependencies: ["CSQLite", "CXML2", "Kernel"],
            path: "Benchmarks/Floor", swiftSettings: strict),
        .executableTarget(
            name: "tradewind-wire", dependencies: ["CXML2", "Kernel", "Wire"],
            path: "Benchmarks/Wire", swiftSettings: strict),
        .testTarget(
            name: "Tidy", dependencies: ["Kernel", "Wire", "Secrets"], path: "Tidy",
            exclude: ["shipped-migrations.txt"], swiftSettings: strict),
        .testTarget(
            name: "Scenarios",
            dependencies: [
                "House", "TestKit", "Kernel", "Wire", "Store", "Journal", "Web", "Plug", "Parties",
                "Balances", "Declarations", log,
            ], path: "Scenarios", swiftSettings: strict),
    ]

let package = Package(
    name: "tradewind",
    products: [.executable(name: "tradewind", targets: ["tradewind"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(
            url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: libraries + platform + capabilities + app
)
