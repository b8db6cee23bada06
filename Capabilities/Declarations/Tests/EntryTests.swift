import Kernel
import Reference
import Testing
import Wire

@testable import Declarations

@Suite("Entry by hand")
struct EntryTests {
    private let catalogue: MessageCatalogue

    init() throws { catalogue = try MessageCatalogue.load(from: try Share.find()) }

    @Test("What people type becomes what the message wants", arguments: [
        ("ieDate", "2026-11-20", "20261120"), ("ieDate", "２０２６年11月20日", "20261120"),
        ("grossWeight", " 1,234.50 ", "1234.50"), ("country", "116 日本", "116"),
        ("buyerIdNumber", "３１０１０１１９９００３０７００１Ｘ", "31010119900307001X"),
        ("consigneeAddress", "　上海市 1 号　", "上海市 1 号"), ("ieDate", "next week", "next week"),
    ])
    func typing(element: String, typed: String, value: String) throws {
        let form = try #require(EntryForm(.importInventory, catalogue))
        let field = try #require(form.table.head.field(element))
        #expect(EntryTyping.value(typed, for: field) == value)
    }

    @Test("A whole name of a code table is taken for its code, as people write it into cells", arguments: [
        ("country", "法国", "305"), ("country", " france ", "305"), ("country", "305", "305"),
        ("country", "305 法国", "305"), ("country", "法", "法"), ("unit", "瓶", "142"),
        ("unit1", "升", "095"), ("unit1", "bottle", "142"), ("gname", "瓶", "瓶"),
    ])
    func names(element: String, typed: String, value: String) throws {
        let form = try #require(EntryForm(.importInventory, catalogue))
        let field = try #require(form.table.line?.field(element))
        let codes = EntryCodes(
            form, try CodeTables.load(try Share.find()), on: Day(sinceEpoch: 20_777))
        #expect(codes.value(typed, for: field) == value)
    }

    @Test(
        "Every element of a message is asked for, given by the system, or has one value",
        arguments: EntryForm.types)
    func complete(type: MessageType) throws {
        let form = try #require(EntryForm(type, catalogue))
        let asked = Set(form.headFields.map(\.name))
        for field in form.table.head.fields {
            #expect(asked.contains(field.name) != EntryForm.isGiven(field, of: type))
        }
        #expect(form.lineFields.count <= 20, "forty lines must fit into one form")
    }

    @Test("The same version of a draft gives the same guid, another one another")
    func guid() {
        let one = EntryMessage.guid("message/t/1/1")
        #expect(one == EntryMessage.guid("message/t/1/1"))
        #expect(one != EntryMessage.guid("message/t/1/2"))
        #expect(one.utf8.count == 36)
    }

    @Test("The place of a fault is found on the form", arguments: [
        ("/CEB621Message/Inventory[1]/InventoryHead/packNo", "f-packNo"),
        ("/CEB621Message/Inventory[1]/InventoryList[2]/gcode", "l2-gcode"),
        ("/CEB621Message/BaseTransfer/dxpId", "f-"),
    ])
    func places(path: String, id: String) throws {
        let form = try #require(EntryForm(.importInventory, catalogue))
        #expect(EntryCheck.place(path, form.table).id == id)
    }
}
