import Kernel
import TestKit
import Testing

@testable import Declarations

@Suite("Settings of declarations") struct SettingsTests {
    @Test("a figure that is missing stops the start, with file and name")
    func missing() throws {
        let unmissed = try SettingsTrial.unmissed(
            "Capabilities/Declarations/Data/settings.csv", besides: [
                "pilot-zone.", "postal-site.", "export-return.mode.",
                "export-return.cross-district.", "return-relief.mode.",
                "return-relief.food-chapter.", "invoice-free.mode.", "invoice-free.excluded.",
                "batch.second-officer.release.",
            ]
        ) { _ = try DatedSettings.load($0) }
        #expect(unmissed == [])
    }
}
