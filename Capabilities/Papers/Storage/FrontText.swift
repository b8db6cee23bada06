import Kernel
import Wire

/// What a verifier is shown, in and out of a column.
enum FrontText {
    static func text(_ front: PaperFront) -> String {
        JSON.object([
            .init("issuer", words(front.issuer)), .init("subtitle", words(front.subtitle)),
            .init(
                "parties",
                .array(
                    front.parties.map {
                        .object([
                            .init("role", words($0.role)), .init("name", .text($0.name)),
                            .init("number", .text($0.number)),
                        ])
                    })),
        ]).canonical
    }

    static func front(_ text: String) -> PaperFront? {
        guard let json = try? JSON(Array(text.utf8)), let issuer = words(json["issuer"]) else {
            return nil
        }
        return PaperFront(
            issuer: issuer, subtitle: words(json["subtitle"]) ?? Localized(same: ""),
            parties: (json["parties"]?.elements ?? []).compactMap { party in
                words(party["role"]).map {
                    PaperFront.Party(
                        role: $0, name: party["name"]?.string ?? "",
                        number: party["number"]?.string ?? "")
                }
            })
    }

    private static func words(_ text: Localized) -> JSON {
        .object([.init("zh", .text(text.zh)), .init("en", .text(text.en))])
    }

    private static func words(_ json: JSON?) -> Localized? {
        guard let zh = json?["zh"]?.string, let en = json?["en"]?.string else { return nil }
        return Localized(zh: zh, en: en)
    }
}
