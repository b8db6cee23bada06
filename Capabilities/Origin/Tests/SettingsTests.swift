import Kernel
import TestKit
import Testing

@testable import Origin

@Suite("Settings of origin") struct SettingsTests {
    @Test("a figure that is missing stops the start, with file and name")
    func missing() throws {
        let unmissed = try SettingsTrial.unmissed(
            "Capabilities/Origin/Data/settings.csv"
        ) { _ = try OriginSettings.load($0) }
        #expect(unmissed == [])
    }
}
