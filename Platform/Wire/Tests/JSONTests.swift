import Testing
import Wire

@Suite("JSON") struct JSONTests {
    @Test("a text is read and written back", arguments: [
        (#"{"b":1,"a":[true,false,null,-1.5e3,"x\"\\\n"]}"#, #"{"a":[true,false,null,-1.5e3,"x\"\\\n"],"b":1}"#),
        (#" [ ] "#, "[]"), (#""\u00e9\ud83d\ude00""#, "\"é😀\""), ("0", "0"), ("{}", "{}"),
    ])
    func round(text: String, canonical: String) throws {
        let value = try JSON(Array(text.utf8))
        #expect(value.canonical == canonical)
        #expect(try JSON(Array(value.encoded.utf8)) == value)
    }

    @Test("what is not strict JSON is refused", arguments: [
        (#"{"a":1,"a":2}"#, JSONFault.Reason.duplicateName), ("01", .badNumber), ("[1,]", .badNumber),
        ("{\"a\":}", .badNumber), ("\"\u{1}\"", .unexpected), ("1 2", .trailing), ("", .ended),
        (#""\ud800""#, .unexpected), (#""\ud800\u0041""#, .badEscape), (#""\x""#, .badEscape),
        (String(repeating: "[", count: 100), .tooDeep), ("nul", .ended), ("{a:1}", .unexpected),
    ])
    func refused(text: String, reason: JSONFault.Reason) {
        #expect(performing: { () throws in _ = try JSON(Array(text.utf8)) }, throws: { ($0 as? JSONFault)?.reason == reason })
    }

    @Test("bytes that are not UTF-8 are refused")
    func encoding() {
        #expect(throws: JSONFault.self) { () throws in try JSON([0x22, 0xFF, 0x22]) }
    }
}
