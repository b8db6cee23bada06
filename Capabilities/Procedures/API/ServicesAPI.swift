import Kernel
import Web
import Wire

/// `/api/v1/services`: what can be applied for, how long it takes, and letters to verify; open to
/// everybody.
struct ServicesAPI: Sendable {
    let desk: CaseDesk
    /// What a service file may say, for editors.
    let schema: [UInt8]

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/service-schema", access: .anyone,
                summary: Localized(zh: "事项文件的格式（JSON Schema）", en: "Schema of service files")
            ) { _ in
                Answer(
                    headers: [Answer.Header("content-type", "application/schema+json")],
                    body: schema)
            },
            Route(
                .get, "/api/v1/services", access: .anyone,
                summary: Localized(zh: "现行事项", en: "Services that can be begun today")
            ) { _ in
                .json(
                    JSON.object([
                        .init(
                            "services",
                            .array(
                                desk.catalogue.current(on: desk.clock.today)
                                    .map(CaseJSON.service)))
                    ]).encoded)
            },
            Route(
                .get, "/api/v1/services/{service}", access: .anyone,
                summary: Localized(zh: "一个事项的全部内容", en: "All of one service")
            ) { visit in
                let id = visit.parameters["service"] ?? ""
                guard let service = desk.catalogue.current(id, on: desk.clock.today) else {
                    throw ProceduresRefusal.noSuchService(id)
                }
                return .json(CaseJSON.whole(service, on: desk.clock.today).encoded)
            },
            Route(
                .get, "/api/v1/service-times", access: .anyone,
                summary: Localized(zh: "各环节办理时间", en: "How long each step takes")
            ) { _ in
                let times = try await desk.times()
                return .json(JSON.object([.init("steps", .array(times.map(time)))]).encoded)
            },
        ]
    }

    private func time(_ times: StepTimes) -> JSON {
        .object([
            .init("service", .text(times.service)), .init("step", .text(times.step)),
            .init("unit", .text(unit(times))),
            .init("count", .integer(times.count)), .init("kept", .integer(times.kept)),
            .init("median", .integer(times.median)),
            .init("ninetieth", .integer(times.ninetieth)),
            .init("longest", .integer(times.longest)),
        ])
    }

    /// What the step counts in.
    private func unit(_ times: StepTimes) -> String {
        desk.clockRule(of: times)?.unit.rawValue ?? ""
    }
}
