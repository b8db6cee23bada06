import Kernel
import Testing

@testable import Web

@Suite("Component gallery") struct ComponentGalleryTests {
    @Test("every component looks as its snapshot says", arguments: Language.allCases)
    func snapshot(language: Language) throws {
        var frame = TestSite.frame("/\(language.rawValue)/components", language: language)
        frame.title = ComponentGallery.title[language]
        frame.principal = TestSite.person
        let page = TestSite.make().html(frame, content: ComponentGallery.content(language))
        try expectGolden(page.text, "components-\(language.rawValue).html")
    }

    @Test("no id stands twice on the page", arguments: Language.allCases)
    func ids(language: Language) {
        let text = ComponentGallery.content(language).text
        let ids = text.split(separator: " id=\"").dropFirst().compactMap {
            $0.split(separator: "\"", maxSplits: 1).first
        }
        let twice = Dictionary(grouping: ids, by: { $0 }).filter { $0.value.count > 1 }.keys
        #expect(ids.count > 60)
        #expect(twice.isEmpty)
    }

    @Test("no style and no script stands in the markup", arguments: Language.allCases)
    func policy(language: Language) {
        let page = TestSite.make()
            .html(TestSite.frame("/zh"), content: ComponentGallery.content(language)).text
        #expect(!page.contains(" style=\""))
        #expect(!page.contains("<style"))
        #expect(!page.contains("<script>"))
        #expect(!page.contains(" onclick="))
    }

    @Test("every label leads to a field and every description is there")
    func references() {
        let text = ComponentGallery.content(.zh).text
        let ids = Set(values(of: "id", in: text))
        var named: [String] = []
        for attribute in ["for", "aria-describedby", "aria-labelledby"] {
            for value in values(of: attribute, in: text) {
                named += value.split(separator: " ").map(String.init)
            }
        }
        #expect(named.count > 30)
        #expect(named.filter { !ids.contains($0) } == [])
    }

    private func values(of attribute: String, in text: String) -> [String] {
        text.split(separator: " \(attribute)=\"").dropFirst().compactMap {
            $0.split(separator: "\"", maxSplits: 1).first.map(String.init)
        }
    }

    @Test("the example form leads back to the page")
    func form() async throws {
        let routes = ComponentGallery.routes(site: TestSite.make())
        let post = try #require(routes.first { $0.method == .post })
        let visit = Visit(method: .post, path: "/en/components", language: .en)
        let answer = try await post.handler(visit)
        #expect(answer.status == 303)
        #expect(answer.header("location") == "/en/components")
    }

    @Test("the page fits in 100 kB and says what it is")
    func size() async throws {
        let routes = ComponentGallery.routes(site: TestSite.make())
        let get = try #require(routes.first { $0.method == .get })
        let answer = try await get.handler(Visit(method: .get, path: "/zh/components"))
        #expect(answer.body.count < 100_000)
        #expect(answer.header("content-type") == "text/html; charset=utf-8")
        #expect(answer.header("cache-control") == "no-store")
    }
}
