import ArgumentParser
import Kernel
import Reference
import Testing
import Wire

@testable import Declarations

private let catalogue: MessageCatalogue = {
    do {
        return try MessageCatalogue.load(from: Share.find())
    } catch {
        preconditionFailure("the message tables cannot be loaded: \(error)")
    }
}()

private let envelopes: EnvelopeForm = {
    do {
        return try EnvelopeForm.load(Share.find())
    } catch {
        preconditionFailure("the envelope table cannot be loaded: \(error)")
    }
}()

private let receipt = """
    <CEB900Message xmlns="http://www.chinaport.gov.cn/ceb" \
    guid="00000000-0000-4000-8000-0000000000A1" version="1.0"><MessageReturn>
    <guid>00000000-0000-4000-8000-0000000000B2</guid><returnStatus>-1</returnStatus>
    <returnInfo>x</returnInfo><returnTime>20261120140509123</returnTime>
    <oriCopMsgId>1</oriCopMsgId><oriMessageType>Unknown</oriMessageType>
    <oriBizMessage>x</oriBizMessage></MessageReturn></CEB900Message>
    """

private func report(_ text: String, file: String = "a.xml") -> MessagesReport {
    MessagesReport(file: file, input: .success(Array(text.utf8)), catalogue, envelopes)
}

@Suite("tradewind messages") struct MessagesCommandTests {
    @Test("a message that fits is one line, in the language asked for")
    func fits() {
        let report = report(receipt)
        #expect(report.isValid)
        #expect(report.text(.zh) == "a.xml  CEB900  符合规范，单证 1 份")
        #expect(report.text(.en) == "a.xml  CEB900  fits the schema, 1 document")
    }

    @Test("each fault is shown with place, words and the way to mend it")
    func faults() {
        let report = report(receipt.replacing("20261120140509123", with: "2026"))
        #expect(
            report.text(.zh) == """
                a.xml  CEB900  不符合规范，错误 1 处
                  第 3 行  /CEB900Message/MessageReturn[1]/returnTime  [value.length]
                    回执时间“2026”为 4 个字符，长度不符
                    → 请填写 17 个字符
                """)
        #expect(
            report.text(.en) == """
                a.xml  CEB900  does not fit, 1 fault
                  line 3  /CEB900Message/MessageReturn[1]/returnTime  [value.length]
                    Time of receipt "2026" has 4 characters, which is not the right length
                    → Give exactly 17 characters.
                """)
    }

    @Test("machines get an array with both languages")
    func json() throws {
        let reports = [report(receipt), report("<a>", file: "b\"\n.xml")]
        let value = try JSON(Array(MessagesReport.json(reports).utf8))
        #expect(value.elements.count == 2)
        #expect(value.elements[0]["file"]?.string == "a.xml")
        #expect(value.elements[0]["type"]?.string == "CEB900")
        #expect(value.elements[0]["valid"]?.boolean == true)
        #expect(value.elements[0]["faults"] == .array([]))
        #expect(value.elements[1]["file"]?.string == "b\"\n.xml")
        #expect(value.elements[1]["type"]?.string == "Unknown")
        let fault = try #require(value.elements[1]["faults"]?.elements.last)
        #expect(fault["code"]?.string == "xml.not-well-formed")
        #expect(fault["line"]?.integer == 1)
        #expect(fault["message"]?["zh"]?.string?.isEmpty == false)
        #expect(fault["fix"]?["en"]?.string?.isEmpty == false)
        #expect(fault.members.map(\.name) == ["code", "path", "line", "message", "fix"])
    }

    @Test("a file that cannot be read is a fault of its own", arguments: ["/no/such/file", "/"])
    func unreadable(path: String) {
        let report = MessagesReport(file: path, input: MessagesInput.read(path), catalogue, envelopes)
        #expect(report.faults.map(\.code) == ["file.unreadable"])
        #expect(!report.isValid)
    }

    @Test("an endless file is refused as too large")
    func endless() {
        let report = MessagesReport(file: "zero", input: MessagesInput.read("/dev/zero"), catalogue, envelopes)
        #expect(report.faults.map(\.code) == ["xml.too-large"])
    }

    @Test("nothing in a message or a file name can write on the terminal")
    func harmless() {
        let report = report("<a\u{9B}31m>", file: "\u{1B}[31m.xml")
        #expect(report.text(.zh).unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0xA0 || (0x20..<0x7F).contains($0.value) })
    }

    @Test("columns line up by the width of what people see")
    func widths() {
        #expect(MessagesText.width("运单 No.1") == 9)
        #expect(MessagesText.width("e\u{301}") == 1)
        #expect(MessagesText.aligned([["编号", "a", "x"], ["1", "名称", ""]]) == ["编号  a     x", "1     名称"])
    }

    @Test("every type can be described in both languages", arguments: Language.allCases)
    func describe(language: Language) {
        for table in catalogue.tables {
            let text = MessagesDescription.text(table, language)
            #expect(text.contains(table.root))
            for field in table.head.fields { #expect(text.contains("  \(field.name)")) }
        }
        #expect(MessagesDescription.list(catalogue, language).split(separator: "\n").count == 43)
    }

    @Test("the description names type, need, title and values of a field")
    func row() throws {
        let table = try #require(catalogue.table("621"))
        let lines = MessagesDescription.text(table, .zh).split(separator: "\n")
        let row = try #require(lines.first { $0.hasPrefix("  tradeMode ") })
        #expect(row.split(separator: " ").prefix(5) == ["tradeMode", "C4", "是", "监管方式", "9610|1210"])
        #expect(lines.contains { $0.hasPrefix("  单证") && $0.hasSuffix("Inventory × 1–100") })
    }

    @Test("the language follows the option, then the environment, then is Chinese", arguments: [
        (["LANG": "en_US.UTF-8"], Language.en), (["LANG": "zh_CN.UTF-8"], .zh), ([:], .zh), (["LANG": "C"], .zh), (["LANG": "zh_CN", "LC_ALL": "en_GB"], .en), (["LANG": "en", "LC_ALL": ""], .en),
    ])
    func language(environment: [String: String], expected: Language) {
        #expect(Language(environment: environment) == expected)
    }

    @Test("the command line is understood", arguments: [
        ["check", "a.xml", "b.xml", "--json"], ["check", "-", "--lang", "en"], ["describe", "621"], ["list"],
    ])
    func parsing(arguments: [String]) throws { _ = try MessagesCommand.parseAsRoot(arguments) }

    @Test("a command line that says nothing is refused", arguments: [["check"], ["describe"], ["list", "--lang", "fr"], ["frobnicate"]])
    func misuse(arguments: [String]) { #expect(throws: (any Error).self) { try MessagesCommand.parseAsRoot(arguments) } }

    @Test("every code table a message names is there")
    func codeTables() {
        for table in catalogue.tables {
            for field in table.head.fields + (table.line?.fields ?? []) {
                if case .table(let name) = field.codes { #expect(CodeTable(rawValue: name) != nil, "\(name)") }
            }
        }
    }
}
