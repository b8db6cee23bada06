import FoundationEssentials
import Kernel
import Testing

@testable import Web

/// The checkout this test was built from: the assets are read from it.
let checkout: Share = {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(4)
    return Share(root: parts.joined(separator: "/"))
}()

/// Compares a page with its stored text. With `UPDATE_GOLDEN=1` it is stored anew, to be read as a
/// difference before it is committed.
func expectGolden(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let path = "Platform/Web/Tests/Golden/\(name)"
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
        let file = checkout.root + "/" + path
        guard FileManager.default.createFile(atPath: file, contents: Data(text.utf8)) else {
            Issue.record("cannot write \(file)", sourceLocation: sourceLocation)
            return
        }
    }
    let stored = Array(try checkout.text(path).utf8.split(separator: 0x0A))
    let made = Array(text.utf8.split(separator: 0x0A))
    let place = zip(stored, made).enumerated().first { !$0.element.0.elementsEqual($0.element.1) }
    let told = place.map { "line \($0.offset + 1): \(String($0.element.1) ?? "")" } ?? "length"
    #expect(
        Array(text.utf8) == Array(try checkout.text(path).utf8),
        "\(name) differs at \(told); UPDATE_GOLDEN=1 stores it anew",
        sourceLocation: sourceLocation)
}

/// A frame with every part in it.
enum TestSite {
    static let permission = Permission("declarations.review")

    static let person = Principal(
        kind: .member, id: "u1", name: "测试甲", enterprise: "e1")

    static func make(assets: Assets = Assets()) -> Site {
        Site(
            assets: assets,
            navigation: [
                Site.Item(Localized(zh: "申报", en: "Declare"), path: "/declarations", in: .declare),
                Site.Item(
                    Localized(zh: "上传报文", en: "Upload"), path: "/declarations/upload",
                    in: .declare),
                Site.Item(
                    Localized(zh: "审核台", en: "Worklist"), path: "/worklist",
                    in: .office, access: .permission(permission)),
                Site.Item(Localized(zh: "网关动态", en: "Gateway"), path: "/gateway", in: .operate),
                Site.Item(Localized(zh: "界面组件", en: "Components"), path: "/components", in: .operate),
            ],
            footer: [
                Site.Item(Localized(zh: "接口文档", en: "API"), path: "/api"),
            ],
            search: "/search")
    }

    static func frame(_ path: String, language: Language = .zh) -> Site.Frame {
        Site.Frame(language: language, title: "标题", path: path, formToken: "token")
    }
}
