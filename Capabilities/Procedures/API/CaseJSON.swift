import Balances
import Journal
import Kernel
import Papers
import Wire

/// Services and applications as JSON.
enum CaseJSON {
    static func words(_ text: Localized) -> JSON {
        .object([.init("zh", .text(text.zh)), .init("en", .text(text.en))])
    }

    static func service(_ service: ServiceFile) -> JSON {
        .object([
            .init("service", .text(service.id)), .init("row", .text(service.row)),
            .init("from", .text(service.from.text)), .init("topic", .text(service.topic.id)),
            .init("topicName", words(service.topic.name)),
            .init("name", words(service.name)), .init("summary", words(service.summary)),
            .init("applicants", .array(service.roles.map(JSON.text))),
            .init("benefits", .array(service.benefits.keys.sorted().map(JSON.text))),
            .init("bases", .array(service.bases.map { .text($0.citation.text) })),
            .init("formerBases", .array(service.history.map { .text($0.citation.text) })),
        ])
    }

    static func whole(_ service: ServiceFile, on today: Day) -> JSON {
        .object(
            self.service(service).members + [
                .init("fields", .array(service.fields.map(field))),
                .init("documents", .array(service.documents.map(document))),
                .init("steps", .array(service.steps.map(step))),
                .init("withdraw", .bool(service.mayWithdraw)),
                .init(
                    "appeal",
                    service.appeal.map {
                        .object([
                            .init("step", .text($0.step)), .init("days", .integer($0.days)),
                            .init("basis", .text($0.basis.citation.text)),
                        ])
                    } ?? .null),
                .init("grants", words(service.grant.title)),
            ] + rules(service, on: today))
    }

    private static func field(_ field: FormField) -> JSON {
        var members: [JSON.Member] = [
            .init("id", .text(field.id)), .init("label", words(field.label)),
            .init("required", .bool(field.isRequired)), .init("type", .text(field.kind.name)),
        ]
        if case .choice(let choices) = field.kind {
            members.append(
                .init(
                    "choices",
                    .array(
                        choices.map {
                            .object([.init("id", .text($0.id)), .init("name", words($0.name))])
                        })))
        }
        if case .code(let table) = field.kind { members.append(.init("table", .text(table))) }
        members.append(.init("when", condition(field.when)))
        return .object(members)
    }

    private static func condition(_ condition: Condition?) -> JSON {
        condition.map {
            .object([
                .init("field", .text($0.field)), .init("is", .array($0.answers.map(JSON.text))),
            ])
        } ?? .null
    }

    private static func document(_ document: DocumentField) -> JSON {
        .object([
            .init("id", .text(document.id)), .init("name", words(document.name)),
            .init("required", .bool(document.isRequired)),
            .init("types", .array(document.kinds.map { .text($0) })),
            .init("most", .integer(document.most)), .init("when", condition(document.when)),
        ])
    }

    private static func step(_ step: ServiceStep) -> JSON {
        .object([
            .init("id", .text(step.id)), .init("name", words(step.name)),
            .init("body", .text(step.body.id)), .init("bodyName", words(step.body.name)),
            .init(
                "clock",
                step.clock.map {
                    .object([
                        .init($0.unit.rawValue, .integer($0.length)),
                        .init("cutOffHour", .integer($0.cutOffHour)),
                        .init("basis", .text($0.basis.citation.text)),
                    ])
                } ?? .null),
            .init(
                "parts",
                .array(
                    step.parts.map {
                        .object([
                            .init("id", .text($0.id)), .init("name", words($0.name)),
                            .init("body", .text($0.body.id)),
                        ])
                    })),
            .init(
                "actions",
                .array(
                    step.actions.map {
                        .object([
                            .init("id", .text($0.id)), .init("name", words($0.name)),
                            .init("reason", .bool($0.needsReason)),
                            .init("fourEyes", .bool($0.fourEyes)),
                        ])
                    })),
        ])
    }

    /// An application as a line of a list.
    static func line(_ file: Case) -> JSON {
        .object([
            .init("number", .text(file.number)), .init("service", .text(file.service)),
            .init("state", .text(file.state.rawValue)), .init("step", .text(file.step)),
            .init("version", .integer(file.version)),
            .init("submittedAt", .optional(file.submittedAt?.iso)),
            .init("closedAt", .optional(file.closedAt?.iso)),
            .init("validTo", .optional(file.validTo?.text)), .init("reason", .text(file.reason)),
        ])
    }

    static func clock(_ reading: ServiceClock.Reading?) -> JSON {
        guard let reading else { return .null }
        return .object([
            .init("due", .optional(reading.due?.text)),
            .init("end", .optional(reading.end?.iso)), .init("used", .integer(reading.used)),
            .init("paused", .integer(reading.paused)), .init("left", .integer(reading.left)),
            .init("standsStill", .bool(reading.isPaused)),
            .init("overdue", .bool(reading.isOverdue)),
            .init("assumedYears", .array(reading.assumedYears.map { .integer($0) })),
        ])
    }

    static func record(_ record: CaseDesk.Record, _ machine: CaseMachine) -> JSON {
        let file = record.file
        let members: [JSON.Member] = [
            .init(
                "answers",
                .object(
                    file.answers.filter {
                        $0.key != CaseDesk.chosenOffer && !FirmLook.knows($0.key)
                    }
                        .sorted { $0.key < $1.key }
                        .map { .init($0.key, .text($0.value)) })),
            .init(
                "clock",
                file.state.isUnderWay
                    ? clock(record.spans.last.flatMap { machine.reading($0) }) : .null),
            .init("appealUntil", .optional(machine.appealEnds(file, record.spans)?.text)),
            .init("appealGrounds", .optional(record.appeal)),
            .init(
                "proposal",
                file.proposal.map {
                    .object([
                        .init("action", .text($0.action)), .init("reason", .text($0.reason)),
                    ])
                } ?? .null),
            .init("documents", .array(record.documents.map(document))),
            .init("letters", .array(record.letters.map(letter))),
            .init(
                "grantedQuantity",
                .optional(
                    file.state == .granted
                        ? record.service.grant.drawDown.flatMap {
                            CaseDesk.granted(file, $0)
                        }?.text : nil)),
            .init("balance", .optional(record.account?.balance.text)),
            .init("steps", .array(record.spans.map { span($0, machine) })),
            .init("parts", .array(record.parts.map { part($0, machine) })),
            .init("computed", .array(record.computed.map(computed))),
            .init(
                "timeline",
                .array(
                    record.timeline.map {
                        .object([
                            .init("at", .text($0.at.iso)), .init("kind", .text($0.kind)),
                            .init("payload", $0.payload),
                        ])
                    })),
        ]
        return .object(line(file).members + members)
    }

    static func document(_ document: CaseDocument) -> JSON {
        .object([
            .init("id", .text(document.id)), .init("field", .text(document.field)),
            .init("name", .text(document.name)), .init("type", .text(document.kind)),
            .init("size", .integer(document.size)), .init("sha256", .text(document.sha256)),
        ])
    }

    static func letter(_ letter: DecisionLetter) -> JSON {
        .object([
            .init("number", .text(letter.number)),
            .init("code", .text(PaperCode.grouped(letter.code))),
            .init("span", .integer(letter.span)),
            .init("outcome", .text(letter.outcome.rawValue)),
            .init("issuedAt", .text(letter.issuedAt.iso)),
            .init("validTo", .optional(letter.validTo?.text)),
            .init("title", words(letter.content.title)),
            .init("applicant", words(letter.content.applicant)),
            .init("body", words(letter.content.body)),
            .init("quantity", .text(letter.content.quantity)),
        ])
    }

    private static func span(_ span: Span, _ machine: CaseMachine) -> JSON {
        .object([
            .init("step", .text(span.step)), .init("body", .text(span.body)),
            .init("beganAt", .text(span.beganAt.iso)),
            .init("endedAt", .optional(span.endedAt?.iso)),
            .init("clock", clock(machine.reading(span))),
        ])
    }
}

extension FormField.Kind {
    /// As it stands in files.
    var name: String {
        switch self {
        case .text: "text"
        case .longText: "long-text"
        case .integer: "integer"
        case .decimal: "decimal"
        case .day: "day"
        case .creditCode: "credit-code"
        case .tick: "tick"
        case .choice: "choice"
        case .code: "code"
        case .offer: "offer"
        }
    }
}
