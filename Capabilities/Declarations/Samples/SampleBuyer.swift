import Kernel

/// A person who does not exist: the area code of the identity number is 000000, which is no area,
/// and the name says 测试.
struct SampleBuyer: Sendable, Hashable {
    let name: String
    let idNumber: String
    let telephone: String
    let address: String
    /// Account on the platform.
    let account: String

    /// - Parameter number: every number up to 33 million is another person.
    init(_ number: Int) {
        let stem = SampleBuyer.stems[number % 10]
        let branch = SampleBuyer.branches[number / 10 % 12]
        name = number < 10 ? "测试\(stem)" : "测试\(stem)\(branch)"
        // Year, month and day make room for many numbers; the three after them count.
        let days = number / 999
        let year = 1900 + days / 336 % 100
        let date =
            decimal(year, 4) + decimal(days / 28 % 12 + 1, 2) + decimal(days % 28 + 1, 2)
        let body = "000000" + date + decimal(number % 999 + 1, 3)
        idNumber = IdentityNumber(completing: body)?.text ?? body
        telephone = "1" + decimal(number, 10)
        let district = SampleBuyer.districts[number % SampleBuyer.districts.count]
        address = "上海市\(district)测试路\(number % 900 + 1)号"
        account = "test-" + String(number)
    }

    private static let stems = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"]
    private static let branches = [
        "子", "丑", "寅", "卯", "辰", "巳", "午", "未", "申", "酉", "戌", "亥",
    ]
    private static let districts = ["浦东新区", "黄浦区", "徐汇区", "静安区", "杨浦区", "闵行区", "嘉定区"]
}
