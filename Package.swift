// swift-tools-version:6.2
// The map of the house: one line per room, needs named in order. A room may need those above it,
// never those below; SwiftPM refuses a circle by name.
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
]

/// A room: a library target and, unless `tests` is nil, its test target. Nothing here looks at the
/// file system, whose answers SwiftPM would keep; Tidy compares these lists with the tree.
///
/// - Parameters:
///   - beside: what lies in the folder besides README, Tests and sources.
///   - tests: what lies in Tests besides sources; nil where there are no tests.
func room(
    _ name: String, at path: String, beside: [String] = [], needs: [String] = [],
    uses: [Target.Dependency] = [], tests: [String]? = [], testsUse: [Target.Dependency] = []
) -> [Target] {
    let needed = needs.map { Target.Dependency.byName(name: $0) }
    let library = Target.target(
        name: name, dependencies: needed + uses, path: path,
        exclude: ["README.md"] + (tests == nil ? [] : ["Tests"]) + beside, swiftSettings: strict)
    guard let tests else { return [library] }
    return [
        library,
        .testTarget(
            name: "\(name)Tests",
            dependencies: [.byName(name: name)] + needed + uses + testsUse,
            path: "\(path)/Tests", exclude: tests, swiftSettings: strict),
    ]
}

/// A capability sees the whole platform; `needs` names the capabilities above it.
func capability(
    _ name: String, beside: [String], needs: [String] = [], tests: [String]? = []
) -> [Target] {
    room(
        name, at: "Capabilities/\(name)", beside: beside,
        needs: ["Kernel", "Reference", "Wire", "Store", "Journal", "Web", "Plug"] + needs,
        uses: [arguments, log], tests: tests, testsUse: ["TestKit"])
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
    .systemLibrary(
        name: "CPangoCairo", path: "Platform/C/CPangoCairo",
        providers: [.apt(["libpango1.0-dev"])]),
    .systemLibrary(
        name: "CQREncode", path: "Platform/C/CQREncode", pkgConfig: "libqrencode",
        providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(
        name: "CPKCS11", path: "Platform/C/CPKCS11", pkgConfig: "p11-kit-1",
        providers: [.apt(["libp11-kit-dev"])]),
    .systemLibrary(
        name: "CZlib", path: "Platform/C/CZlib", pkgConfig: "zlib",
        providers: [.apt(["zlib1g-dev"])]),
    // Not of the system: a disk that fails on purpose, which only tests link.
    .target(
        name: "CFaultyDisk", dependencies: ["CSQLite"], path: "Platform/C/CFaultyDisk",
        cSettings: [.define("_GNU_SOURCE")]),
]

/// Platform: the only rooms that know a framework.
let platform: [Target] =
    room("Kernel", at: "Kernel")
    + room(
        "Wire", at: "Platform/Wire", needs: ["Kernel"], testsUse: ["CXML2"])
    + room("Reference", at: "Reference", beside: ["Data"], needs: ["Kernel", "Wire"])
    + room(
        "Secrets", at: "Platform/Secrets", needs: ["Kernel", "CCrypto", "CArgon2"])
    + room("Evidence", at: "Platform/Evidence", needs: ["Kernel", "Wire", "Secrets"])
    + room(
        "Seal", at: "Platform/Seal", needs: ["Kernel", "Wire", "CCrypto", "CPKCS11"],
        testsUse: ["CXML2"])
    + room("Sheet", at: "Platform/Sheet", needs: ["Kernel", "Wire", "CZlib"])
    + room(
        "Uploads", at: "Platform/Uploads", needs: ["Kernel", "CZlib"], testsUse: ["TestKit"])
    + room("Paper", at: "Platform/Paper", needs: ["Kernel", "CPangoCairo", "CQREncode"])
    + room(
        "Store", at: "Platform/Store", needs: ["Kernel", "Secrets", "CSQLite", "CPQ"],
        testsUse: ["TestKit", "CFaultyDisk"])
    + room(
        "Journal", at: "Platform/Journal", beside: ["Migrations"],
        needs: ["Kernel", "Wire", "Store", "Secrets", "CCurl"],
        testsUse: ["TestKit"])
    + room(
        "Web", at: "Platform/Web", beside: ["Assets", "Components/README.md"],
        needs: ["Kernel", "Wire", "Secrets"], uses: [log, lifecycle] + nio, tests: ["Golden"])
    + room(
        "Plug", at: "Platform/Plug", needs: ["Kernel", "Store", "Journal", "Web"],
        uses: [arguments, log], tests: nil)
    + room(
        "TestKit", at: "Platform/TestKit",
        needs: ["Kernel", "Wire", "Secrets", "Store", "Journal", "Web", "Plug", "CCrypto"])

/// Engines and services: what the single window does.
let capabilities: [Target] =
    capability("Proofs", beside: ["Data", "Migrations"], needs: ["Secrets", "Evidence"])
    + capability(
        "Papers", beside: ["Migrations"], needs: ["Secrets", "Paper", "Proofs"])
    + capability("Parties", beside: ["Data", "Migrations"], needs: ["Secrets", "Paper", "Papers"])
    + capability("Balances", beside: ["Data", "Migrations"], needs: ["Paper", "Papers"])
    + capability(
        "Origin", beside: ["Data", "Migrations"],
        needs: ["Secrets", "Parties", "Balances", "Paper", "Papers"])
    + capability(
        "Tariff", beside: ["Data", "Migrations"],
        needs: ["Secrets", "Origin", "Paper", "Papers", "Sheet"],
        tests: ["Examples"])
    + capability(
        "Classification", beside: ["Data", "Migrations"], needs: ["Tariff", "Paper", "Papers"])
    + capability(
        "Procedures", beside: ["Data", "Migrations", "Services"],
        needs: ["Secrets", "Uploads", "Parties", "Balances", "Paper", "Papers"])
    + capability(
        "Inspections", beside: ["Data", "Migrations"],
        needs: ["Secrets", "Uploads", "Parties", "Paper", "Papers"])
    + capability("Policies", beside: ["Data", "Migrations"], needs: ["Parties"])
    + capability(
        "Problems", beside: ["Data", "Migrations"],
        needs: ["Secrets", "Parties", "Paper", "Papers", "Policies"])
    + capability(
        "Lists", beside: ["Catalogue", "Data", "Migrations"], needs: ["Parties", "Procedures"])
    + capability(
        "Entitlements", beside: ["Benefits", "Migrations"],
        needs: ["Parties", "Paper", "Papers", "Procedures", "Lists"])
    + capability(
        "Declarations", beside: ["Data", "Migrations"],
        needs: [
            "Secrets", "Seal", "Sheet", "Parties", "Balances", "Tariff", "Proofs", "Inspections",
            "Paper", "Papers",
        ], tests: ["Golden"])
    + capability(
        "Entries", beside: ["Data", "Migrations"],
        needs: [
            "Secrets", "Uploads", "Parties", "Balances", "Tariff", "Procedures", "Proofs",
            "Inspections", "Paper", "Papers",
        ])
    + capability("Availability", beside: ["Migrations"])

let app: [Target] =
    room(
        "House", at: "App/House", beside: ["Data"],
        needs: [
            "Kernel", "Reference", "Wire", "Secrets", "Evidence", "Seal", "Store", "Journal", "Web",
            "Plug", "Parties", "Balances", "Origin", "Tariff", "Classification", "Proofs",
            "Papers", "Procedures", "Inspections", "Policies", "Uploads", "Problems", "Lists",
            "Entitlements",
            "Declarations", "Entries", "Availability",
        ],
        uses: [arguments, log, lifecycle, signals], tests: nil, testsUse: ["TestKit"])
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
        .executableTarget(
            name: "tradewind-evidence", dependencies: ["Evidence", "Kernel", "Secrets"],
            path: "Benchmarks/Evidence", swiftSettings: strict),
        .testTarget(
            name: "Tidy", dependencies: ["Kernel", "Wire", "Secrets"], path: "Tidy",
            exclude: ["README.md", "shipped-migrations.txt"], swiftSettings: strict),
        .testTarget(
            name: "Scenarios",
            dependencies: [
                "House", "TestKit", "Kernel", "Wire", "Sheet", "Secrets", "Store", "Journal",
                "Web", "Plug",
                "Parties",
                "Balances", "Origin", "Tariff", "Evidence", "Proofs", "Procedures", "Seal",
                "Inspections", "Problems", "Lists", "Entitlements", "Declarations", "Availability",
                "Uploads", "CFaultyDisk", log,
            ], path: "Scenarios", exclude: ["README.md"], swiftSettings: strict),
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
