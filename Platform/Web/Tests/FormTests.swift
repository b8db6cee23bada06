import Testing

@testable import Web

@Suite("Forms") struct FormTests {
    @Test(
        "pairs are read in order, names may repeat",
        arguments: [
            ("a=1&b=2&a=3", [("a", "1"), ("b", "2"), ("a", "3")]), ("", []), ("a", [("a", "")]),
            ("=x", [("", "x")]), ("a=b=c", [("a", "b=c")]), ("&&a=1&", [("a", "1")]),
            ("a+b=c+d", [("a b", "c d")]), ("a=%2B%26%3D", [("a", "+&=")]),
            ("%E5%93%81%E5%90%8D=%E8%8C%B6", [("品名", "茶")]), ("a=茶", [("a", "茶")]),
        ])
    func pairs(text: String, expected: [(String, String)]) throws {
        let form = try Form(encoded: text[...])
        #expect(form.pairs == expected.map { Form.Pair($0.0, $0.1) })
        #expect(try Form(encoded: form.encoded[...]) == form)
    }

    @Test(
        "what cannot be read for certain is refused",
        arguments: ["a=%", "a=%4", "a=%zz", "a=%C3", "a=%FF", "%ED%A0%80=1"])
    func refused(text: String) {
        #expect(throws: WebRefusal.formNotReadable) { try Form(encoded: text[...]) }
    }

    @Test("a flood of pairs is refused")
    func flood() throws {
        let most = Array(repeating: "a=1", count: Form.mostPairs).joined(separator: "&")
        #expect(try Form(encoded: most[...]).pairs.count == Form.mostPairs)
        #expect(throws: WebRefusal.formNotReadable) { try Form(encoded: (most + "&a=1")[...]) }
    }

    @Test("a broken query is answered 400, not guessed")
    func query() async throws {
        let door = try TestDoor.make([TestDoor.route(.get, "/api/v1/x") {
            Answer($0.query.all("a").joined(separator: ","), type: "text/plain")
        }])
        #expect(await door.get("/api/v1/x?a=1&b=2&a=%E8%8C%B6").text == "1,茶")
        #expect(await door.get("/api/v1/x?a=%zz").status == 400)
        #expect(await door.get("/api/v1/x?a=茶").status == 400)
    }

    static func visit(_ type: String, _ body: String) -> Visit {
        Visit(
            method: .post, path: "/", headers: ["content-type": type], body: Array(body.utf8))
    }

    static let file = """
        --B\r\nContent-Disposition: form-data; name="note"\r\n\r\n茶\r\n--B\r
        content-disposition: form-data; name="file"; filename="C:\\docs\\a;b.xml"\r
        Content-Type: application/xml\r\n\r\n<a>\r\n--A-not\r\n</a>\r\n--B--\r\n
        """

    @Test("files and fields of a form are told apart and kept byte for byte")
    func parts() throws {
        let visit = Self.visit("multipart/form-data; boundary=\"B\"", Self.file)
        let parts = try visit.parts()
        #expect(parts.count == 2)
        #expect(parts.first?.name == "note")
        #expect(parts.first?.fileName == nil)
        #expect(parts.last?.fileName == "a;b.xml")
        #expect(parts.last?.contentType == "application/xml")
        #expect(parts.last?.body == Array("<a>\r\n--A-not\r\n</a>".utf8))
        #expect(try visit.form().pairs == [Form.Pair("note", "茶")])
    }

    @Test("a body that holds every byte comes through unchanged")
    func binary() throws {
        let bytes = (0..<1024).map { UInt8(truncatingIfNeeded: $0) } + Array("\r\n--X".utf8)
        let head = "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n"
        let body = Array(head.utf8) + bytes + Array("\r\n--B--".utf8)
        #expect(try formParts(of: body, boundary: "B").first?.body == bytes)
    }

    @Test(
        "a multipart body that is not whole is refused",
        arguments: [
            "", "--B", "--B\r\n", "--B\r\n\r\n\r\n--B--",
            "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
            "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--B",
            "--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--B--evil",
            "--B\r\nContent-Disposition: form-data\r\n\r\nx\r\n--B--",
            "--B\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--B--",
            "preamble\r\n--B\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--B--",
            "--C\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--C--",
            "--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--B--",
            "--B\r\nX: \(String(repeating: "x", count: 5000))\r\n\r\nx\r\n--B--",
        ])
    func notWhole(body: String) {
        #expect(throws: WebRefusal.formNotReadable) {
            try Self.visit("multipart/form-data; boundary=B", body).parts()
        }
    }

    @Test("only forms are read as forms")
    func types() {
        #expect(throws: WebRefusal.contentTypeNotFitting(
            expected: "application/x-www-form-urlencoded")
        ) { try Self.visit("application/json", "{}").form() }
        #expect(throws: WebRefusal.contentTypeNotFitting(expected: "multipart/form-data")) {
            try Self.visit("application/x-www-form-urlencoded", "a=1").parts()
        }
        #expect(throws: WebRefusal.formNotReadable) {
            try Self.visit("multipart/form-data", "--B--").parts()
        }
        #expect(Self.visit("Text/HTML ; charset=x", "").contentType == "text/html")
    }

    @Test("a form's body that is not UTF-8 is refused")
    func encoding() {
        var visit = Self.visit("application/x-www-form-urlencoded", "")
        visit.body = [0x61, 0x3D, 0xFF]
        #expect(throws: WebRefusal.formNotReadable) { try visit.form() }
    }
}
