import Kernel
import Web

/// What lists of this room read from the query, for the API reference.
enum QueryNames {
    static let after = Route.Query(
        "after",
        Localized(
            zh: "从这个序号之后继续，第一次为 0；用答复的 next 继续",
            en: "go on after this number, 0 at first; then next of the answer"), kind: .integer)
    static let many = Route.Query(
        "limit", Localized(zh: "每次份数，1 至 1000，默认 100", en: "so many at once, 1 to 1000, else 100"),
        kind: .integer)
    static let few = Route.Query(
        "limit", Localized(zh: "每页份数，1 至 200，默认 50", en: "so many on a page, 1 to 200, else 50"),
        kind: .integer)
    static let before = Route.Query(
        "before",
        Localized(
            zh: "从这个编号往前继续；用答复的 before", en: "go on before this number (before of the answer)"))
    static let status = Route.Query(
        "status", Localized(zh: "状态代码，如 800", en: "number of a status, such as 800"))
    static let number = Route.Query(
        "number",
        Localized(
            zh: "预录入编号、清单编号或自编号", en: "pre-entry number, list number or own number"))

    static let receipts = [
        after, many,
        Route.Query(
            "number",
            Localized(
                zh: "只看这份单证的回执：预录入编号、清单编号或自编号",
                en: "those about one document: its pre-entry number, list number or own number")),
        Route.Query(
            "proof", Localized(zh: "1 同时给出存证证明", en: "1 for the proofs of the evidence log")),
    ]
    static let lists = [
        status,
        Route.Query("type", Localized(zh: "CEB603 或 CEB621", en: "CEB603 or CEB621")), number,
        before, few,
    ]
    static let taxes = [
        Route.Query(
            "enterprise",
            Localized(zh: "担保企业，关员填写", en: "the guarantor, for officers")),
        Route.Query("state", Localized(zh: "open 只看未缴", en: "open for those not paid")),
        Route.Query("list", Localized(zh: "清单编号", en: "number of a list")),
    ]
}
