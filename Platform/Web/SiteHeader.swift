import Kernel

extension Site {
    /// Name, search, language, person; below them the tasks.
    func header(_ frame: Frame) -> HTML {
        let language = frame.language
        let home = "/\(language.rawValue)"
        return """
            <header class="top">
            <div class="top-row">
            <a class="brand" href="\(url: home)">\(.mark)<span lang="zh-CN">信风</span>
            <span class="brand-latin" lang="en">Tradewind</span></a>
            \(searchBox(language))
            <div class="top-tools">
            <a class="top-link" href="\(url: otherPath(frame))" lang="\(language.other.tag)"
             hreflang="\(language.other.tag)">\(Words.languageName, language.other)</a>
            \(account(frame))
            </div>
            </div>
            \(tasks(frame))
            </header>
            """
    }

    private func searchBox(_ language: Language) -> HTML? {
        guard let search else { return nil }
        return """
            <form class="search" role="search" method="get"
             action="\(url: "/\(language.rawValue)\(search)")">
            <label class="unseen" for="site-search">\(Words.search, language)</label>
            <input id="site-search" name="q" type="search" autocomplete="off"
             placeholder="\(Words.searchHint, language)" data-search-key>
            <button type="submit">\(Words.search, language)</button>
            </form>
            """
    }

    private func account(_ frame: Frame) -> HTML? {
        let language = frame.language
        guard let person = frame.principal else {
            guard frame.isRecognised else { return nil }
            return """
                <a class="top-link" href="\(url: "/\(language.rawValue)\(signIn)")">\
                \(Words.signIn, language)</a>
                """
        }
        return """
            <span class="person"><span class="person-name">\(person.name)</span>
            <span class="person-kind">\(Words.kind(person), language)</span></span>
            <form method="post" action="\(url: "/\(language.rawValue)\(signOut)")">
            <input type="hidden" name="_csrf" value="\(frame.formToken)">
            <button class="top-link" type="submit">\(Words.signOut, language)</button>
            </form>
            """
    }

    /// The sections one may see; below them what is in the one the page belongs to.
    private func tasks(_ frame: Frame) -> HTML? {
        let items = items(for: frame.principal)
        let sections = SiteSection.allCases.filter { section in
            items.contains { $0.section == section }
        }
        guard !sections.isEmpty else { return nil }
        let here = Site.withoutLanguage(frame.path) ?? ""
        let current = items.filter { Site.path(here, isIn: $0.path) }
            .max { $0.path.utf8.count < $1.path.utf8.count }
        let open = current?.section ?? sections.first { $0.path == here }
        let top = sections.map { section -> HTML in
            let inside = items.filter { $0.section == section }
            // A section of one task is that task.
            let target = inside.count == 1 ? inside[0].path : section.path
            return link(
                section.title, to: target, isOpen: section == open, here: here, frame.language)
        }
        let inside = items.filter { $0.section == open }
        let near = Site.fitting(inside, current: current?.path, frame.language)
        var below = near.map {
            link($0.title, to: $0.path, isOpen: $0.path == current?.path, here: here,
                frame.language)
        }
        if let open, near.count < inside.count {
            below.append(
                link(
                    Words.allTasks(inside.count), to: open.path, isOpen: false, here: here,
                    frame.language))
        }
        let second: HTML? =
            open == nil || inside.count < 2 ? nil : #"<ul class="tasks-inside">\#n\#(below)</ul>"#
        return """
            <nav class="tasks" aria-label="\(Words.tasks, frame.language)"><ul>
            \(top)</ul>\(second)</nav>
            """
    }

    /// Tasks that stand in one row of a desktop: the first that fit, and always the one that is
    /// open. The others are a click away on the page of the section.
    static func fitting(_ items: [Item], current: String?, _ language: Language) -> [Item] {
        // A row of 1200 px; signs of a Chinese font are 15 px wide, Latin ones about 8.
        func width(_ item: Item) -> Int {
            24 + item.title[language].unicodeScalars.reduce(0) { $0 + ($1.value > 0x2E80 ? 15 : 8) }
        }
        guard items.map(width).reduce(0, +) > 1_200 else { return items }
        let open = items.first { $0.path == current }
        var left = 1_090 - (open.map(width) ?? 0)
        var kept: Set<String> = Set(open.map { [$0.path] } ?? [])
        for item in items where item.path != current {
            left -= width(item)
            guard left >= 0 else { break }
            kept.insert(item.path)
        }
        return items.filter { kept.contains($0.path) }
    }

    private func link(
        _ title: Localized, to path: String, isOpen: Bool, here: String, _ language: Language
    ) -> HTML {
        let state: String? = !isOpen ? nil : here == path ? "page" : "true"
        return """
            <li><a href="\(url: "/\(language.rawValue)\(path)")"\
            \(attribute: "aria-current", state)>\(title, language)</a></li>

            """
    }

    /// Name of the program and what else one may want to read.
    func foot(_ frame: Frame) -> HTML {
        let links = footer.filter { $0.access.admits(frame.principal) }.map { item -> HTML in
            """
            <li><a href="\(url: "/\(frame.language.rawValue)\(item.path)")">\
            \(item.title, frame.language)</a></li>

            """
        }
        return """
            <footer class="foot"><div class="foot-row">
            <p>\(Words.tagline, frame.language)</p>
            <ul>
            \(links)<li><a href="\(url: otherPath(frame))" lang="\(frame.language.other.tag)"
             hreflang="\(frame.language.other.tag)">\
            \(Words.languageName, frame.language.other)</a></li>
            </ul>
            </div></footer>
            """
    }

    /// `/declarations/42` is in `/declarations`; `/declarationsx` is not.
    private static func path(_ path: String, isIn section: String) -> Bool {
        path == section || path.utf8.starts(with: (section + "/").utf8)
    }
}

extension HTML {
    /// Two sails before the wind: the mark beside the name.
    static let mark: HTML = """
        <svg class="mark" viewBox="0 0 28 28" width="28" height="28" aria-hidden="true" \
        focusable="false"><path d="M13.4 3C9.6 7.6 7 12.9 6.4 18.6h7z"/>\
        <path class="mark-soft" d="M15.4 7.2c3.2 3.4 5 7.3 5.4 11.4h-5.4z"/>\
        <path class="mark-sea" d="M3 23.3c2.4 1.9 4.9 1.9 7.3 0s4.9-1.9 7.3 0 \
        4.9 1.9 7.3 0"/></svg>
        """
}
