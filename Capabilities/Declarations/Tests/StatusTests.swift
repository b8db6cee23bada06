import Kernel
import Testing

@testable import Declarations

@Suite("Status of a document") struct StatusTests {
    @Test("a status never goes backwards: only a list that has ended, or is changed at a far side, begins anew")
    func forwards() {
        for status in Status.allCases {
            for next in status.next where !status.isOver {
                #expect(
                    next.rawValue > status.rawValue || next == .rejected || !next.isOfficial
                        || (status, next) == (.sent, .declaring),
                    "\(status) → \(next)")
            }
        }
        #expect(Status.rejected.next == [.declaring, .staged, .withdrawn])
    }

    @Test("a far side brings a list ahead over any steps and never back", arguments: [
        (Status.declaring, Status.released, true), (.sent, .inspection, true), (.sent, .notSent, true), (.inspection, .suspended, true),
        (.suspended, .detainedOther, true), (.stored, .rejected, true), (.released, .closed, true), (.released, .stored, false),
        (.released, .rejected, false), (.rejected, .released, false), (.closed, .released, false), (.withdrawn, .stored, false),
        (.cancelled, .closed, false), (.sentBack, .released, false), (.sent, .withdrawn, false), (.sent, .sent, false),
    ])
    func brought(from: Status, to: Status, may: Bool) { #expect(from.mayBeBrought(to: to) == may) }

    @Test("what has been released is never held or rejected any more")
    func released() {
        #expect(Status.released.next == [.closed])
        #expect(Status.closed.next.isEmpty)
    }

    @Test("every status can be reached from the first two")
    func reachable() {
        var reached: Set<Status> = [.staged, .declaring]
        var before = 0
        while before != reached.count {
            before = reached.count
            for status in reached { reached.formUnion(status.next) }
        }
        #expect(reached == Set(Status.allCases))
    }

    @Test("the sender may change a list until it is stored, and after it was rejected", arguments: [
        (Status.staged, true), (.declaring, true), (.rejected, true), (.withdrawn, true), (.stored, false),
        (.review, false), (.inspection, false), (.released, false), (.closed, false), (.detainedOther, false),
    ])
    func changes(status: Status, may: Bool) { #expect(status.mayBeChanged == may) }

    @Test("an officer has something to do exactly where a list waits for one", arguments: [
        (Status.review, [OfficerDesk.Action.release, .reject, .inspect]),
        (.inspection, [.release, .reject, .detain, .suspend, .sendBack]),
        (.detainedOther, [.release, .sendBack]), (.released, []), (.closed, []),
    ])
    func officers(status: Status, actions: [OfficerDesk.Action]) {
        #expect(OfficerDesk.Action.possible(from: status) == actions)
    }

    @Test("the number of a receipt is read by its type: a tax bill that was made is not staged, one that is void was not sent", arguments: [
        ("CEB622", 1, "已暂存"), ("CEB622", 800, "放行"), ("CEB816", 1, "已生成"), ("CEB818", 2, "已汇总"),
        ("CEB818", 3, "已作废"), ("CEB603", 0, "抄送报文"), ("CEB622", -621_005, nil),
    ] as [(String, Int64, String?)])
    func standing(type: String, number: Int64, words: String?) {
        let receipt = ReceiptBook.Receipt(
            sequence: 1, at: Instant(milliseconds: 0), type: type, subject: "B", status: number, info: "", body: [])
        #expect(receipt.standing?.zh == words)
    }
}
