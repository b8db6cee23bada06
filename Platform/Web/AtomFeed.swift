public import Kernel
internal import Wire

/// What is new somewhere, for programs that read feeds: Atom (RFC 4287), the newest first.
public struct AtomFeed: Sendable {
    /// One piece of news.
    public struct Entry: Sendable {
        /// The same whenever the feed is fetched: a program shows each once.
        public var id: String
        public var title: String
        public var summary: String
        public var author: String
        public var day: Day
        /// The page that tells more.
        public var link: String

        public init(
            id: String, title: String, summary: String, author: String, day: Day, link: String
        ) {
            (self.id, self.title, self.summary) = (id, title, summary)
            (self.author, self.day, self.link) = (author, day, link)
        }
    }

    public let address: String
    public let title: String
    public let entries: [Entry]
    /// The day it says it was written on when nothing is new.
    public let today: Day
    public let language: Language

    public init(
        address: String, title: String, entries: [Entry], today: Day, _ language: Language
    ) {
        (self.address, self.title, self.entries) = (address, title, entries)
        (self.today, self.language) = (today, language)
    }

    public var answer: Answer {
        Answer(
            headers: [Answer.Header("content-type", "application/atom+xml; charset=utf-8")],
            body: bytes)
    }

    private var bytes: [UInt8] {
        var xml = XMLWriter()
        func element(_ name: String, _ text: String) { xml.element(name, text.utf8) }
        xml.declaration()
        xml.start("feed")
        xml.attribute("xmlns", "http://www.w3.org/2005/Atom")
        xml.attribute("xml:lang", language.tag)
        xml.open()
        element("id", address)
        element("title", title)
        element("updated", Self.moment(entries.map(\.day).max() ?? today))
        for entry in entries {
            xml.start("entry")
            xml.open()
            element("id", entry.id)
            element("title", entry.title)
            element("updated", Self.moment(entry.day))
            element("summary", entry.summary)
            xml.start("author")
            xml.open()
            element("name", entry.author)
            xml.end("author")
            xml.start("link")
            xml.attribute("href", entry.link)
            xml.open()
            xml.end("link")
            xml.end("entry")
        }
        xml.end("feed")
        return xml.bytes
    }

    /// A day begins at midnight in Beijing.
    private static func moment(_ day: Day) -> String { day.text + "T00:00:00+08:00" }
}
