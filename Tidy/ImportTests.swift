import Testing

@Suite("Imports")
struct ImportTests {
    @Test("A folder imports what its place in the house allows")
    func imports() { report(Tree.swift.flatMap(Self.findings)) }

    @Test(
        "A forbidden import is found",
        arguments: [
            ("Kernel/A.swift", "import Foundation", 1),
            ("Kernel/A.swift", "import FoundationEssentials", 0),
            ("Kernel/A.swift", "// import Foundation", 0),
            ("Capabilities/Tariff/Rules/A.swift", "import Store", 1),
            ("Capabilities/Tariff/Rules/A.swift", "internal import Reference", 0),
            ("Capabilities/Tariff/Model/A.swift", "public import Web", 1),
            ("Capabilities/Tariff/Storage/A.swift", "import Store", 0),
            ("Capabilities/Tariff/Storage/A.swift", "import Web", 1),
            ("Capabilities/Tariff/API/A.swift", "import ArgumentParser", 1),
            ("Capabilities/Tariff/Commands/A.swift", "import ArgumentParser", 0),
            ("Capabilities/Tariff/A.swift", "import NIOCore", 1),
            ("Capabilities/Tariff/A.swift", "import CSQLite", 1),
            ("Platform/Web/A.swift", "import NIOCore", 0),
            ("Platform/Store/A.swift", "internal import CSQLite", 0),
        ])
    func forbiddenIsFound(path: String, line: String, count: Int) {
        #expect(Self.findings(in: TextFile(path: path, text: line)).count == count)
    }

    static func findings(in file: TextFile) -> [Finding] {
        file.parts.code.enumerated().compactMap { index, line in
            guard let module = module(importedBy: line), let advice = advice(module, in: file)
            else { return nil }
            return Finding(path: file.path, line: index + 1, advice: advice)
        }
    }

    static func module(importedBy line: String) -> String? {
        let parts = line.split(separator: " ")
        guard let place = parts.firstIndex(of: "import"), parts.indices.contains(place + 1),
            parts[..<place].allSatisfy({ access.contains($0) })
        else { return nil }
        return parts[place + 1].split(separator: ".").first.map(String.init)
    }

    static let access: Set<Substring> = [
        "public", "package", "internal", "private", "fileprivate", "@testable",
    ]

    /// Nil where the import is in its place.
    static func advice(_ module: String, in file: TextFile) -> String? {
        if module == "Foundation", file.path != "Package.swift" {
            return "write `import FoundationEssentials` or do without"
        }
        if let homes = homes[module] ?? homes.first(where: { isFamily($0.key, module) })?.value {
            let allowed = homes.contains { file.path.hasPrefix($0) || file.folders.contains($0) }
            if !allowed {
                return "\(module) belongs to \(homes.joined(separator: ", ")): "
                    + "ask that room for what is needed"
            }
        }
        guard file.folders.count > 2, file.folders[0] == "Capabilities",
            let furniture = furniture[file.folders[2]]
        else { return nil }
        let own = justified["\(file.folders[1])/\(file.folders[2])"] ?? []
        if base.contains(module) || furniture.contains(module) || own.contains(module) {
            return nil
        }
        return "\(file.folders[2]) may import \((base + furniture + own).joined(separator: ", ")): "
            + "move what needs \(module) to a use case"
    }

    static func isFamily(_ family: String, _ module: String) -> Bool {
        family.hasSuffix("*") && module.hasPrefix(family.dropLast())
    }

    /// Frameworks and C libraries, and the only rooms that know them.
    static let homes: [String: [String]] = [
        "NIO*": ["Platform/Web/"],
        "Hummingbird*": ["Platform/Web/"],
        "CSQLite": ["Platform/Store/", "Benchmarks/"],
        "CPQ": ["Platform/Store/"],
        "CCrypto": ["Platform/Secrets/", "Platform/Seal/", "Platform/TestKit/"],
        "CArgon2": ["Platform/Secrets/"],
        "CCurl": ["Platform/Journal/"],
        "CXML2": ["Tests", "Benchmarks/"],
        "CPangoCairo": ["Platform/Paper/"],
        "CQREncode": ["Platform/Paper/"],
        "CZlib": ["Platform/Sheet/", "Platform/Uploads/"],
        "ArgumentParser": ["App/", "Commands", "Tests", "Platform/Plug/"],
        "Testing": ["Tests", "Tidy", "Scenarios"],
        "TestKit": ["Tests", "Scenarios"],
        "XMLCoder": [], "FoundationXML": [], "FoundationNetworking": [], "GRDB": [],
    ]

    /// What Model, Rules and everything else in a capability may import.
    static let base = ["Kernel", "Reference", "FoundationEssentials"]

    /// What each folder of a capability may import besides. Folders not named here, and files
    /// outside a folder, hold use cases: they may import what the manifest gives them.
    static let furniture: [String: [String]] = [
        "Model": [],
        "Rules": [],
        "Texts": [],
        "Storage": ["Store"],
        "API": ["Web", "Wire", "Store", "Journal", "Plug"] + capabilities,
        "Pages": ["Web", "Wire", "Journal", "Plug"] + capabilities,
        "Commands": ["ArgumentParser", "Wire", "Store", "Journal", "Plug", "Glibc", "Musl", "Darwin"]
            + capabilities,
    ]

    /// Calls go up: what enters through API or page may ask the public surface of a room above.
    static let capabilities = Tree.folders(in: "Capabilities")

    /// What one folder needs beyond that, each with its reason in the capability's README.
    static let justified: [String: [String]] = [
        "Declarations/Model": ["Wire", "Inspections"],
        "Declarations/Rules": ["Wire", "Tariff", "Inspections"],
        "Declarations/Pages": ["Store"],
        "Declarations/Storage": ["Secrets", "Proofs"],
        "Entitlements/Model": ["Lists"],
        "Entitlements/Rules": ["Lists"],
        "Lists/Storage": ["Wire"],
        "Papers/Storage": ["Secrets", "Wire"],
        "Declarations/Commands": ["Seal"],
        "Entries/Storage": ["Secrets", "Wire"],
        "Entries/Texts": ["Uploads"],
        "Inspections/Storage": ["Secrets"],
        "Parties/Storage": ["Secrets"],
        "Problems/Storage": ["Secrets"],
        "Procedures/Storage": ["Secrets", "Uploads", "Wire"],
        "Procedures/Model": ["Uploads"],
        "Procedures/Texts": ["Uploads"],
        "Inspections/Model": ["Uploads"],
        "Inspections/Texts": ["Uploads"],
        "Procedures/Pages": ["Store"],
    ]
}
