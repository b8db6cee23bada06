import Journal
import Kernel
import Web
import Wire

/// `/api/v1/lots` and `/api/v1/boxes`: the front warehouse, for programs of who runs it.
struct LotsAPI: Sendable {
    let desk: LotDesk

    private let own = Access.permission(InspectionsCapability.attend)

    var routes: [Route] {
        [
            Route(
                .get, "/api/v1/lots", access: own,
                summary: Localized(zh: "前置仓货物", en: "Lots of the front warehouse")
            ) { visit in
                let lots = try await desk.lots(for: try visit.person())
                return .json(
                    JSON.object([.init("lots", .array(lots.map(Self.json)))]).encoded)
            },
            Route(
                .post, "/api/v1/lots", access: own,
                summary: Localized(zh: "货物入仓", en: "Receives a lot"), handler: receive),
            Route(
                .get, "/api/v1/lots/{id}", access: .signedIn,
                summary: Localized(zh: "一批货物的全程", en: "The path of a lot"), handler: path),
            Route(
                .post, "/api/v1/lots/{id}/declaration", access: own,
                summary: Localized(zh: "申报货物", en: "Declares a lot")
            ) { visit in
                let json = try InspectionsJSON.object(visit)
                let lot = try await desk.declare(
                    id(visit), by: json["declaration"]?.string ?? "", try visit.person())
                return .json(Self.json(lot).encoded)
            },
            Route(
                .get, "/api/v1/boxes", access: own,
                summary: Localized(zh: "集装箱", en: "Boxes")
            ) { visit in
                let boxes = try await desk.boxes(for: try visit.person())
                return .json(
                    JSON.object([.init("boxes", .array(boxes.map(Self.json)))]).encoded)
            },
        ] + boxes
    }

    private var boxes: [Route] {
        [
            Route(
                .post, "/api/v1/boxes", access: own,
                summary: Localized(zh: "开始装箱", en: "Begins to load a box")
            ) { visit in
                let json = try InspectionsJSON.object(visit)
                let box = try await desk.open(
                    json["container"]?.string ?? "", by: try visit.person())
                return .json(Self.json(box).encoded, status: 201)
            },
            Route(
                .get, "/api/v1/boxes/{id}", access: own,
                summary: Localized(zh: "一个箱及箱内货物", en: "A box with its lots")
            ) { visit in
                let (box, lots) = try await desk.box(id(visit), for: try visit.person())
                return .json(
                    JSON.object(
                        Self.json(box).members + [.init("lots", .array(lots.map(Self.json)))]
                    ).encoded)
            },
            Route(
                .post, "/api/v1/boxes/{id}/lots", access: own,
                summary: Localized(
                    zh: "装入或移出一批货物", en: "Loads a lot, or takes it out")
            ) { visit in
                let json = try InspectionsJSON.object(visit)
                let (number, box) = (json["lot"]?.string ?? "", id(visit))
                let person = try visit.person()
                let lot =
                    json["out"] == .bool(true)
                    ? try await desk.unload(number, from: box, by: person)
                    : try await desk.load(number, into: box, by: person)
                return .json(Self.json(lot).encoded)
            },
            Route(
                .post, "/api/v1/boxes/{id}/seal", access: own,
                summary: Localized(zh: "施封", en: "Seals a box")
            ) { visit in
                let json = try InspectionsJSON.object(visit)
                let box = try await desk.seal(
                    id(visit), json["seal"]?.string ?? "", by: try visit.person())
                return .json(Self.json(box).encoded)
            },
            Route(
                .post, "/api/v1/boxes/{id}/departure", access: own,
                summary: Localized(zh: "登记离境", en: "Notes that a box has left")
            ) { visit in
                let json = try InspectionsJSON.object(visit)
                let box = try await desk.depart(
                    id(visit), json["voyage"]?.string ?? "", by: try visit.person())
                return .json(Self.json(box).encoded)
            },
        ]
    }

    private func id(_ visit: Visit) -> String { visit.parameters["id"] ?? "" }

    private func receive(_ visit: Visit) async throws -> Answer {
        let json = try InspectionsJSON.object(visit)
        let (lot, isNew) = try await desk.receive(
            LotDesk.Arrival(
                reference: json["reference"]?.string ?? "",
                exporter: json["exporter"]?.string ?? "",
                district: json["district"]?.string ?? "",
                warehouse: json["warehouse"]?.string ?? "", mode: json["mode"]?.string ?? "",
                goods: (json["goods"]?.elements ?? []).compactMap(\.string),
                destination: json["destination"]?.string ?? "",
                packages: json["packages"]?.integer, kilograms: json["kilograms"]?.string ?? ""),
            by: try visit.person())
        return .json(Self.json(lot).encoded, status: isNew ? 201 : 200)
    }

    private func path(_ visit: Visit) async throws -> Answer {
        let path = try await desk.path(id(visit), for: try visit.person())
        let story = path.story.map { entry in
            JSON.object([
                .init("at", .text(entry.at.iso)), .init("kind", .text(entry.kind)),
                .init("what", LotWords.story(entry.kind).json),
                .init("facts", entry.payload),
            ])
        }
        return .json(
            JSON.object(
                Self.json(path.lot).members + [
                    .init("box", path.box.map(Self.json) ?? .null),
                    .init("path", .array(story)),
                ]
            ).encoded)
    }

    static func json(_ lot: Lot) -> JSON {
        .object([
            .init("id", .text(lot.id)), .init("reference", .text(lot.reference)),
            .init("district", .text(lot.district)), .init("warehouse", .text(lot.warehouse)),
            .init("mode", .text(lot.mode)), .init("goods", .array(lot.goods.map { .text($0) })),
            .init("destination", .text(lot.destination)),
            .init("packages", .integer(lot.packages)),
            .init("kilograms", .text(lot.kilograms.text)),
            .init("declaration", .text(lot.declaration)),
            .init("state", .text(lot.state.rawValue)),
            .init("inspection", .text(lot.inspection)),
            .init("receivedAt", .text(lot.receivedAt.iso)),
            .init("loadedAt", .optional(lot.loadedAt?.iso)),
        ])
    }

    static func json(_ box: Box) -> JSON {
        .object([
            .init("id", .text(box.id)), .init("container", .text(box.container)),
            .init("state", .text(box.state.rawValue)), .init("seal", .text(box.seal)),
            .init("voyage", .text(box.voyage)), .init("openedAt", .text(box.openedAt.iso)),
            .init("sealedAt", .optional(box.sealedAt?.iso)),
            .init("departedAt", .optional(box.departedAt?.iso)),
        ])
    }
}
