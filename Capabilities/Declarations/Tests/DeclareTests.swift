import FoundationEssentials
import Journal
import Kernel
import Synchronization
import Testing
import Wire

@testable import Declarations

/// A server of prepared answers, and what it was asked.
private final class Script: Sendable {
    typealias Step = Result<OutgoingHTTP.Answer, OutgoingFault>

    private let state: Mutex<(steps: [Step], asked: [OutgoingHTTP.Request], pauses: [Int], told: [Localized])>

    init(_ steps: [Step]) { state = Mutex((steps, [], [], [])) }

    var asked: [OutgoingHTTP.Request] { state.withLock { $0.asked } }
    var pauses: [Int] { state.withLock { $0.pauses } }
    var told: [Localized] { state.withLock { $0.told } }

    func client(_ server: String = "https://window.example/", seconds: Int = 60) throws -> DeclareClient {
        DeclareClient(
            server: server, key: "tw_a_b_c",
            outgoing: OutgoingHTTP { request throws(OutgoingFault) in
                let step = self.state.withLock { state -> Step in
                    state.asked.append(request)
                    return state.steps.isEmpty ? .failure(.broken("end of script")) : state.steps.removeFirst()
                }
                return try step.get()
            },
            catalogue: try MessageCatalogue.load(from: Share.find()),
            pause: { seconds in self.state.withLock { $0.pauses.append(seconds) } },
            patience: DeclarePatience(seconds: seconds),
            tell: { text in self.state.withLock { $0.told.append(text) } })
    }
}

private func answer(_ status: Int, _ json: String = "{}", _ headers: [OutgoingHTTP.Header] = [])
    -> Result<OutgoingHTTP.Answer, OutgoingFault>
{
    .success(OutgoingHTTP.Answer(status: status, headers: headers, body: Array(json.utf8)))
}

private func taken(_ type: String, _ subject: String, _ status: Int, _ info: String) -> String {
    """
    {"type":"\(type)","guid":"G","repeat":false,"results":[{"subject":"\(subject)","status":\(status),\
    "info":"\(info)"}],"receipt":"<x/>"}
    """
}

private let receipt = """
    <CEB622Message xmlns=\\"http://www.chinaport.gov.cn/ceb\\" version=\\"1.0\\" \
    guid=\\"00000000-0000-4000-8000-0000000000A1\\"><InventoryReturn>\
    <guid>00000000-0000-4000-8000-0000000000B2</guid><customsCode>2244</customsCode>\
    <ebpCode>3122000001</ebpCode><ebcCode>3122000001</ebcCode><agentCode>3122000001</agentCode>\
    <copNo>C1</copNo><preNo>B20261120000000001</preNo><invtNo></invtNo><returnStatus>2</returnStatus>\
    <returnTime>20261120140509123</returnTime><returnInfo>新增申报成功</returnInfo></InventoryReturn></CEB622Message>
    """

@Suite("tradewind declare") struct DeclareTests {
    @Test("a message is posted with the key and told in words of either language")
    func posted() async throws {
        let script = Script([answer(200, taken("CEB311", "CEB311/O1", 120, "[Code:1800;Desc:逻辑校验通过]"))])
        let report = await DeclareWork(client: try script.client()).send("a.xml", .success(Array("<m/>".utf8)))
        #expect(report.isWell)
        #expect(report.text(.zh) == "a.xml  CEB311  已收下\n  CEB311/O1  120 已入库  [Code:1800;Desc:逻辑校验通过]")
        #expect(report.text(.en) == "a.xml  CEB311  taken\n  CEB311/O1  120 Stored  [Code:1800;Desc:逻辑校验通过]")
        let asked = try #require(script.asked.first)
        #expect(asked.method == "POST")
        #expect(asked.url == "https://window.example/api/v1/ceb")
        #expect(asked.body == Array("<m/>".utf8))
        #expect(asked.headers.contains(OutgoingHTTP.Header("authorization", "Bearer tw_a_b_c")))
        #expect(asked.headers.contains(OutgoingHTTP.Header("accept", "application/json")))
    }

    @Test("the same bytes go out again while the server is busy or out of reach, with growing pauses")
    func again() async throws {
        let script = Script([
            .failure(.notReached("x")), answer(503), .failure(.timedOut),
            answer(429, "{}", [OutgoingHTTP.Header("Retry-After", "9")]), answer(200, taken("CEB311", "x", 120, "")),
        ])
        let report = await DeclareWork(client: try script.client("http://127.0.0.1:1")).send("a.xml", .success([1, 2]))
        #expect(report.isWell)
        #expect(script.pauses == [1, 2, 4, 9])
        #expect(script.asked.map(\.body) == [[UInt8]](repeating: [1, 2], count: 5))
        #expect(script.told.count == 4)
        #expect(script.told.last?.en == "The server answered 429; trying again in 9 s (53 s left)")
        #expect(script.told.first?.zh == "无法连接对方服务器（x）；1 秒后重试（还可等待 60 秒）")
    }

    @Test("it goes on trying as long as it was told to, and no longer", arguments: [
        (0, []), (1, [1]), (5, [1, 2, 2]), (60, [1, 2, 4, 8, 16, 29]), (100, [1, 2, 4, 8, 16, 30, 30, 9]),
    ])
    func patience(seconds: Int, pauses: [Int]) async throws {
        let script = Script([Script.Step](repeating: .failure(.notReached("x")), count: 20))
        let work = DeclareWork(client: try script.client(seconds: seconds))
        #expect(await !work.send("a.xml", .success([1])).isWell)
        #expect(script.pauses == pauses)
        #expect(script.asked.count == pauses.count + 1)
        // The next file finds no patience left and gets one attempt.
        #expect(await !work.send("b.xml", .success([1])).isWell)
        #expect(script.asked.count == pauses.count + 2)
    }

    @Test("what does not pass by itself is not sent again", arguments: [OutgoingFault.nameNotFound, .notSecure("x"), .notSendable("x")])
    func gaveUp(fault: OutgoingFault) async throws {
        let script = Script([Script.Step](repeating: .failure(fault), count: 10))
        let report = await DeclareWork(client: try script.client()).send("a.xml", .success([1]))
        #expect(!report.isWell)
        #expect(script.asked.count == 1)
        #expect(report.text(.zh).hasPrefix("a.xml  未送达\n  \(fault.message.zh)"))
    }

    @Test("a receipt of an error or a rejection is a failure, whatever HTTP says", arguments: [
        (120, true), (2, true), (1, true), (800, true), (100, false), (-1, false), (-621016, false),
    ])
    func wellOrNot(status: Int, isWell: Bool) async throws {
        let script = Script([answer(200, taken("CEB621", "B1", status, "x"))])
        let report = await DeclareWork(client: try script.client()).send("a.xml", .success([1]))
        #expect(report.isWell == isWell)
    }

    @Test("a repeat is read from its receipt")
    func repeated() async throws {
        let script = Script([
            answer(200, #"{"type":"CEB621","guid":"G","repeat":true,"results":[],"receipt":"\#(receipt)"}"#)
        ])
        let report = await DeclareWork(client: try script.client()).send("a.xml", .success([1]))
        #expect(report.text(.en) == "a.xml  CEB621  was taken before\n  B20261120000000001  2 Being declared  新增申报成功")
        #expect(report.isWell)
    }

    @Test("a refused document is told in the language that was asked for, with the way to mend it")
    func refused() async throws {
        let words = #""message":{"zh":"已放行","en":"released"},"fix":{"zh":"按退货办理","en":"return it"}"#
        let result = #"{"subject":"C1","status":-623005,"info":"[Code:-623005;Desc:623 invtNo 已放行；按退货办理]","findings":[{"code":"-623005","element":"623 invtNo",\#(words)}]}"#
        let script = Script([answer(200, #"{"type":"CEB623","guid":"G","repeat":false,"results":[\#(result)]}"#)])
        let report = await DeclareWork(client: try script.client()).send("a.xml", .success([1]))
        #expect(!report.isWell)
        #expect(
            report.text(.en) == """
                a.xml  CEB623  taken
                  C1  -623005 Refused
                    623 invtNo  [-623005]
                      released
                      → return it
                """)
        let json = try JSON(Array(DeclareReport.json([report]).utf8)).elements.first
        let finding = json?["results"]?.elements.first?["findings"]?.elements.first
        #expect(finding?["fix"]?["zh"]?.string == "按退货办理" && finding?["code"]?.string == "-623005")
    }

    @Test("a problem is told with every fault, its place and the way to mend it")
    func problem() async throws {
        let words = #""message":{"zh":"不符","en":"misfit"},"fix":{"zh":"改","en":"mend"}"#
        let script = Script([
            answer(422, #"{"code":"declarations.misfit",\#(words),"faults":[{"code":"value.length","path":"/a","line":3,\#(words)}]}"#)
        ])
        let report = await DeclareWork(client: try script.client()).send("a.xml", .success([1]))
        #expect(!report.isWell)
        #expect(
            report.text(.zh) == """
                a.xml  未收下  [declarations.misfit]
                  不符
                  → 改
                  第 3 行  /a  [value.length]
                    不符
                    → 改
                """)
        let json = try JSON(Array(DeclareReport.json([report]).utf8))
        #expect(json.elements.first?["ok"]?.boolean == false)
        #expect(json.elements.first?["problem"]?["faults"]?.elements.first?["message"]?["en"]?.string == "misfit")
    }

    @Test("an answer that is no JSON is told by its status", arguments: [200, 404, 500])
    func strange(status: Int) async throws {
        let script = Script([answer(status, "<html>\u{1B}[2J")])
        let report = await DeclareWork(client: try script.client()).send("a\u{1B}.xml", .success([1]))
        #expect(!report.isWell)
        #expect(report.text(.en) == "a\u{FFFD}.xml  not taken  [\(status)]\n  The server answered \(status)")
    }

    @Test("waiting asks until each list is decided, and says what is missing when time is up")
    func waits() async throws {
        func standing(_ status: Int, _ waits: String = "") -> Script.Step {
            answer(200, #"{"status":\#(status),"waitsFor":[\#(waits)],"receipts":[{"sequence":9,"info":"新"},{"sequence":4,"info":"旧"}]}"#)
        }
        let script = Script([
            answer(200, taken("CEB621", "B1", 2, "")), answer(200, taken("CEB511", "W1", 120, "")),
            standing(2, #""CEB311""#), standing(120), standing(800),
        ])
        let work = DeclareWork(client: try script.client())
        let sent = [await work.send("l.xml", .success([1])), await work.send("w.xml", .success([1]))]
        let done = await work.wait(sent)
        #expect(done.map(\.isWell) == [true, true])
        #expect(done[0].text(.zh).hasSuffix("\n  → B1  800 放行  新"))
        #expect(done[1].standings.isEmpty)
        #expect(script.asked.last?.url == "https://window.example/api/v1/declarations/B1")
        let late = Script([answer(200, taken("CEB621", "B1", 2, "")), standing(2, #""CEB311""#), standing(2, #""CEB311""#)])
        let patient = DeclareWork(client: try late.client(seconds: 1))
        let undecided = await patient.wait([await patient.send("l.xml", .success([1]))])
        #expect(undecided.map(\.isWell) == [false])
        #expect(undecided[0].text(.en).hasSuffix("→ B1  2 Being declared  新 (waits for CEB311)"))
        #expect(late.pauses == [1])
    }

    @Test("the outcome of a decision decides", arguments: [(800, true), (300, true), (500, true), (899, true), (100, false), (9, true)])
    func decided(status: Int64, isWell: Bool) {
        let standing = DeclareOutcome.Standing(subject: "B1", status: status, waitsFor: [], info: "")
        #expect(standing.isDecided)
        #expect(standing.isWell == isWell)
    }

    @Test("receipts are pulled page by page into files, and the next time goes on from there")
    func pulled() async throws {
        let out = FileManager.default.temporaryDirectory.path + "/tradewind-pull-\(UInt64.random(in: 0...UInt64.max))"
        defer { try? FileManager.default.removeItem(atPath: out) }
        func page(_ numbers: [Int]) -> Script.Step {
            let items = numbers.map { #"{"sequence":\#($0),"at":"x","type":"CEB622","subject":"B","status":800,"info":"放行","xml":"<r>\#($0)</r>"}"# }
            return answer(200, #"{"receipts":[\#(items.joined(separator: ","))],"next":\#(numbers.last ?? 0)}"#)
        }
        let first = Script([page([3, 5]), page([9]), page([])])
        let shown = Mutex<[Int64]>([])
        try await ReceiptPull(client: first.client(), out: out).run(after: nil) { page in
            shown.withLock { $0 += page.map(\.sequence) }
        }
        #expect(shown.withLock { $0 } == [3, 5, 9])
        #expect(first.asked.map { $0.url.split(separator: "?").last.map { String($0) } ?? "" } == [
            "after=0&limit=200", "after=5&limit=200", "after=9&limit=200",
        ])
        let names = try FileManager.default.contentsOfDirectory(atPath: out).filter { !$0.hasPrefix(".") }.sorted()
        #expect(names == ["receipt-000000000003-CEB622.xml", "receipt-000000000005-CEB622.xml", "receipt-000000000009-CEB622.xml"])
        #expect(FileManager.default.contents(atPath: out + "/" + names[1]) == Data("<r>5</r>".utf8))
        let second = Script([page([])])
        try await ReceiptPull(client: second.client(), out: out).run(after: nil) { _ in }
        #expect(second.asked.first?.url.contains("after=9&") == true)
    }

    @Test("a server cannot choose names of files", arguments: ["../../x", "CEB6/2", "CEB62", "ceb622", ""])
    func names(type: String) async throws {
        let script = Script([answer(200, #"{"receipts":[{"sequence":1,"type":"\#(type)","subject":"B","status":1,"info":"","xml":"x"}]}"#)])
        await #expect(throws: DeclareTrouble.self) {
            try await ReceiptPull(client: script.client(), out: nil).run(after: 0) { _ in }
        }
    }
}
