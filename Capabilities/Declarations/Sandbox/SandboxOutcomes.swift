import Kernel
import Reference

/// What happens to a list of the sandbox, by the seller's goods number of one of its lines
/// (`Data/sandbox-outcomes.csv`): the same for everybody, every time.
struct SandboxOutcome: Sendable, Hashable {
    /// A receipt that follows, so many seconds after the one before.
    struct Step: Sendable, Hashable {
        let status: Status
        let seconds: Int64
    }

    /// Goods number that asks for it.
    let item: String
    let name: Localized
    let steps: [Step]
    /// The protocol's number for the reason; empty for that of the status.
    let code: String
    let reason: String
    let fix: String
    /// How often the sender is told to come again before the message is taken.
    let refusals: Int64

    /// What the receipt of a step says.
    func info(_ step: Step) -> String {
        guard step.status == .rejected, !reason.isEmpty else {
            return coded(String(step.status.rawValue), "沙箱测试：\(name.zh)")
        }
        return coded(
            code.isEmpty ? String(step.status.rawValue) : code, "沙箱测试：\(reason)；\(fix)")
    }
}

struct SandboxOutcomes: Sendable {
    let all: [SandboxOutcome]

    /// The outcome that a goods number asks for; the first of the table, release, for any other.
    func of(_ items: [String]) -> SandboxOutcome? {
        all.first { outcome in items.contains { $0.utf8.elementsEqual(outcome.item.utf8) } }
            ?? all.first
    }

    /// The first goods number that is spelt as the sandbox's own and is none of them.
    func unknown(_ items: [String]) -> String? {
        items.first { item in
            item.halfWidth.uppercased().hasPrefix("SANDBOX-")
                && !all.contains { $0.item.utf8.elementsEqual(item.utf8) }
        }
    }

    /// Throws a `DataFault` of a damaged table.
    static func load(_ share: Share) throws -> SandboxOutcomes {
        var file = try DataFile("Capabilities/Declarations/Data/sandbox-outcomes.csv", in: share)
        let (item, steps, code) = (
            try file.column("item"), try file.column("steps"), try file.column("code")
        )
        let (zh, en) = (try file.column("name_zh"), try file.column("name_en"))
        let (reason, fix) = (try file.column("reason_zh"), try file.column("fix_zh"))
        let refusals = try file.column("refusals")
        var all: [SandboxOutcome] = []
        while let row = try file.next() {
            all.append(
                SandboxOutcome(
                    item: row.text(item), name: Localized(zh: row.text(zh), en: row.text(en)),
                    steps: try row.text(steps).split(separator: " ").map { word in
                        guard let step = step(String(word)) else { throw row.fault("steps") }
                        return step
                    }, code: row.text(code), reason: row.text(reason),
                    fix: row.text(fix), refusals: try times(row, refusals)))
        }
        return SandboxOutcomes(all: all)
    }

    /// How often the sender is told to come again: none where the table has nothing.
    private static func times(_ row: DataRow, _ column: Int) throws -> Int64 {
        let text = row.text(column)
        guard !text.isEmpty else { return 0 }
        guard let times = Int64(text), times > 0 else { throw row.fault("refusals") }
        return times
    }

    /// `800@60`: the status, sixty seconds after the one before.
    private static func step(_ word: String) -> SandboxOutcome.Step? {
        let parts = word.split(separator: "@")
        guard let status = parts.first.flatMap({ Int64($0) }).flatMap(Status.init(rawValue:))
        else { return nil }
        return SandboxOutcome.Step(
            status: status, seconds: parts.count > 1 ? Int64(parts[1]) ?? 0 : 0)
    }
}
