import Kernel

extension Site {
    /// The page that says why something was not done and how to mend it: for `FrontDoor`.
    public func errorPage(_ visit: Visit, _ problem: Problem) -> Answer {
        let language = visit.language
        var items = [
            SummaryItem(
                Words.status[language], "\(problem.status) \(problem.title[language])"),
            SummaryItem(Words.code[language], html: "<code>\(problem.code)</code>"),
            SummaryItem(
                Words.requestID[language],
                html: .copyValue(problem.requestID, language: language)),
        ]
        if let citation = problem.citation {
            items.insert(
                SummaryItem(
                    Words.basis[language], html: #"<span lang="zh-CN">\#(citation.text)</span>"#),
                at: 0)
        }
        return page(
            visit, title: problem.title[language], status: problem.status,
            content: """
                \(.heading(
                    problem.message[language], caption: problem.title[language],
                    lede: problem.fix[language]))
                \(.faultList(problem.faults, id: "fault", language: language))
                \(.summaryList(items))
                \(way(problem, language))
                <p>\(.link(Words.home[language], to: "/\(language.rawValue)"))</p>
                """)
    }

    /// Where what is missing can be set up.
    private func way(_ problem: Problem, _ language: Language) -> HTML? {
        guard problem.code == WebRefusal.secondFactorNeeded.code else { return nil }
        let link = HTML.link(
            Words.setUpFactor[language], to: "/\(language.rawValue)/account/second-factor")
        return "<p>\(link)</p>"
    }
}
