public import ArgumentParser
import FoundationEssentials
import Journal
import Kernel
import Plug
import Store

/// `tradewind verify --data DIR`: looks whether everything that is stored is what was stored.
public struct VerifyCommand: AsyncParsableCommand {
    public static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "核验已存数据 / Verify what is stored",
        discussion: """
            逐条重算报文、应答和回执的摘要，核对清单、回执与流水，重新加总各账户。\
            有任何不符则以 1 退出。\
            核验不改动任何数据，也不升级数据库表。
            Computes the digest of every message, answer and receipt again, looks for the receipts
            and entries that belong to lists, adds all accounts up. Ends with 1 when anything does
            not agree. Changes nothing, and does not bring older tables up to date.
            """)

    @Option(help: "数据目录 / data folder (TRADEWIND_DATA, ./var)")
    var data: String?

    public init() {}

    public func run() async throws {
        let logger = try Logging.start()
        let environment = ProcessInfo.processInfo.environment
        var settings = try HouseSettings(environment: environment)
        settings.data = data ?? settings.data
        var wrong = 0
        do {
            try OperatorDoor.check(
                settings, hasPepper: environment["TRADEWIND_PEPPER"]?.isEmpty == false)
            let house = try await SingleWindow.examine(
                settings, share: Share.find(), logger: logger)
            wrong = await house.verify { print($0) }
            house.store.close()
        } catch {
            throw StartFault(error, settings)
        }
        if wrong > 0 { throw ExitCode(1) }
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
