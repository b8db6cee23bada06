import Balances
import Kernel
import Store
import TestKit
import Testing

@Suite("Ledger") struct LedgerTableTests {
    @Test("does what each line of the tables says", arguments: TestStore.engines)
    func tables(engine: TestStore.Engine) async throws {
        let wrong = try await TestStore.with(engine) { store in
            try await store.migrate([try balancesMigrations()], at: Instant(milliseconds: 0))
            var wrong: [String] = []
            for (name, lines) in movements + refusals + reversals + allowances {
                wrong += try await LedgerScript(name: name, lines: lines).run(on: store)
            }
            let flaws = try await store.read { try Ledger().verify(in: $0) }
            return wrong + flaws.map { "flaw: \($0)" }
        }
        #expect(wrong == [])
    }
}

private let movements: [(String, String)] = [
    ("an amount leaves one account and arrives at another", """
        account  guarantee  CNY  0                                    ok
        transfer T1  @guarantee  guarantee     100000       L1        ok
        balance  guarantee                                            100000
        balance  @guarantee                                           -100000
        transfer T2  guarantee   @guarantee    0.00001      L2        ok
        balance  guarantee                                            99999.99999
        lines    guarantee                                            2
        lines    @guarantee                                           0
        """),
    ("an account is emptied to its lowest balance and not below", """
        account  stock      035  0                                    ok
        transfer T0  @stock      stock         9            L0        ok
        transfer T1  stock       @stock        9            L1        ok
        transfer T2  stock       @stock        0.00001      L2        insufficient
        balance  stock                                                0
        lines    stock                                                2
        """),
    ("an overdraft goes as far as its lowest balance", """
        account  credit     CNY  -500                                 ok
        transfer T1  credit      @credit       500          L1        ok
        transfer T2  credit      @credit       0.01         L2        insufficient
        balance  credit                                               -500
        """),
    ("an account without a lowest balance has no end", """
        account  flow       CNY  -                                    ok
        transfer T1  flow        @flow         1000000      L1        ok
        balance  flow                                                 -1000000
        """),
    ("an amount goes from one lot to another of the same holder", """
        account  bonded     035  0                                    ok
        account  ordinary   035  0                                    ok
        transfer T1  @bonded     bonded        20           L1        ok
        transfer T2  bonded      ordinary      12.5         L2        ok
        balance  bonded                                               7.5
        balance  ordinary                                             12.5
        balance  @ordinary                                            0
        lines    ordinary                                             1
        """),
    ("an account is opened once", """
        account  guarantee  CNY  0                                    ok
        account  guarantee  CNY  0                                    ok
        account  guarantee  CNY  -                                    account-differs
        account  guarantee  CNY  1                                    lowest
        account  guarantee  CNY  -1                                   account-differs
        account  guarantee  035  0                                    account-differs
        """),
    ("an order is done once for ever", """
        account  a          CNY  0                                    ok
        account  b          CNY  0                                    ok
        transfer T1  @a          a             100          L1        ok
        transfer T1  @a          a             100          L1        repeat
        transfer T2  a           b             100          L2        ok
        transfer T2  a           b             100          L2        repeat
        transfer T1  @a          a             100          L1        repeat
        balance  a                                                    0
        balance  b                                                    100
        """),
    ("a refused order may be tried again with the same key", """
        account  a          CNY  0                                    ok
        transfer T1  a           @a            100          L1        insufficient
        transfer T2  @a          a             100          L2        ok
        transfer T1  a           @a            100          L1        ok
        """),
    ("the largest amount fits and one more does not", """
        account  a          CNY  0                                    ok
        transfer T1  @a          a             1000000000000        L1  ok
        transfer T2  @a          a             0.00001              L2  out-of-range
        transfer T3  a           @a            1000000000000        L3  ok
        account  b          CNY  -                                      ok
        transfer T4  b           @b            1000000000000        L4  ok
        transfer T5  b           @b            0.00001              L5  out-of-range
        """),
]

/// Each line gives a reason and, with it, every reason of lower precedence that can apply as well.
private let refusals: [(String, String)] = [
    ("of several reasons the first in order is given", """
        account  a          CNY  0                                    ok
        account  kilos      035  0                                    ok
        transfer T1  @a          a             100          L1        ok
        transfer @x  none        none          0            L1        transfer-id
        transfer T1  none        none          0            L1        amount
        transfer T1  none        none          -1           L1        amount
        transfer T1  none        none          1000000000000.00001 L1 amount
        transfer T1  none        none          5            L1        same-account
        transfer T1  none        kilos         5            L9        transfer-differs
        transfer T2  none        kilos         500          L2        no-such-account
        transfer T2  a           none          500          L2        no-such-account
        transfer T2  a           kilos         500          L2        units-differ
        transfer T2  a           @a            500          L2        insufficient
        """),
    ("another content under a used key is refused, whatever differs", """
        account  a          CNY  0                                    ok
        account  b          CNY  0                                    ok
        transfer T1  @a          a             100          L1        ok
        transfer T1  @b          a             100          L1        transfer-differs
        transfer T1  @a          b             100          L1        transfer-differs
        transfer T1  @a          a             100.00001    L1        transfer-differs
        transfer T1  @a          a             100          L2        transfer-differs
        transfer T1  a           @a            100          L1        transfer-differs
        reverse  T1  T1                        all          L1        transfer-differs
        balance  a                                                    100
        """),
]

private let reversals: [(String, String)] = [
    ("a transfer is given back in parts, once in all", """
        account  guarantee  CNY  0                                    ok
        transfer G1  @guarantee  guarantee     1000         L         ok
        transfer T1  guarantee   @guarantee    300          A1        ok
        reverse  R1  T1                        100          A1        ok
        reverse  R1  T1                        100          A1        repeat
        reverse  R2  T1                        200.00001    A1        over-reversed
        reverse  R2  T1                        200          A1        ok
        reverse  R2  T1                        all          A1        repeat
        reverse  R3  T1                        0.00001      A1        over-reversed
        reverse  R3  T1                        all          A1        over-reversed
        balance  guarantee                                            1000
        lines    guarantee                                            4
        """),
    ("all that is left is given back", """
        account  a          CNY  0                                    ok
        transfer G1  @a          a             10           L         ok
        transfer T1  a           @a            10           A1        ok
        reverse  R1  T1                        4            A1        ok
        reverse  R2  T1                        all          A1        ok
        balance  a                                                    10
        """),
    ("what has been used up cannot be given back to where it came from", """
        account  a          CNY  0                                    ok
        transfer G1  @a          a             10           L         ok
        transfer T1  a           @a            6            A1        ok
        reverse  R1  G1                        all          L         insufficient
        reverse  R1  G1                        4            L         ok
        balance  a                                                    0
        """),
    ("of several reasons not to reverse the first is given", """
        account  a          CNY  0                                    ok
        transfer G1  @a          a             10           L         ok
        reverse  R1  G1                        4            L         ok
        reverse  @r  G9                        0            L         transfer-id
        reverse  R1  G9                        0            L         amount
        reverse  R1  G9                        4            L         transfer-differs
        reverse  R1  G1                        5            L         transfer-differs
        reverse  R1  G1                        4            M         transfer-differs
        reverse  R2  G9                        50           L         no-such-transfer
        reverse  R2  R1                        50           L         not-reversible
        reverse  R2  G1                        50           L         over-reversed
        """),
]

private let allowances: [(String, String)] = [
    ("opened with the limit on first use", """
        available quota-2026  26000                                    26000
        draw  D1  quota-2026  26000            455          O1         ok
        balance   quota-2026                                           25545
        available quota-2026  26000                                    25545
        draw  D1  quota-2026  26000            455          O1         repeat
        draw  D2  quota-2026  26000            25545        O2         ok
        draw  D3  quota-2026  26000            0.00001      O3         insufficient
        balance   quota-2026                                           0
        lines     quota-2026                                           3
        """),
    ("a year's account is its own", """
        draw  D1  quota-2026  26000            26000        O1         ok
        draw  D2  quota-2027  26000            26000        O2         ok
        draw  D3  quota-2026  26000            1            O3         insufficient
        """),
    ("a return gives it back", """
        draw  D1  quota-2026  26000            26000        O1         ok
        reverse  R1  D1                        1000         O1         ok
        draw  D2  quota-2026  26000            1000.00001   O2         insufficient
        draw  D2  quota-2026  26000            1000         O2         ok
        """),
    ("a limit raised within the year adds the difference", """
        draw  D1  quota-2018  20000            19000        O1         ok
        draw  D2  quota-2018  20000            1001         O2         insufficient
        available quota-2018  26000                                    7000
        draw  D2  quota-2018  26000            1001         O2         ok
        balance   quota-2018                                           5999
        lines     quota-2018                                           4
        """),
    ("a limit lowered takes the difference", """
        draw  D1  quota-2026  26000            10000        O1         ok
        available quota-2026  20000                                    10000
        draw  D2  quota-2026  20000            10000.00001  O2         insufficient
        draw  D2  quota-2026  20000            10000        O2         ok
        balance   quota-2026                                           0
        """),
    ("a limit lowered below the use leaves nothing, now and after a return", """
        draw  D1  quota-2026  26000            25000        O1         ok
        available quota-2026  20000                                    0
        draw  D2  quota-2026  20000            1            O2         insufficient
        balance   quota-2026                                           0
        reverse  R1  D1                        3000         O1         ok
        balance   quota-2026                                           3000
        available quota-2026  20000                                    0
        draw  D2  quota-2026  20000            1            O2         insufficient
        balance   quota-2026                                           0
        reverse  R2  D1                        2500         O1         ok
        available quota-2026  20000                                    500
        draw  D2  quota-2026  20000            500          O2         ok
        balance   quota-2026                                           0
        """),
    ("a repeat does not bring back the limit of its day", """
        draw  D1  quota-2018  20000            100          O1         ok
        draw  D2  quota-2018  26000            100          O2         ok
        draw  D1  quota-2018  20000            100          O1         repeat
        balance   quota-2018                                           25800
        """),
    ("a limit of nothing allows nothing", """
        draw  D1  rice-2026   0                1            O1         insufficient
        balance   rice-2026                                            0
        lines     rice-2026                                            0
        draw  D1  rice-2026   20               1            O1         ok
        balance   rice-2026                                            19
        """),
    ("what the ledger granted is not reversed", """
        draw  D1  quota-2026  26000            26000        O1         ok
        reverse  R1  @quota-2026#1             all          X          not-reversible
        """),
    ("a plain account is no allowance", """
        account  guarantee  CNY  0                                     ok
        draw  D1  guarantee   26000            1            O1         account-differs
        draw  D1  guarantee   -1               1            O1         amount
        """),
]
