import Kernel
import Reference
import Web
import Wire

/// The page of one code: what it means, how to mend it, and, for a fault of a message, an example.
struct ProblemPage: Sendable {
    var entry: ProblemEntry
    /// A message that has this fault, and the fault as the reader gives it.
    var example: (source: String, faults: [Fault])?

    func html(_ language: Language) -> HTML {
        var facts = [
            SummaryItem(
                Localized(zh: "代码", en: "Code")[language], html: "<code>\(entry.code)</code>")
        ]
        if let status = entry.status {
            facts.append(
                SummaryItem(
                    Localized(zh: "HTTP 状态", en: "HTTP status")[language], String(status)))
        }
        if let field = entry.field {
            facts.append(
                SummaryItem(
                    Localized(zh: "字段", en: "Field")[language], html: "<code>\(field)</code>"))
        }
        if let citation = entry.citation {
            facts.append(
                SummaryItem(
                    Localized(zh: "依据", en: "Basis")[language],
                    html: .citation(citation, language)))
        }
        if let basis = entry.basis {
            facts.append(
                SummaryItem(Localized(zh: "依据", en: "Basis")[language], basis[language]))
        }
        return """
            \(.heading(
                entry.message[language],
                caption: entry.isFault
                    ? Localized(zh: "问题说明", en: "About a problem")[language]
                    : Localized(zh: "回执代码说明", en: "About a code of receipts")[language]))
            \(.summaryList(facts, isCompact: true))
            \(.panel(
                entry.isFault
                    ? Localized(zh: "怎么改", en: "How to mend it")[language]
                    : Localized(zh: "含义和下一步", en: "What it means, what comes next")[language],
                content: "<p>\(entry.fix, language)</p>"))
            \(shown(language))
            <p>\(.link(
                Localized(zh: "全部错误与回执代码", en: "All codes of errors and receipts")[language],
                to: language.address("/problems")))</p>
            """
    }

    private func shown(_ language: Language) -> HTML? {
        guard let example else { return answered(language) }
        return .panel(
            Localized(zh: "举例", en: "Example")[language],
            content: """
                \(.faultList(
                    example.faults, id: "fault", source: example.source, language: language))
                \(.fold(
                    Localized(zh: "整份报文", en: "The whole message")[language],
                    content: .source(
                        example.source, id: "line", marked: Set(example.faults.map(\.line)),
                        language: language)))
                """)
    }
}

extension ProblemPage {
    /// How a program meets it: the answer with this code, or the fault inside one.
    private func answered(_ language: Language) -> HTML? {
        // Official numbers stand in receipts, not in answers of ours.
        if let line = entry.line {
            return .panel(
                Localized(zh: "举例", en: "Example")[language],
                content: .codeBlock(
                    line,
                    label: Localized(
                        zh: "回执中的样子", en: "As it stands in a receipt")[language]))
        }
        guard entry.code.utf8.contains(UInt8(ascii: ".")) else { return nil }
        var members: [JSON.Member] = [.init("code", .text(entry.code))]
        if let status = entry.status {
            members.insert(.init("type", .text("/problems/\(entry.code)")), at: 0)
            members.append(.init("status", .integer(status)))
        }
        members += [
            .init("message", entry.message.json), .init("fix", entry.fix.json),
        ]
        if let field = entry.field {
            members.append(.init(entry.status == nil ? "path" : "field", .text(field)))
        }
        let lines = members.map { member in
            let one = JSON.object([member]).encoded
            return "  " + String(one.dropFirst().dropLast())
        }
        let title =
            entry.status == nil
            ? Localized(zh: "举例：答复的 faults 中的一项", en: "Example: one of the faults of an answer")
            : Localized(zh: "举例：程序得到的答复", en: "Example: the answer a program gets")
        return .panel(
            Localized(zh: "举例", en: "Example")[language],
            content: .codeBlock(
                "{\n" + lines.joined(separator: ",\n") + "\n}", label: title[language]))
    }
}

extension DeclarationPages {
    var problem: Route {
        Route(
            .get, "/{language}/problems/{code}", access: .anyone,
            summary: Localized(zh: "一个错误代码的含义与改法", en: "What a code means")
        ) { visit in
            guard let page = problemPage(visit.parameters["code"] ?? "") else {
                throw WebRefusal.notFound
            }
            return site.page(
                visit, title: page.entry.code,
                trail: [
                    Crumb(
                        ProblemIndexPage.title[visit.language],
                        path: visit.language.address("/problems"))
                ], content: page.html(visit.language))
        }
    }

    /// The `type` of a problem leads to its page in the reader's language.
    var anyProblem: Route {
        Route(
            .get, "/problems/{code}", access: .anyone,
            summary: Localized(zh: "按读者语言进入代码说明", en: "To what a code means")
        ) { visit in
            let code = visit.parameters["code"] ?? ""
            // What is no code could be anything in a header.
            guard code.utf8.allSatisfy(isOfCode) else { throw WebRefusal.notFound }
            return Answer(
                status: 302,
                headers: [
                    .init("location", visit.language.address("/problems/\(code)")),
                    .init("vary", "accept-language, cookie"),
                ])
        }
    }

    /// The page of a code; nil when nothing here gives it.
    func problemPage(_ code: String) -> ProblemPage? {
        let known = ProblemEntry.refusals + ProblemEntry.faultsWithoutExample + problems
        if let entry = known.first(where: { $0.code.utf8.elementsEqual(code.utf8) }) {
            return ProblemPage(entry: entry)
        }
        if let example = ProblemExample.of(code) {
            let faults = catalogue.read(Array(example.source.utf8)).faults
            guard let fault = faults.first(where: { $0.code == code }) else { return nil }
            return ProblemPage(
                entry: ProblemEntry(code: code, message: example.title, fix: fault.fix),
                example: (example.source, faults))
        }
        return official(code).map { ProblemPage(entry: $0) }
    }

    /// Numbers of receipts: negative return statuses, and codes inside the text.
    private func official(_ code: String) -> ProblemEntry? {
        let nothing = Localized(
            zh: "按回执说明处理。", en: "Do as the text of the receipt says.")
        if let number = Int(code), number < 0 {
            guard let meaning = meaning(of: number) else { return nil }
            return ProblemEntry(
                code: code, message: ReceiptCodeWords.readable(meaning.name),
                fix: meaning.fix.map { ReceiptCodeWords.readable($0) } ?? nothing,
                basis: ReceiptCodeWords.basis(meaning.source),
                line: ReceiptCodeWords.example(status: code, code: code, name: meaning.name))
        }
        let day = clock.today
        if let entry = codes[.receiptInformation].entry(code, on: day) {
            let status = ReceiptCodeWords.status(in: entry.note) ?? "100"
            return ProblemEntry(
                code: code, message: entry.name, fix: entry.fix ?? nothing,
                basis: ReceiptCodeWords.basis(entry.source),
                line: ReceiptCodeWords.example(status: status, code: code, name: entry.name),
                isFault: ReceiptCodeWords.isFault(status: status))
        }
        guard let entry = codes[.receiptStatuses].entry(code, on: day) else { return nil }
        return ProblemEntry(
            code: code, message: entry.name,
            fix: entry.fix ?? ReceiptCodeWords.next(code) ?? nothing,
            basis: ReceiptCodeWords.basis(entry.source),
            line: ReceiptCodeWords.example(status: code, code: code, name: entry.name),
            isFault: ReceiptCodeWords.isFault(status: code))
    }

    /// Import codes stand alone; of the bands for export the first that holds the number.
    private func meaning(of number: Int) -> ErrorCodes.Meaning? {
        for message in ["311"] + MessageType.allCases.map({ String($0.rawValue.dropFirst(3)) }) {
            if let found = codes.errors.meaning(of: number, for: message) { return found }
        }
        return nil
    }
}

private func isOfCode(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: false
    }
}
