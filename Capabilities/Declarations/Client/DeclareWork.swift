import Kernel

/// What `tradewind declare` does, without its arguments.
struct DeclareWork: Sendable {
    let client: DeclareClient

    func send(_ file: String, _ input: Result<[UInt8], Fault>) async -> DeclareReport {
        switch input {
        case .failure(let fault):
            DeclareReport(
                file: file,
                outcome: .refused(
                    DeclareOutcome.Refused(
                        status: 0, code: fault.code, message: fault.message, fix: fault.fix,
                        faults: [])))
        case .success(let bytes):
            DeclareReport(file: file, outcome: await client.send(bytes))
        }
    }

    /// Asks each second how the lists stand, until all are decided or the client's patience ends.
    func wait(_ reports: [DeclareReport]) async -> [DeclareReport] {
        var reports = reports
        while true {
            let started = Stopwatch.nanoseconds()
            for index in reports.indices {
                guard case .taken(let taking) = reports[index].outcome else { continue }
                let known = reports[index].standings
                var standings: [DeclareOutcome.Standing] = []
                for list in taking.lists {
                    if let settled = known.first(where: { $0.subject == list && $0.isDecided }) {
                        standings.append(settled)
                        continue
                    }
                    let standing = await client.declaration(list)
                    standings.append(
                        standing ?? known.first { $0.subject == list }
                            ?? DeclareOutcome.Standing(
                                subject: list, status: Status.declaring.rawValue, waitsFor: [],
                                info: ""))
                }
                reports[index].standings = standings
            }
            let isDone = reports.allSatisfy { $0.standings.allSatisfy(\.isDecided) }
            client.patience.spend(
                milliseconds: Int((Stopwatch.nanoseconds() - started) / 1_000_000))
            guard !isDone, client.patience.seconds > 0 else { return reports }
            client.patience.spend(milliseconds: 1000)
            await client.pause(1)
        }
    }
}
