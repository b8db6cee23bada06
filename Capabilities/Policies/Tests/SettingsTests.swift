import Kernel
import TestKit
import Testing

@testable import Policies

@Suite("Settings of policies") struct SettingsTests {
    @Test("a figure that is missing stops the start, with file and name")
    func missing() throws {
        let unmissed = try SettingsTrial.unmissed(
            "Capabilities/Policies/Data/settings.csv"
        ) { _ = try PolicySettings.load($0) }
        #expect(unmissed == [])
    }
}
