public import Kernel
import Wire

/// Days on which a version of a document is in force, the first and the last included.
public struct InForce: Sendable, Hashable {
    public let from: Day
    /// Nil while it has no end.
    public let to: Day?

    public init(from: Day, to: Day?) {
        self.from = from
        self.to = to
    }

    /// `2023-07-10 至 2025-12-31`.
    var words: Localized {
        guard let to else { return Localized(zh: "\(from.text) 起", en: "from \(from.text)") }
        return Localized(
            zh: "\(from.text) 至 \(to.text)", en: "\(from.text) to \(to.text)")
    }

    /// The first of the days on which none of these is in force; nil where there is none.
    ///
    /// - Parameter days: in any order.
    func uncovered(by days: [InForce]) -> Day? {
        var open = from
        for one in days.sorted(by: { $0.from < $1.from }) where one.from <= open {
            guard let last = one.to else { return nil }
            if last >= open { open = last.adding(days: 1) }
        }
        return to.map { open <= $0 } ?? true ? open : nil
    }
}

/// A place in a service file that cites something.
struct CitedPlace: Sendable {
    let citation: NamedCitation
    let line: Int
    /// The days it is cited for; nil for those on which the service can be begun.
    var days: InForce?
    /// Whether it is cited as what the service has come from.
    var isHistory = false
}

/// Whether what a file cites is in force on the days it cites it for.
extension ServiceReader {
    /// What the service has come from: documents that are not in force on all of its days, named on
    /// purpose. What stands here may be cited anywhere in the file.
    mutating func history(_ yaml: YAML) -> [NamedCitation] {
        let known = cited.count
        let found = citations("history", in: yaml)
        for place in cited.indices.dropFirst(known) { cited[place].isHistory = true }
        return found
    }

    /// Looks at every citation once the whole file was read.
    mutating func refuseOutOfForce(_ service: ServiceFile) {
        guard !cursor.isKept, service.to.map({ service.from <= $0 }) ?? true else { return }
        let whole = InForce(from: service.from, to: service.to)
        let past = Set(service.history.map(\.id))
        for place in cited {
            let document = place.citation.citation.document
            guard document != ServiceRegister.ownDefault,
                let days = register.inForce[document]
            else { continue }
            if place.isHistory {
                refuseLiving(place, whole, days, service)
                continue
            }
            guard !past.contains(place.citation.id) else { continue }
            let wanted = place.days.map { InForce(from: $0.from, to: $0.to ?? service.to) } ?? whole
            guard let gap = wanted.uncovered(by: days) else { continue }
            let (asked, held) = (wanted.words, days.words)
            cursor.add(
                place.line,
                zh: "“\(document)”在 \(gap.text) 不施行（施行期：\(held.zh)），而这里引用它的日子是 "
                    + "\(asked.zh)：请改引当时施行的文件，或调整 from、to；作为沿革引用的，把 "
                    + "\(place.citation.id) 写进 history。",
                en: "“\(document)” is not in force on \(gap.text) (it is \(held.en)), and is cited "
                    + "for the days \(asked.en): cite what is in force then, or change from or to; "
                    + "what is cited as history stands in history: \(place.citation.id).")
        }
    }

    /// What is in force all the time is no history, and what is history no basis.
    private mutating func refuseLiving(
        _ place: CitedPlace, _ whole: InForce, _ days: [InForce], _ service: ServiceFile
    ) {
        let id = place.citation.id
        if whole.uncovered(by: days) == nil {
            cursor.add(
                place.line, zh: "history 中的 \(id) 在事项的全部日期都施行：请写进 bases。",
                en: "\(id) is in force on every day of the service: it belongs into bases, not "
                    + "into history.")
        } else if service.bases.contains(where: { $0.id == id }) {
            cursor.add(
                place.line, zh: "\(id) 同时写在 bases 和 history 中：请只留一处。",
                en: "\(id) stands in bases and in history: leave it in one of them.")
        }
    }
}

extension [InForce] {
    /// In the order of their first days.
    fileprivate var words: Localized {
        let each = sorted { $0.from < $1.from }.map(\.words)
        return Localized(
            zh: each.map(\.zh).joined(separator: "，"), en: each.map(\.en).joined(separator: ", "))
    }
}
