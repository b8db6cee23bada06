import Kernel

extension HTML {
    /// How far a long piece of work has come.
    ///
    /// - Parameters:
    ///   - label: what is being done.
    ///   - done: units done; shown never above `of`.
    ///   - unit: of both figures, for example 行 / rows.
    public static func progress(_ label: String, id: String, done: Int, of all: Int, unit: String)
        -> HTML
    {
        """
        <div class="progress"><label for="\(id)">\(label)</label>\
        <progress id="\(id)" value="\(min(done, all))" max="\(max(all, 1))"></progress>\
        <span class="progress-figure">\(grouped(min(done, all))) / \(grouped(all)) \(unit)</span>\
        </div>
        """
    }

    /// A part of the page that the script fetches again and replaces, every so many seconds, while
    /// the page is looked at. Without script it stays as it was sent.
    public static func live(id: String, seconds: Int, content: HTML) -> HTML {
        """
        <div id="\(id)" data-refresh="\(seconds)">
        \(content)
        </div>
        """
    }
}

extension ComponentGallery {
    static let progress = Example("progress", Localized(zh: "进度", en: "Progress")) { language in
        .live(
            id: "progress-live", seconds: 30,
            content: .progress(
                Localized(zh: "正在读取表格", en: "Reading the spreadsheet")[language],
                id: "progress-bar", done: 6_400, of: 10_000,
                unit: Localized(zh: "行", en: "rows")[language]))
    }
}
