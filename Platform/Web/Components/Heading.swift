public import Kernel

extension HTML {
    /// Title of a page.
    ///
    /// - Parameters:
    ///   - caption: what kind of thing it is, above the title.
    ///   - tag: where it stands, beside the title.
    ///   - lede: a sentence or two below; `language` says of what language, where it is not the
    ///     page's.
    ///   - actions: buttons at the right.
    public static func heading(
        _ title: String, caption: String? = nil, tag: HTML? = nil, lede: String? = nil,
        in language: Language? = nil, actions: [HTML] = []
    ) -> HTML {
        let above: HTML? = caption.map { #"<p class="caption">\#($0)</p>"# }
        let below: HTML? = lede.map {
            #"<p class="lede"\#(attribute: "lang", language?.tag)>\#($0)</p>"#
        }
        let right: HTML? = actions.isEmpty ? nil : #"<div class="actions">\#(actions)</div>"#
        return """
            <div class="heading"><div>\(above)<h1>\(title) \(tag)</h1>\(below)</div>\(right)</div>
            """
    }

    /// A part of a page with a heading of its own.
    ///
    /// - Parameters:
    ///   - id: so that it can be linked to.
    ///   - actions: links or buttons beside the heading.
    public static func panel(
        _ title: String, id: String? = nil, tag: HTML? = nil, actions: [HTML] = [],
        content: HTML
    ) -> HTML {
        let right: HTML? = actions.isEmpty ? nil : #"<div class="actions">\#(actions)</div>"#
        return """
            <section class="panel"\(attribute: "id", id)>
            <div class="panel-head"><h2>\(title) \(tag)</h2>\(right)</div>
            \(content)
            </section>
            """
    }

    /// Two columns on a wide window, the second below the first on a narrow one.
    public static func columns(main: HTML, aside: HTML) -> HTML {
        #"<div class="columns"><div>\#(main)</div><div>\#(aside)</div></div>"#
    }
}

extension ComponentGallery {
    static let heading = Example("heading", Localized(zh: "页头", en: "Heading")) { language in
        // A second h1 would mislead on the gallery's page, so the example shows the panel's head.
        .panel(
            Localized(zh: "比对结果", en: "Matching")[language],
            tag: .tag(Localized(zh: "一致", en: "Agrees")[language], .success),
            actions: [
                .link(
                    Localized(zh: "查看报文", en: "Raw message")[language], to: "#heading")
            ],
            content: """
                <p>\(Localized(
                    zh: "订单、支付单、运单与清单四单相符。",
                    en: "Order, payment, waybill and list agree."), language)</p>
                """)
    }
}
