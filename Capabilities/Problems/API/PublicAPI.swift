import Kernel
import Policies
import Web
import Wire

/// What anybody may read, and what officers publish.
struct PublicAPI: Sendable {
    let desk: PublicDesk

    private let handle = Access.permission(ProblemsCapability.handle)

    var routes: [Route] { [board] + measures + meetings + ledger }

    private var board: Route {
        Route(
            .get, "/api/v1/problem-board", access: .anyone,
            summary: Localized(zh: "问题清零看板和多发原因", en: "The board of problems, and what recurs")
        ) { _ in
            let board = try await desk.board()
            return .json(
                JSON.object([
                    .init(
                        "bodies",
                        .array(
                            board.lines.map {
                                .object([
                                    .init("body", .text($0.body)),
                                    .init("state", .text($0.state.rawValue)),
                                    .init("overdue", .bool($0.isOverdue)),
                                    .init("count", .integer($0.count)),
                                ])
                            })), .init("smallest", .integer(board.smallest)),
                    .init(
                        "causes",
                        .array(
                            board.causes.map {
                                .object([
                                    .init("topic", .text($0.topic)),
                                    .init("cause", .text($0.cause)),
                                    .init("count", .integer($0.count)),
                                    .init("workingDays", .integer($0.days)),
                                    .init("reopened", .integer($0.reopened)),
                                ])
                            })),
                ]).encoded)
        }
    }

    private var measures: [Route] {
        [
            Route(
                .get, "/api/v1/technical-measures", access: .anyone,
                summary: ProblemWords.measures,
                query: [
                    Route.Query("market", Localized(zh: "国别代码", en: "Country code")),
                    Route.Query("goods", Localized(zh: "商品编码", en: "Goods code")),
                ]
            ) { visit in
                let found = try await desk.measures(
                    market: visit.query["market"] ?? "", goods: visit.query["goods"] ?? "")
                return .json(
                    JSON.object([
                        .init("measures", .array(found.map(ProblemsJSON.measure)))
                    ]).encoded)
            },
            Route(
                .post, "/api/v1/technical-measures", access: handle,
                summary: Localized(zh: "发布技术性贸易措施", en: "Publishes a technical measure")
            ) { visit in
                let json = try ProblemsJSON.object(
                    visit,
                    [
                        "market", "goods", "title", "summary", "notified", "commentsUntil",
                        "effective", "source",
                    ])
                func words(_ name: String) -> Localized {
                    Localized(
                        zh: json[name]?["zh"]?.string ?? "", en: json[name]?["en"]?.string ?? "")
                }
                func text(_ name: String) -> String { json[name]?.string ?? "" }
                let made = try await desk.publish(
                    PublicDesk.MeasureForm(
                        market: text("market"),
                        goods: (json["goods"]?.elements ?? []).map { $0.string ?? "" },
                        title: words("title"), summary: words("summary"),
                        notified: text("notified"), commentsUntil: text("commentsUntil"),
                        effective: text("effective"), source: text("source")),
                    by: try visit.person())
                return .json(ProblemsJSON.measure(made).encoded, status: 201)
            },
        ]
    }

    private var meetings: [Route] {
        [
            Route(
                .get, "/api/v1/dialogues", access: .anyone, summary: ProblemWords.meetings
            ) { _ in
                let found = try await desk.meetings()
                return .json(
                    JSON.object([
                        .init("meetings", .array(found.map { ProblemsJSON.meeting($0) }))
                    ]).encoded)
            },
            Route(
                .post, "/api/v1/dialogues", access: handle,
                summary: Localized(zh: "登记对接会", en: "Enters a meeting")
            ) { visit in
                let json = try ProblemsJSON.object(
                    visit, ["body", "day", "title", "parties", "notes"])
                let made = try await desk.hold(
                    PublicDesk.MeetingForm(
                        body: json["body"]?.string ?? "", day: json["day"]?.string ?? "",
                        title: json["title"]?.string ?? "",
                        parties: json["parties"]?.string ?? "",
                        notes: ProblemsJSON.text(json, "notes")), by: try visit.person())
                return .json(ProblemsJSON.meeting(made).encoded, status: 201)
            },
            Route(
                .post, "/api/v1/dialogues/{id}/problems", access: handle,
                summary: Localized(zh: "把会上的问题转入清零", en: "Turns what was said into a problem")
            ) { visit in
                let json = try ProblemsJSON.object(visit, nil)
                let made = try await desk.note(
                    ProblemsAPI.raise(json, ["enterprise"]), at: visit.parameters["id"] ?? "",
                    of: json["enterprise"]?.string ?? "", by: try visit.person())
                return .json(
                    ProblemsJSON.problem(made, on: desk.problems.clock.today).encoded,
                    status: 201)
            },
        ]
    }

    private var ledger: [Route] {
        [
            Route(
                .get, "/api/v1/ledger", access: .anyone, summary: ProblemWords.ledger,
                query: [Route.Query("paper", Localized(zh: "政策编号", en: "Id of the paper"))]
            ) { visit in
                let paper = visit.query["paper"]
                if let paper, desk.problems.policies.policy(paper) == nil {
                    throw ProblemsRefusal.paper(paper)
                }
                let tasks = try await desk.tasks(of: paper)
                return .json(
                    JSON.object([.init("tasks", .array(tasks.map(ProblemsJSON.task)))]).encoded)
            },
            Route(
                .post, "/api/v1/ledger/{policy}/{article}", access: handle,
                summary: Localized(zh: "报送任务进展", en: "Reports progress on a task")
            ) { visit in
                let json = try ProblemsJSON.object(
                    visit, ["body", "state", "text", "case"])
                let task = try await desk.task(
                    visit.parameters["policy"] ?? "", visit.parameters["article"] ?? "")
                _ = try await desk.report(
                    task, body: json["body"]?.string ?? "", json["state"]?.string ?? "",
                    json["text"]?.string ?? "", example: ProblemsJSON.text(json, "case"),
                    by: try visit.person())
                return .json(
                    ProblemsJSON.task(
                        try await desk.task(task.policy.id, task.article.key)
                    ).encoded, status: 201)
            },
        ]
    }
}
