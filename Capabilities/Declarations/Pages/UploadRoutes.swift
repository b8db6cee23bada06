import Kernel
import Parties
import Web
import Wire

extension DeclarationPages {
    var upload: [Route] {
        [
            Route(
                .get, "/{language}/upload", access: .signedIn, summary: UploadPage.title
            ) { visit in
                let person = try visit.person()
                return answer(
                    UploadPage(
                        mayLodge: person.may(DeclarationsPermission.lodge),
                        formToken: visit.formToken), visit)
            },
            Route(
                .post, "/{language}/upload", access: .signedIn,
                summary: Localized(zh: "检查并报送报文", en: "Check and send messages"),
                bodyLimit: MessagesResource.bodyLimit
            ) { visit in try await taken(visit) },
        ]
    }

    private func answer(_ page: UploadPage, _ visit: Visit, status: Int = 200) -> Answer {
        site.page(
            visit, title: UploadPage.title[visit.language], status: status,
            content: page.html(visit.language))
    }

    private func taken(_ visit: Visit) async throws -> Answer {
        let person = try visit.person()
        let sent = try SentMessages(visit.parts())
        let mayLodge = person.may(DeclarationsPermission.lodge)
        if sent.wantsSending, !mayLodge {
            throw WebRefusal.notPermitted(DeclarationsPermission.lodge)
        }
        var page = UploadPage(
            pasted: sent.shown, mayLodge: mayLodge, wasSent: sent.wantsSending,
            formToken: visit.formToken)
        guard !sent.messages.isEmpty else {
            page.isMissing = true
            return answer(page, visit, status: 422)
        }
        guard sent.messages.count <= MessagesResource.mostMessages else {
            throw DeclarationsRefusal.tooManyMessages(limit: MessagesResource.mostMessages)
        }
        page.checked = sent.messages.map(check)
        let fits = page.checked.allSatisfy(\.faults.isEmpty)
        guard sent.wantsSending, fits else {
            return answer(page, visit, status: sent.wantsSending ? 422 : 200)
        }
        guard let enterprise = register.enterprise(id: person.enterprise) else {
            throw DeclarationsRefusal.noEnterprise
        }
        let sender = Gateway.Sender(enterprise: enterprise, actor: person.id, channel: .page)
        for index in page.checked.indices {
            do {
                let reply = try await gateway.receive(sent.messages[index].body, from: sender)
                page.checked[index].outcome = .taken(reply)
            } catch let refusal as DeclarationsRefusal {
                page.checked[index].outcome = .refused(refusal)
            }
        }
        let isRefused = page.checked.contains {
            if case .refused = $0.outcome { true } else { false }
        }
        if !isRefused { page.pasted = "" }
        return answer(page, visit, status: isRefused ? 422 : 200)
    }

    private func check(_ message: SentMessages.Message) -> UploadPage.Checked {
        let reading = catalogue.read(message.body)
        return UploadPage.Checked(
            name: message.name, type: reading.type, title: reading.table?.title,
            guid: reading.guid, documents: reading.documents.count, faults: reading.faults,
            source: String(validating: message.body, as: UTF8.self))
    }
}

/// The messages of a sent form: those pasted into the box and those in files.
struct SentMessages: Sendable {
    struct Message: Sendable, Hashable {
        /// Name of the file; empty for a pasted one.
        let name: String
        let body: [UInt8]
    }

    let messages: [Message]
    /// Whether *send* was pressed and not *check*.
    let wantsSending: Bool
    /// What goes back into the box: pasted or uploaded text, so that it can be mended there.
    let shown: String

    init(_ parts: [FormPart]) {
        var messages: [Message] = []
        wantsSending = parts.contains { $0.name == "do" && $0.body == Array("send".utf8) }
        let pasted = parts.first { $0.name == "message" && $0.fileName == nil }
        messages += SentMessages.split(pasted?.body ?? []).map { Message(name: "", body: $0) }
        for part in parts where part.fileName != nil && !part.body.isEmpty {
            messages.append(Message(name: part.fileName ?? "", body: part.body))
        }
        self.messages = messages
        let total = messages.reduce(0) { $0 + $1.body.count }
        let texts = messages.compactMap { String(validating: $0.body, as: UTF8.self) }
        shown =
            total <= UploadPage.mostShown && texts.count == messages.count
            ? texts.joined(separator: "\n") : ""
    }

    /// Cuts a text before every XML declaration that follows the end of a tag: one inside a CDATA
    /// section belongs to its message. Browsers send line ends as CR LF; the message had LF, and
    /// its bytes decide whether it was sent before.
    static func split(_ pasted: [UInt8]) -> [[UInt8]] {
        var text: [UInt8] = []
        text.reserveCapacity(pasted.count)
        for (index, byte) in pasted.enumerated() {
            let isPair = byte == 0x0D && index + 1 < pasted.count && pasted[index + 1] == 0x0A
            if !isPair { text.append(byte) }
        }
        let mark = Array("<?xml".utf8)
        var starts: [Int] = []
        var lastSign: UInt8 = UInt8(ascii: ">")
        for index in text.indices {
            if text[index] == mark[0], lastSign == UInt8(ascii: ">"),
                text[index...].starts(with: mark)
            {
                starts.append(index)
            }
            if !isBlank(text[index]) { lastSign = text[index] }
        }
        // What stands before the first declaration is a message, or a fault, of its own.
        if starts.first != 0 { starts.insert(0, at: 0) }
        let ends = starts.dropFirst() + [text.count]
        return zip(starts, ends).map { Array(trimmed(text[$0..<$1])) }.filter { !$0.isEmpty }
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text.drop(while: isBlank)
        while let last = text.last, isBlank(last) { text.removeLast() }
        return text
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
