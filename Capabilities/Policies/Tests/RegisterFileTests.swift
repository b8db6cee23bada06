import Kernel
import Parties
import Testing

@testable import Policies

@Suite("Files of the register") struct RegisterFileTests {
    @Test("Every shipped document is found by each of its names, and no name has two")
    func names() throws {
        let files = try PolicyFiles.load(try Share.find())
        #expect(files.policies.count > 80)
        var owners: [String: String] = [:]
        for policy in files.policies {
            for version in policy.versions {
                for name in Set([version.document] + version.aliases) {
                    let owner = owners.updateValue(policy.id, forKey: name)
                    #expect(owner == nil || owner == policy.id, "\(name)")
                }
                for other in version.replaces {
                    #expect(files.policies.contains { $0.id == other }, "\(other)")
                }
            }
        }
    }

    @Test("How each shipped document is known is said in two languages")
    func sources() throws {
        for policy in try PolicyFiles.load(try Share.find()).policies {
            for version in policy.versions {
                #expect(SourceWords.isKnown(version.source), "\(version.source)")
            }
        }
    }

    @Test("Each of the five papers is there article by article, with bodies and topics")
    func papers() throws {
        let files = try PolicyFiles.load(try Share.find())
        for (id, least) in [("p25", 21), ("p9", 21), ("p131", 17), ("p132", 26), ("p183", 20)] {
            let policy = try #require(files.policies.first { $0.id == id })
            let articles = try #require(policy.versions.first?.articles)
            #expect(articles.count >= least, "\(id) \(articles.count)")
            for article in articles {
                #expect(ArticleKey.keys(of: article.label) == [article.key], "\(article.label)")
                #expect(!article.bodies.isEmpty && !article.topics.isEmpty, "\(article.label)")
            }
        }
    }

    @Test("Every shipped policy is kept by an authority whose officers may publish")
    func owners() throws {
        let share = try Share.find()
        let files = try PolicyFiles.load(share)
        let authorities = try Authorities.load(share)
        for policy in files.policies {
            let owner = try #require(files.owners[policy.id], "\(policy.id)")
            #expect(authorities.contains(owner), "\(policy.id) \(owner)")
        }
        #expect(files.owners["p9"] == "commerce" && files.owners["o282"] == "gacc")
        #expect(files.owners["tariff-law"] == "customs")
    }

    @Test("What another authority keeps is changed only with its consent in words")
    func consent() {
        func may(_ owners: [String], _ given: [(String, Bool)]) -> Bool {
            let opinions = given.map {
                ReviewOpinion(
                    authority: $0.0, agrees: $0.1, text: "TEST", officer: "TEST",
                    at: Instant(milliseconds: 0))
            }
            return OwnerConsent.outcome(proposer: "tax", owners: owners, opinions) {
                Localized(same: $0)
            }.mayIssue
        }
        #expect(may([], []))
        #expect(may(["tax"], []))
        #expect(!may(["commerce"], []))
        #expect(!may(["commerce"], [("tax", true), ("market", true)]))
        #expect(!may(["commerce"], [("commerce", false)]))
        #expect(!may(["commerce", "gacc"], [("commerce", true)]))
        #expect(may(["commerce", "tax"], [("commerce", true)]))
    }

    @Test("A policy shows the version of the day, before, in and after its time")
    func versions() throws {
        let files = try PolicyFiles.load(try Share.find())
        let order = try #require(files.policies.first { $0.id == "o251" })
        let (early, middle, late) = (
            try #require(Day("2021-10-31")), try #require(Day("2026-03-31")),
            try #require(Day("2026-04-01"))
        )
        #expect(order.version(on: early) == nil)
        #expect(order.version(on: middle) != nil)
        #expect(order.version(on: late) == nil)
        #expect(order.shown(on: late)?.document == "海关总署令第251号")
    }

    @Test("A major measure is issued only with the regulator, enough others and no objection")
    func review() throws {
        func opinion(_ authority: String, _ agrees: Bool) -> ReviewOpinion {
            ReviewOpinion(
                authority: authority, agrees: agrees, text: "TEST", officer: "TEST",
                at: Instant(milliseconds: 0))
        }
        let day = try #require(Day("2021-10-01"))
        let least = Dated(from: day, to: nil, value: 2, citation: Citation(document: "TEST"))
        func may(
            _ opinions: [ReviewOpinion], isMajor: Bool = true, by proposer: String = "commerce"
        ) -> Bool {
            JointReview.outcome(
                isMajor: isMajor, proposer: proposer, opinions, least: least
            ).mayIssue
        }
        #expect(may([], isMajor: false))
        #expect(!may([]))
        #expect(!may([opinion("market", true)]))
        #expect(!may([opinion("tax", true), opinion("safe", true)]))
        #expect(!may([opinion("market", true), opinion("tax", false)]))
        #expect(may([opinion("market", true), opinion("tax", true)]))
        // Who proposes it does not review it: neither for the number nor as the regulator.
        #expect(!may([opinion("market", true), opinion("commerce", true)]))
        #expect(!may([opinion("market", true), opinion("tax", true)], by: "market"))
        #expect(may([opinion("safe", true), opinion("tax", true)], by: "market"))
    }
}
