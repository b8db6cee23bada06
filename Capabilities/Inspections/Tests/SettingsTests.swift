import Kernel
import TestKit
import Testing

@testable import Inspections

@Suite("Settings of inspections") struct SettingsTests {
    @Test("a figure that is missing stops the start, with file and name")
    func missing() throws {
        let unmissed = try SettingsTrial.unmissed(
            "Capabilities/Inspections/Data/settings.csv"
        ) { _ = try InspectionSettings.load($0) }
        #expect(unmissed == [])
    }
}
