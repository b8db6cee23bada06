import FoundationEssentials
import Kernel
import Logging
import Parties
import Testing

@testable import House

/// What an operator may get wrong, and is told at once.
@Suite("Operator") struct OperatorScenarios {
    @Test("a setting that cannot be used stops the start with its name, value and what is allowed", arguments: [
        ("TRADEWIND_PORT", "http", "0 to 65535"), ("TRADEWIND_PORT", "65536", "0 to 65535"), ("TRADEWIND_PROXIES", "-1", "0 to 10"),
        ("TRADEWIND_PROXIES", "yes", "0 to 10"), ("TRADEWIND_PUBLIC_ADDRESS", "http://a.example", "an origin"), ("TRADEWIND_PUBLIC_ADDRESS", "https://", "an origin"),
        ("TRADEWIND_PUBLIC_ADDRESS", "https://a.example/", "an origin"), ("TRADEWIND_PUBLIC_ADDRESS", "https://a.example/x", "an origin"),
        ("TRADEWIND_WEBHOOKS_LOOPBACK", "true", "0 or 1"), ("TRADEWIND_WEBHOOKS_PORTS", "443;8443", "ports and ranges"),
    ])
    func wrong(name: String, value: String, allowed: String) throws {
        let fault = try #require(throws: WrongSetting.self) { try HouseSettings(environment: [name: value]) }
        #expect(fault.description.contains("The setting \(name) is \"\(value)\"; expected is \(allowed)"))
        #expect(fault.description.contains("设置 \(name) 的值“\(value)”不可用，应为："))
    }

    @Test("an address of a database is not repeated, for it may hold a password")
    func password() throws {
        let fault = try #require(throws: WrongSetting.self) { try HouseSettings(environment: ["DATABASE_URL": "mysql://u:geheim@h/d"]) }
        #expect(!fault.description.contains("geheim"))
    }

    @Test("a database on another machine is reached encrypted or not at all", arguments: [
        ("postgres://u:p@db.example/tradewind", false), ("postgres://u:p@db.example:5433/tradewind?sslmode=prefer", false),
        ("postgres://u:p@db.example/tradewind?connect_timeout=5&sslmode=require", true), ("postgresql://u@[2001:db8::1]:5432/t", false),
        ("postgres://u:p%40@127.0.0.1:5432/t", true), ("postgres://u@localhost,db.example/t", false), ("postgres:///t?host=/run/postgresql", true),
        ("postgres://%2Frun%2Fpostgresql/t", true), ("host=db.example dbname=t", false), ("host=db.example sslmode=verify-full dbname=t", true),
        ("host=/run/postgresql dbname=t", true), ("host=localhost hostaddr=192.0.2.1 dbname=t", false), ("dbname=t", true), ("postgres://u@[::1]/t", true),
        ("host = db.example dbname=t", false), ("postgres:///t?%68ost=db.example", false), ("postgres://127.evil.example/t", false),
        ("host=db.example sslmode=disable application_name='x sslmode=require'", false), ("postgres://localhost/t?ssl=true", true),
        ("postgres://db.example/t?ssl=true", true), ("host=127.0.0.1,127.0.0.256 dbname=t", false), ("host='db.example' dbname=t", false),
    ])
    func guarded(address: String, isTaken: Bool) throws {
        guard !isTaken else {
            #expect(try HouseSettings(environment: ["DATABASE_URL": address]).database == address)
            return
        }
        let fault = try #require(throws: WrongSetting.self) { try HouseSettings(environment: ["DATABASE_URL": address]) }
        #expect(fault.description.contains("sslmode=verify-full") && !fault.description.contains("example"))
        // What libpq reads from the environment counts where the address says nothing.
        guard !address.contains("sslmode") else { return }
        #expect(try HouseSettings(environment: ["DATABASE_URL": address, "PGSSLMODE": "verify-full"]).database == address)
    }

    @Test("what libpq takes from its environment or from a service counts for a database on another machine", arguments: [
        ("dbname=t", ["PGHOST": "db.example"], false), ("dbname=t", ["PGHOSTADDR": "192.0.2.1"], false),
        ("postgres://localhost/t", ["PGHOSTADDR": "192.0.2.1"], false), ("dbname=t", ["PGHOST": "/run/postgresql"], true),
        ("host=localhost dbname=t", ["PGHOST": "db.example"], true), ("dbname=t", ["PGHOST": "db.example", "PGSSLMODE": "require"], true),
        ("dbname=t", ["PGSERVICE": "far"], false), ("service=far dbname=t", [:], false), ("postgres:///t?service=far", [:], false),
        ("service=far sslmode=require", [:], true), ("service=far", ["PGSSLMODE": "require"], false), ("service=far host=localhost", [:], false),
        ("service=far hostaddr=127.0.0.1 host=localhost", [:], true), ("service=far hostaddr='' host=localhost", [:], false),
    ] as [(String, [String: String], Bool)])
    func surroundings(address: String, environment: [String: String], isTaken: Bool) throws {
        let all = environment.merging(["DATABASE_URL": address]) { first, _ in first }
        guard !isTaken else {
            #expect(try HouseSettings(environment: all).database == address)
            return
        }
        let fault = try #require(throws: WrongSetting.self) { try HouseSettings(environment: all) }
        #expect(fault.description.contains("sslmode=verify-full"))
    }

    @Test("an address of a database that libpq cannot read stops the start and is not repeated", arguments: ["host=h password='geheim", "postgres://u:geheim@h/t?nonsense=1"])
    func unreadable(address: String) throws {
        let fault = try #require(throws: WrongSetting.self) { try HouseSettings(environment: ["DATABASE_URL": address]) }
        #expect(!fault.description.contains("geheim") && fault.description.contains("postgres://user:password@host/database"))
    }

    @Test("an empty variable counts as none")
    func empty() throws {
        let names = ["TRADEWIND_DATA", "DATABASE_URL", "TRADEWIND_HOST", "TRADEWIND_PORT", "TRADEWIND_PUBLIC_ADDRESS", "TRADEWIND_PROXIES", "TRADEWIND_INBOX", "TRADEWIND_OUTBOX", "TRADEWIND_WEBHOOKS_LOOPBACK"]
        let settings = try HouseSettings(environment: Dictionary(uniqueKeysWithValues: names.map { ($0, "") }))
        #expect(settings == HouseSettings())
    }

    @Test("a second factor is asked of officers and administrators unless the operator says otherwise")
    func secondFactorByDefault() throws {
        #expect(HouseSettings().people.secondFactor == .officers)
        #expect(try HouseSettings(environment: [:]).people.secondFactor == .officers)
        for (text, need) in [("optional", PeoplePolicy.FactorNeed.optional), ("everybody", .everybody), ("officers", .officers), ("", .officers)] {
            #expect(try HouseSettings(environment: ["TRADEWIND_SECOND_FACTOR": text]).people.secondFactor == need)
        }
        try wrong(name: "TRADEWIND_SECOND_FACTOR", value: "nobody", allowed: "optional, officers or everybody")
    }

    @Test("a level of the log is one of seven, or the start stops")
    func levels() throws {
        #expect(try Logging.level("") == .notice)
        #expect(try Logging.level("debug") == .debug)
        for text in ["nonsense", "Debug", " debug", "verbose"] {
            let fault = try #require(throws: WrongSetting.self) { try Logging.level(text) }
            #expect(fault.description.contains("The setting LOG_LEVEL is \"\(text)\"; expected is one of trace, debug, info"))
        }
    }

    @Test("folders for files have to be there", arguments: ["--inbox", "--outbox"])
    func folders(option: String) throws {
        try temporary { folder in
            var settings = HouseSettings()
            func set(_ path: String) { if option == "--inbox" { settings.inbox = path } else { settings.outbox = path } }
            set(folder)
            try settings.checkFolders()
            _ = FileManager.default.createFile(atPath: folder + "/file", contents: nil)
            for path in [folder + "/missing", folder + "/file"] {
                set(path)
                let fault = try #require(throws: WrongSetting.self) { try settings.checkFolders() }
                #expect(fault.description.contains("The setting \(option) is \"\(path)\"; expected is a folder"))
            }
        }
    }

    @Test("a command of the operator makes no store where there is none")
    func noStore() async throws {
        try await temporary { folder in
            let wrong = folder + "/slip"
            let fault = try await #require(throws: NoStore.self) {
                _ = try await OperatorDoor.perform(.listEnterprises, data: wrong)
            }
            #expect(fault.description.contains("There is no Tradewind store in \(wrong)."))
            #expect(fault.description.contains("\(wrong) 中没有 Tradewind 数据"))
            #expect(!FileManager.default.fileExists(atPath: wrong))
        }
    }

    @Test("on PostgreSQL a key is not bound to a secret the server does not have")
    func noPepper() throws {
        try temporary { folder in
            var settings = HouseSettings()
            settings.data = folder
            settings.database = "postgres://nobody@127.0.0.1:1/none"
            #expect(throws: NoStore.self) { try OperatorDoor.check(settings, hasPepper: false) }
            try OperatorDoor.check(settings, hasPepper: true)
            _ = FileManager.default.createFile(atPath: folder + "/pepper", contents: nil)
            try OperatorDoor.check(settings, hasPepper: false)
        }
    }

    private func temporary(_ body: (String) throws -> Void) throws {
        let folder = path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func temporary(_ body: (String) async throws -> Void) async throws {
        let folder = path()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    private func path() -> String {
        FileManager.default.temporaryDirectory.path + "/tradewind-operator-\(UInt64.random(in: 0...UInt64.max))"
    }
}
