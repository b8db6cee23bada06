@testable import Declarations

extension World {
    /// Tables that go back, and failures to write one, that the server has in memory.
    func heldTables() async -> Int {
        guard let held = await declarations?.books.held else { return -1 }
        return held.made + held.failed + held.unwritten
    }
}
