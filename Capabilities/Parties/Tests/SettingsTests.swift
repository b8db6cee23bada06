import Kernel
import TestKit
import Testing

@testable import Parties

@Suite("Settings of parties") struct SettingsTests {
    @Test("a figure that is missing stops the start, with file and name")
    func missing() throws {
        let unmissed = try SettingsTrial.unmissed(
            "Capabilities/Parties/Data/settings.csv"
        ) { _ = try SecuritySettings(share: $0) }
        #expect(unmissed == [])
    }
}
