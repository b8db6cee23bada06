import Kernel
import Reference
import Testing

@testable import Lists

@Suite("Conditions") struct ConditionTests {
    static let rule = ConditionRule(
        ConditionNames(
            list: { Localized(same: $0) }, fact: { Localized(same: $0) },
            role: { Localized(same: $0) }, level: { Localized(same: $0) }))

    static func view(item: String = "") -> FirmView {
        let day = Day(sinceEpoch: 20_000)
        return FirmView(
            roles: ["seller"], district: "2244", day: day, item: item, level: { "certified" },
            listings: { list in
                list == "on" ? [FirmView.Listing(from: day, to: nil, item: "3002")] : []
            }, figure: { $0 == "size" ? FirmView.Figure(5, source: "TEST") : nil })
    }

    @Test(
        "A condition holds as it says, quickly and explained alike",
        arguments: [
            (.role(["seller", "platform"]), true), (.role(["platform"]), false),
            (.level(["certified"]), true), (.level(["advanced"]), false),
            (.district(["22"]), true), (.district(["52"]), false),
            (.list(["on"], item: false), true), (.list(["off"], item: false), false),
            (.fact("size", .is, 5), true), (.fact("size", .above, 5), false),
            (.fact("size", .atLeast, 5), true), (.fact("size", .below, 6), true),
            (.fact("size", .atMost, 4), false), (.fact("nothing", .atMost, 9), false),
            (.not(.fact("nothing", .is, 1)), true), (.all([]), true), (.any([]), false),
            (.all([.role(["seller"]), .level(["advanced"])]), false),
            (.any([.role(["platform"]), .level(["certified"])]), true),
        ] as [(FirmCondition, Bool)])
    func holds(condition: FirmCondition, expected: Bool) {
        #expect(ConditionRule.holds(condition, of: Self.view()) == expected)
        let verdict = Self.rule.judge(condition, of: Self.view())
        #expect(verdict.holds == expected)
        #expect(verdict.missing.isEmpty == expected)
    }

    @Test(
        "A heading on the list covers the goods under it and no others",
        arguments: [("3002120000", true), ("3002", true), ("300", false), ("3004", false), ("", false)])
    func items(item: String, expected: Bool) {
        let condition = FirmCondition.list(["on"], item: true)
        #expect(ConditionRule.holds(condition, of: Self.view(item: item)) == expected)
        #expect(Self.rule.judge(condition, of: Self.view(item: item)).holds == expected)
    }

    @Test("What a decision keeps of a firm gives the same verdict again")
    func snapshot() {
        let condition = FirmCondition.all([
            .role(["seller"]), .level(["certified"]), .district(["22"]),
            .list(["on"], item: true), .fact("size", .is, 5), .not(.list(["off"], item: false)),
        ])
        let view = Self.view(item: "300212")
        let kept = FirmSnapshot(text: FirmSnapshot(of: view, for: [condition]).text).view
        #expect(kept.map { Self.rule.judge(condition, of: $0) } == Self.rule.judge(condition, of: view))
        #expect(FirmSnapshot(text: "").view == nil)
    }
}

