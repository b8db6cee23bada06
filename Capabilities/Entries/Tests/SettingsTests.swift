import Kernel
import TestKit
import Testing

@testable import Entries

@Suite("Settings of entries") struct SettingsTests {
    @Test("a figure that is missing stops the start, with file and name")
    func missing() throws {
        let unmissed = try SettingsTrial.unmissed(
            "Capabilities/Entries/Data/settings.csv"
        ) { _ = try EntrySettings.load($0) }
        #expect(unmissed == [])
    }
}
