import Kernel
import Web
import Wire

/// `/api/v1/applications/{number}/documents`: the bytes themselves as the body, `field` and `name`
/// in the query.
struct CaseDocumentsAPI: Sendable {
    let desk: CaseDesk

    /// Room for the largest document a service may ask for.
    static let bodyLimit = 21 * 1_048_576
    /// Documents are looked into, which takes time.
    static let rate = Rate(120, perSeconds: 60)

    var routes: [Route] {
        let path = "/api/v1/applications/{number}/documents"
        return [
            Route(
                .post, path, access: .permission(ProceduresCapability.apply),
                summary: Localized(zh: "上传材料", en: "Attaches a document"),
                bodyLimit: Self.bodyLimit, rate: Self.rate
            ) { visit in
                let document = try await desk.attach(
                    visit.body, name: visit.query["name"] ?? "",
                    as: visit.query["field"] ?? "", to: visit.number,
                    by: try await desk.acting(visit))
                return .json(CaseJSON.document(document).encoded, status: 201)
            },
            Route(
                .delete, path + "/{id}", access: .permission(ProceduresCapability.apply),
                summary: Localized(zh: "删除材料", en: "Removes a document")
            ) { visit in
                try await desk.detach(
                    visit.parameters["id"] ?? "", from: visit.number,
                    by: try await desk.acting(visit))
                return .json("{\"removed\":true}")
            },
            Route(
                .get, path + "/{id}", access: .signedIn,
                summary: Localized(zh: "取回材料", en: "A document's bytes"), handler: fetch),
        ]
    }

    private func fetch(_ visit: Visit) async throws -> Answer {
        let (document, bytes) = try await desk.document(
            visit.parameters["id"] ?? "", of: visit.number, for: try await desk.acting(visit))
        return Answer(
            headers: [
                Answer.Header("content-type", document.mediaType),
                // Never shown inside our own pages: it is somebody else's file.
                Answer.Header(
                    "content-disposition",
                    "attachment; filename=\"\(document.id).\(document.kind)\""),
                Answer.Header("cache-control", "private, no-store"),
            ], body: bytes)
    }
}
