import Kernel
import Reference
import Testing

@Suite("Settings of a room")
struct SettingsTableTests {
    private static let head = "key,valid_from,valid_to,value,document,article,note\n"
    private static let days = "days,2023-01-01,2025-12-31,30,本系统默认设置,天数,\n"

    private func table(_ rows: String, keys: Set<String> = ["days"]) throws -> SettingsTable {
        try SettingsTable.read(
            try DataFile(Array((Self.head + rows).utf8), named: "settings.csv"), keys: keys)
    }

    @Test("the figure of the day counts, with its source; where none is in force nothing is guessed")
    func ofTheDay() throws {
        let table = try table(Self.days + "days,2026-02-01,,45.5,本系统默认设置,天数,\n")
        let (early, gap, late) = (
            try #require(Day("2025-06-01")), try #require(Day("2026-01-15")), try #require(Day("2026-02-01"))
        )
        #expect(try table.whole("days", on: early) == 30)
        #expect(try table.figure("days", on: late).value.text == "45.5")
        #expect(try table.figure("days", on: early).citation.document == "本系统默认设置")
        let fault = #expect(throws: DataFault.self) { try table.whole("days", on: gap) }
        #expect(fault?.description.contains("no days is in force on 2026-01-15") ?? false)
        #expect(throws: DataFault.self) { try table.whole("days", on: late) }
        #expect(throws: DataFault.self) { try table.figure("hours", on: early) }
    }

    @Test(
        "a figure that must last is there on every day from its first on, and whole where it counts something",
        arguments: [
            (days, "settings.csv:2: no days would be in force on 2026-01-01"),
            (days + "days,2026-01-02,,31,本系统默认设置,天数,\n", "settings.csv:2: no days would be in force on 2026-01-01"),
            (
                days + "days,2026-01-01,2026-06-30,31,本系统默认设置,天数,\n",
                "settings.csv:3: no days would be in force on 2026-07-01"
            ),
            ("days,2023-01-01,,30.5,本系统默认设置,天数,\n", "settings.csv:2: column value"),
            (days + "days,2026-01-01,,31,本系统默认设置,天数,\n", nil),
            ("days,2026-01-01,,31,本系统默认设置,天数,\n" + days, nil),
            (days + "days,2024-01-01,,31,本系统默认设置,天数,\n", nil),
        ] as [(String, String?)])
    func lasting(rows: String, reason: String?) throws {
        func read() throws -> SettingsTable {
            try SettingsTable.read(
                try DataFile(Array((Self.head + rows).utf8), named: "settings.csv"),
                keys: ["days"], lasting: ["days"], areWhole: true)
        }
        guard let reason else {
            _ = try read()
            return
        }
        let fault = #expect(throws: DataFault.self) { try read() }
        #expect(fault?.description == reason || fault?.description.hasPrefix(reason) ?? false)
    }

    @Test(
        "keys of several kinds: codes come and go below the beginning of a key, others are known by name and lie where they mean something",
        arguments: [
            ("site.A,2023-01-01,,2206,本系统默认设置,场所,\n", nil),
            ("code.303,2023-01-01,,-301001,本系统默认设置,编号,\n", nil),
            ("rate,2023-01-01,,0.5,本系统默认设置,比例,\n", nil),
            ("sites.A,2023-01-01,,2206,本系统默认设置,场所,\n", "settings.csv:3: column key"),
            ("site.A,2023-01-01,,-2206,本系统默认设置,场所,\n", "settings.csv:3: column value"),
            ("site.A,2023-01-01,,0.5,本系统默认设置,场所,\n", "settings.csv:3: column value"),
            ("hour,2023-01-01,,25,本系统默认设置,时点,\n", "settings.csv:3: column value"),
            ("hour,2023-01-01,,24,本系统默认设置,时点,\n", nil),
        ] as [(String, String?)])
    func kinds(row: String, reason: String?) throws {
        let needs = SettingsTable.Needs(
            keys: ["days"], families: ["site.", "code.", "rate", "hour"], fractions: ["rate"],
            belowZero: ["code."], ranges: ["hour": 0...24])
        func read() throws -> SettingsTable {
            try SettingsTable.read(
                try DataFile(Array((Self.head + Self.days + row).utf8), named: "settings.csv"), needs)
        }
        guard let reason else {
            _ = try read()
            return
        }
        let fault = #expect(throws: DataFault.self) { try read() }
        #expect(fault?.description.hasPrefix(reason) ?? false, "\(fault?.description ?? "")")
    }

    @Test("a lasting figure holds before its first day, too: a clock that is wrong switches nothing off")
    func standing() throws {
        let table = try SettingsTable.read(
            try DataFile(
                Array((Self.head + Self.days + "days,2026-01-01,,31,本系统默认设置,天数,\n").utf8),
                named: "settings.csv"), SettingsTable.Needs(lasting: ["days"]))
        for (day, days) in [("1970-01-01", 30), ("2025-12-31", 30), ("2026-01-01", 31), ("2099-01-01", 31)] {
            #expect(table.standingWhole("days", on: try #require(Day(day))) == days)
        }
        #expect(table.inForce("days", on: try #require(Day("2022-12-31"))) == nil)
    }

    @Test(
        "a table that lacks a figure, misspells its key or gives it no number stops the start, with its line",
        arguments: [
            ("", "settings.csv:0: there is no row of days"),
            ("day,2023-01-01,,30,本系统默认设置,天数,\n", "settings.csv:2: column key"),
            ("days,,,30,本系统默认设置,天数,\n", "settings.csv:2: column valid_from"),
            ("days,2023-01-01,,,本系统默认设置,天数,\n", "settings.csv:2: column value"),
            ("days,2023-01-01,,-1,本系统默认设置,天数,\n", "settings.csv:2: column value"),
            ("days,2023-01-01,,30,,,\n", "settings.csv:2: column document"),
        ])
    func refused(rows: String, reason: String) {
        let fault = #expect(throws: DataFault.self) { try table(rows) }
        #expect(fault?.description.hasPrefix(reason) ?? false, "\(fault?.description ?? "")")
    }
}
