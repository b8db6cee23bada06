import Kernel
import TestKit
import Testing

@testable import Classification

@Suite("Settings of classification") struct SettingsTests {
    @Test("a figure that is missing stops the start, with file and name")
    func missing() throws {
        let unmissed = try SettingsTrial.unmissed(
            "Capabilities/Classification/Data/settings.csv"
        ) { _ = try ClassificationData.settings($0) }
        #expect(unmissed == [])
    }
}
