import Kernel
import Reference
import Testing

@testable import Procedures

/// Faults of files that a figure of nothing, a skipped step or a misspelt benefit would bring.
@Suite("What a service file gives, it can give")
struct ServiceAmountTests {
    private func read(_ name: String, _ part: String, _ instead: String) throws -> ServiceFile {
        let share = try Share.find()
        let path = "\(ServiceCatalogue.folder)/\(name).yaml"
        let shipped = String(decoding: try share.bytes(path), as: UTF8.self)
        let pieces = shipped.split(
            separator: part, maxSplits: 1, omittingEmptySubsequences: false)
        try #require(pieces.count == 2, "\(part) is not in \(name)")
        return try ServiceReader.read(
            Array(pieces.joined(separator: instead).utf8), path: path,
            register: try ProceduresCapability.register(of: share))
    }

    @Test(
        "a file that could grant nothing, pay without the fund, or ask for what is not there is refused",
        arguments: [
            ("automatic-import-licence", "value: 0.00001", "value: 0", "quantity may be zero"),
            ("support-premium", "rule: \"support > 0\"", "rule: \"support >= 0\"", "support may be zero"),
            ("training-course", "people >= 1 and", "people >= 0 and", "people may be zero"),
            (
                "support-premium", "does: advance, to: payout, fourEyes: true}\nappeal:",
                "does: grant, fourEyes: true}\nappeal:", "write does: advance, to: payout"
            ),
            (
                "one-industry-one-licence", "steps:\n", """
                steps:
                  - id: first
                    name: {zh: 初审, en: First look}
                    body: market
                    clock: {workingDays: 2, basis: default-term}
                    actions:
                      - {id: go, name: {zh: 转并联审查, en: Pass on}, does: advance, to: together}
                      - {id: "no", name: {zh: 不予许可, en: Refuse}, does: refuse}

                """, "write does: advance, to: together"
            ),
            ("support-premium", "benefit: fund-premium", "benefit: fund-premiun", "Is fund-premium meant?"),
            (
                "support-overseas-warehouse", "facts: {warehouse-area: area}",
                "facts: {warehouse-area: country}", "must be a number field or a tick"
            ),
            ("support-premium", "    longest: 60", "    others: true", "others has no effect"),
        ] as [(String, String, String, String)])
    func faults(name: String, part: String, instead: String, word: String) throws {
        let found = #expect(throws: ServiceFaults.self) { try read(name, part, instead) }
        let fault = found?.faults.first { $0.message.en.contains(word) }
        #expect(fault.map { $0.line > 1 } == true, "\(found?.description ?? "")")
    }

    @Test("an appeal grants by itself where every other grant is the same body's")
    func ownGrant() throws {
        let service = try read("vehicle-temporary-export", "row: SW-20", "row: SW-20")
        #expect(service.step("review")?.actions.contains { $0.effect == .grant } == true)
    }
}
