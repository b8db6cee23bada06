import Kernel

extension HTML {
    /// What all drawings share: name, key, drawing with title and description, and its figures as a
    /// table to unfold. A drawing is 320 units wide, and its box at most half as wide again as that
    /// in letters, so that its words can be read on a phone and do not shout on a desk.
    ///
    /// - Parameters:
    ///   - key: names of the series, in the order of their colours; a drawing of one needs none.
    ///   - table: the figures.
    static func chartFrame(
        _ title: String, description: String, id: String, height: Int, key: [String] = [],
        drawing: HTML, table: HTML, language: Language
    ) -> HTML {
        let names = key.enumerated().map { index, name -> HTML in
            "<li><span class=\"chart-key series-\(index % 5 + 1)\"></span>\(name)</li>"
        }
        let legend: HTML? = key.isEmpty ? nil : "<ul class=\"chart-legend\">\(names)</ul>\n"
        return """
            <figure class="chart chart-box"><figcaption>\(title)</figcaption>
            \(legend)<svg viewBox="0 0 320 \(height)" role="img" \
            aria-labelledby="\(id)-title \(id)-told"><title id="\(id)-title">\(title)</title>\
            <desc id="\(id)-told">\(description)</desc>\(drawing)</svg>
            <details><summary>\(Words.figures, language)</summary>
            \(table)
            </details></figure>
            """
    }

    /// The look of charts, for a page that has some: a stylesheet in the body is as good as one in
    /// the head, and the others need not load it.
    public static func chartLook(_ assets: Assets) -> HTML {
        #"<link rel="stylesheet" href="\#(url: assets.path("charts.css"))">"#
    }

    /// The next of 1, 2, 5, 10, 20 … that is not below a value: where an axis ends.
    static func axisEnd(_ value: Int) -> Int {
        var step = 1
        while step < Int.max / 10 {
            for factor in [1, 2, 5] where step * factor >= value { return step * factor }
            step *= 10
        }
        return max(value, 1)
    }
}
