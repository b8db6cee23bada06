import Kernel
import Plug
import Reference
import Web

/// `/{language}/enterprises/{code}`: what is printed of an enterprise on every document, for
/// whoever is signed in; and how it is found.
struct EnterprisePage: Sendable {
    let parties: Parties
    let site: Site
    let offices: CodeList

    static let title = Localized(zh: "企业", en: "Enterprises")

    static func path(_ enterprise: Enterprise) -> String {
        "/enterprises/\(enterprise.codes.first ?? enterprise.id)"
    }

    var routes: [Route] {
        [
            Route(
                .get, "/{language}/enterprises/{code}", access: .signedIn,
                summary: Localized(zh: "企业基本信息", en: "Basics of an enterprise"), handler: show)
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        guard let found = parties.register.find(code: visit.parameters["code"] ?? "") else {
            throw PartiesRefusal.enterpriseNotFound
        }
        let language = visit.language
        func copied(_ code: String?) -> HTML {
            code.map { .copyValue($0, language: language) } ?? "–"
        }
        let today = parties.today
        let items = [
            SummaryItem(AccountWords.creditCode[language], html: copied(found.creditCode)),
            SummaryItem(AccountWords.customsCode[language], html: copied(found.customsCode)),
            SummaryItem(
                Localized(zh: "平台标识", en: "Platform identifier")[language],
                html: copied(found.platformCode)),
            SummaryItem(
                AccountWords.district[language],
                found.district.map { offices.told($0, on: today)[language] } ?? "–"),
            SummaryItem(
                AccountWords.roles[language],
                found.roles(on: today).map { $0.name[language] }
                    .joined(separator: language == .zh ? "、" : ", ")),
        ]
        let tag: HTML = .tag(
            found.status.name[language], found.status == .active ? .success : .danger)
        let things = links(about: found, for: visit.principal, language)
        let more: HTML? = things.isEmpty ? nil : .taskLinks(things)
        return site.page(
            visit, title: found.localizedName[language],
            content: """
                \(.heading(
                    found.localizedName[language], caption: Self.title[language], tag: tag))
                \(.summaryList(items))
                \(more)
                """)
    }

    /// Where somebody who may look at its affairs goes on to.
    private func links(
        about enterprise: Enterprise, for person: Principal?, _ language: Language
    ) -> [TaskLink] {
        guard let person, person.enterprise.isEmpty, let code = enterprise.codes.first else {
            return []
        }
        let isOurs = person.kind == .administrator
            || enterprise.district.map(person.districts.contains) ?? false
        guard isOurs else { return [] }
        let query = [Form.Pair("enterprise", code)]
        var found: [TaskLink] = []
        if person.may(Permission("balances.manage")) {
            found.append(
                TaskLink(
                    Localized(zh: "额度、担保与库存", en: "Balances, guarantees, stock")[language],
                    note: Localized(zh: "还有多少，用在哪里", en: "what is left, and where it went")[
                        language],
                    path: Address.path("/\(language.rawValue)/balances", query: query)))
        }
        if person.kind == .officer, person.may(Permission("declarations.read")) {
            found.append(
                TaskLink(
                    Localized(zh: "税单与缴款", en: "Tax bills")[language],
                    note: Localized(zh: "应缴、已缴和逾期", en: "due, paid and late")[language],
                    path: Address.path("/\(language.rawValue)/taxes", query: query)))
        }
        return found
    }

    /// By any of its codes, or by its name in either language: authorities and the operator by a
    /// part of code or name, firms by the whole, as it stands on their documents. Names are
    /// compared without blanks, signs and size of letters: nobody types a firm's brackets alike.
    var finder: Finder {
        Finder("parties.enterprises", Self.title, access: .signedIn) { question in
            guard let person = question.person else { return [] }
            if let found = parties.register.find(code: question.text.uppercased())
                ?? parties.register.find(code: question.text)
            {
                return [told(found, isExact: true)]
            }
            let asked = Self.folded(question.text)
            guard asked.unicodeScalars.count > 1 else { return [] }
            let isOffice = person.kind == .officer || person.kind == .administrator
            let named = parties.register.all.compactMap { firm -> (Enterprise, Bool)? in
                let known =
                    question.isNumber
                    ? Self.codes(firm) : [firm.name, firm.nameEn ?? ""].map(Self.folded)
                let isWhole = known.contains { $0.utf8.elementsEqual(asked.utf8) }
                guard isWhole || isOffice && known.contains(where: { $0.contains(asked) })
                else { return nil }
                return (firm, isWhole)
            }
            let whole = named.filter { $0.1 }
            return (whole + named.filter { !$0.1 }).prefix(question.limit).map {
                told($0.0, isExact: $0.1)
            }
        }
    }

    /// Codes as they are compared, and the organisation code (组织机构代码): the ninth to the
    /// seventeenth sign of a credit code (GB 32100-2015), by which older papers name a firm.
    private static func codes(_ firm: Enterprise) -> [String] {
        let organisation = firm.creditCode.map { String($0.dropFirst(8).prefix(9)) } ?? ""
        return (firm.codes + [organisation]).map(folded)
    }

    /// Letters and digits alone, half-width and small.
    private static func folded(_ text: String) -> String {
        let kept = text.halfWidth.lowercased().unicodeScalars.filter {
            $0.properties.isAlphabetic || $0.properties.numericType != nil
        }
        return String(String.UnicodeScalarView(kept))
    }

    private func told(_ enterprise: Enterprise, isExact: Bool) -> Finder.Found {
        Finder.Found(
            enterprise.localizedName,
            note: Localized(same: enterprise.codes.joined(separator: " · ")),
            path: Self.path(enterprise), isExact: isExact)
    }
}
