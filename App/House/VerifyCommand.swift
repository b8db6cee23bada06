public import ArgumentParser
import FoundationEssentials
import Journal
import Kernel
import Plug
import Store

/// `tradewind verify --data DIR`: looks whether everything that is stored is what was stored.
/// `tradewind verify FILE…`: checks receipts by the proofs they carry, without a store.
public struct VerifyCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "核验已存数据或回执 / Verify what is stored, or receipts by their proofs",
        discussion: """
            不带文件：逐条重算报文、应答和回执的摘要，核对清单、回执与流水，重新加总各账户，由条目重建存证日志。\
            有任何不符则以 1 退出。核验不改动任何数据，也不升级数据库表。
            带文件：离线核验附有存证证明的回执或单据（JSON），须用 --policy 或 --key 说明信任哪个日志。
            Without files: computes the digest of every message, answer and receipt again, looks for
            the receipts and entries that belong to lists, adds all accounts up, builds the evidence
            log again from its entries. Ends with 1 when anything does not agree. Changes nothing,
            and does not bring older tables up to date.
            With files: checks receipts and papers that carry proofs (JSON), offline; --policy or
            --key says which log is believed. Ends with 1 when one does not hold.
            """)

    @Argument(help: "附证明的回执 / receipts with their proofs (JSON)")
    var files: [String] = []

    @Option(help: "策略文件 / policy file: logs, witnesses, quorum (C2SP tlog-policy)")
    var policy: String?

    @Option(help: "只信任这一日志 / believe this log alone: name+id+base64")
    var key: String?

    @Flag(help: "以 JSON 输出核验回执的结果 / print JSON for receipts")
    var json = false

    @Option(help: "数据目录 / data folder (TRADEWIND_DATA, ./var)")
    var data: String?

    public init() {}

    public func run() async throws {
        let wrong = files.isEmpty ? try await verifyStore() : try verifyFiles()
        if wrong > 0 { throw ExitCode(1) }
    }

    private func verifyFiles() throws -> Int {
        do {
            return try VerifyReceipts(policy: policy, key: key, json: json)
                .run(files) { print($0) }
        } catch let refusal as any Refusal {
            throw ValidationError(
                "\(refusal.message.zh)\(refusal.fix.zh)\n\(refusal.message.en) \(refusal.fix.en)")
        }
    }

    private func verifyStore() async throws -> Int {
        let logger = try Logging.start()
        let environment = ProcessInfo.processInfo.environment
        var settings = try HouseSettings(environment: environment)
        settings.data = data ?? settings.data
        do {
            try OperatorDoor.check(
                settings, hasPepper: environment["TRADEWIND_PEPPER"]?.isEmpty == false)
            let house = try await SingleWindow.examine(
                settings, share: Share.find(), logger: logger)
            let wrong = await house.verify { print($0) }
            house.store.close()
            return wrong
        } catch {
            throw StartFault(error, settings)
        }
    }
}

extension SingleWindow {
    /// Runs every scrub there is; gives how much does not agree.
    ///
    /// - Parameter tell: takes a line for people.
    func verify(tell: (String) -> Void) async -> Int {
        let own = [
            Scrub("store", Localized(zh: "数据库文件", en: "database file")) { store in
                var findings = Scrub.Findings()
                let flaws = try await store.read { try $0.integrity() }
                findings.checked = 1
                findings.mismatches = flaws.map {
                    Scrub.Mismatch("sqlite", Localized(zh: $0, en: $0))
                }
                return findings
            },
            journalScrub,
        ]
        var wrong = 0
        for scrub in own + capabilities.flatMap(\.scrubs) {
            do {
                let findings = try await scrub.run(store)
                let count = findings.mismatches.count
                tell(
                    "\(scrub.name) \(scrub.label.zh) / \(scrub.label.en): \(findings.checked), "
                        + "\(count) 不符 / \(count) wrong")
                for mismatch in findings.mismatches {
                    let what = mismatch.what
                    tell(
                        "  \(mismatch.subject): "
                            + (what.zh == what.en ? what.en : "\(what.zh) / \(what.en)"))
                }
                wrong += count
            } catch {
                // What cannot be read is wrong, too; the others are looked at all the same.
                tell("\(scrub.name) \(scrub.label.zh) / \(scrub.label.en): \(error)")
                wrong += 1
            }
        }
        tell(wrong == 0 ? "全部相符 / everything agrees" : "\(wrong) 处不符 / \(wrong) do not agree")
        return wrong
    }

    /// Reads every entry of the journal.
    private var journalScrub: Scrub {
        let journal = journal
        return Scrub("journal", Localized(zh: "流水", en: "journal entries")) { store in
            var findings = Scrub.Findings()
            var last: Int64 = 0
            while true {
                let from = last
                let page = try await store.read {
                    try journal.entries(after: from, limit: 500, in: $0).map(\.sequence)
                }
                guard let end = page.last else { return findings }
                findings.checked += page.count
                last = end
            }
        }
    }
}
