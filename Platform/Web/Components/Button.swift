public import Kernel

/// How much a button weighs. One primary at most on a page.
public enum ButtonStyle: Sendable, Hashable {
    case primary, secondary
    /// Cannot be undone.
    case danger

    var css: HTML {
        switch self {
        case .primary: "button"
        case .secondary: "button button-secondary"
        case .danger: "button button-danger"
        }
    }
}

extension HTML {
    /// Sends the form it stands in.
    ///
    /// - Parameter name: with `value`, tells the server which of several buttons was pressed.
    public static func button(
        _ word: String, _ style: ButtonStyle = .primary, name: String? = nil,
        value: String? = nil
    ) -> HTML {
        """
        <button class="\(style.css)" type="submit"\(attribute: "name", name)\
        \(attribute: "value", value)>\(word)</button>
        """
    }

    /// Leads to another page and looks like a button: for the one thing to do next.
    public static func linkButton(
        _ word: String, to path: String, _ style: ButtonStyle = .primary
    ) -> HTML {
        #"<a class="\#(style.css)" href="\#(url: path)">\#(word)</a>"#
    }

    /// A plain link.
    ///
    /// - Parameter language: of the word, where it may not be the page's.
    public static func link(
        _ word: String, to path: String, in language: Language? = nil
    ) -> HTML {
        #"<a href="\#(url: path)"\#(attribute: "lang", language?.tag)>\#(word)</a>"#
    }
}

extension ComponentGallery {
    static let button = Example("button", Localized(zh: "按钮", en: "Button")) { language in
        """
        <p class="row">\
        \(.linkButton(Localized(zh: "新建申报", en: "New declaration")[language], to: "#button"))
        \(.linkButton(Localized(zh: "下载回执", en: "Download receipt")[language],
            to: "#button", .secondary))
        \(.linkButton(Localized(zh: "撤销申报", en: "Withdraw")[language], to: "#button", .danger))
        </p>
        """
    }
}
