import Declarations
import House
import Kernel
import TestKit
import Testing
import Web
import Wire

/// From a policy to what applies it, and back.
@Suite("Policies and what applies them") struct PolicyLinkScenarios {
    private func uses(_ visitor: Visitor, _ path: String) async throws -> [JSON] {
        try JSON(try await visitor.get("/api/v1/policies/" + path).body)["appliedBy"]?.elements ?? []
    }

    @Test("PS-01 an article names the services, lists, benefits and calculators that apply it, by the names people know")
    func applied() async throws {
        try await World.run(.sqlite) { world in
            let stranger = Visitor(world.window.door)
            let hundreds = try await uses(stranger, "p9/articles/1")
            let paths = hundreds.compactMap { $0["path"]?.string }
            for list in ["top-import", "top-export", "top-new-forms", "top-own-brands"] {
                #expect(paths.contains("/lists/\(list)"), "\(paths)")
            }
            #expect(paths.contains("/benefits/hundreds-facilitation"), "\(paths)")
            #expect(hundreds.contains { $0["kind"]?.string == "benefit" })
            let small = try await uses(stranger, "p9/articles/6")
            #expect(small.contains { $0["path"]?.string == "/benefits/premium-discount" }, "\(small)")
            let page = try await stranger.get("/en/policies/p9/articles/1").text
            #expect(page.contains("href=\"/en/lists/top-import\"") && page.contains("List of firms"), "\(page)")

            // No citizen reads the name of a file, and every link leads somewhere.
            var seen: Set<String> = []
            let all = try JSON(try await stranger.get("/api/v1/policies?limit=200").body)
            for policy in all["policies"]?.elements ?? [] {
                for use in try await uses(stranger, policy["id"]?.string ?? "") {
                    let name = use["name"]?["en"]?.string ?? ""
                    #expect(!name.isEmpty && !name.contains(".csv") && !name.contains("/"), "\(name)")
                    if let path = use["path"]?.string { seen.insert(path) }
                }
            }
            #expect(seen.count > 60 && seen.contains("/tariff/taxes"))
            for path in seen.sorted() {
                #expect(try await stranger.get("/en" + path).status == 200, "\(path)")
            }
        }
    }

    @Test("PS-01 each citation on the page of a service, a list or a benefit leads to the register")
    func back() async throws {
        try await World.run(.sqlite) { world in
            let stranger = Visitor(world.window.door)
            var cited: Set<String> = []
            for path in ["services/dual-use-licence", "lists/top-import", "benefits/premium-discount"] {
                let page = try await stranger.get("/en/\(path)").text
                let links = page.components(between: "href=\"", and: "\"").filter { $0.hasPrefix("/en/policy-citations?") }
                #expect(!links.isEmpty, "\(path)")
                cited.formUnion(links)
            }
            for link in cited {
                let answer = try await stranger.get(link.replacing("&amp;", with: "&"))
                #expect(answer.header("location")?.hasPrefix("/en/policies/") == true, "\(link) \(answer.status)")
            }
            // In English a document is named in English first, or said to be Chinese only.
            let named = try await stranger.get("/en/lists/top-import").text
            #expect(named.contains("Shanghai measures to stabilise the scale and raise the quality of foreign trade (<a lang=\"zh-CN\""))
            #expect(try await !stranger.get("/zh/lists/top-import").text.contains("Shanghai measures"))
            let unknown = CitedDocuments.$title.withValue({ _ in nil }) {
                HTML.citation(Citation(document: "测试〔2026〕1号"), .en).text
            }
            #expect(unknown == "<span lang=\"zh-CN\">测试〔2026〕1号</span> (Chinese only)")
            let list = try await stranger.get("/en/lists/top-import").text
            let to = try #require(list.components(between: "href=\"", and: "\"").first { $0.hasPrefix("/en/policy-citations?") && $0.contains("%E4%B8%80") })
            #expect(try await stranger.get(to.replacing("&amp;", with: "&")).header("location") == "/en/policies/p9/articles/1")
        }
    }
}

extension String {
    /// What stands between two marks, each time.
    fileprivate func components(between begin: String, and end: String) -> [String] {
        var (rest, found) = (self[...], [String]())
        while let first = rest.firstRange(of: begin) {
            rest = rest[first.upperBound...]
            guard let last = rest.firstRange(of: end) else { break }
            found.append(String(rest[..<last.lowerBound]))
            rest = rest[last.upperBound...]
        }
        return found
    }
}
