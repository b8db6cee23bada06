import Kernel
import Web

/// Words that several pages about declarations share.
enum PageWords {
    static let all = Localized(zh: "全部", en: "All")
    static let commandLine = Localized(zh: "命令行", en: "Command line")

    /// Sends one message with an API key.
    static func curl(_ origin: String) -> String {
        """
        curl -H "Authorization: Bearer $KEY" -H "Content-Type: application/xml" \\
             --data-binary @CEB311.xml \(origin)/api/v1/ceb
        """
    }

    /// 进口 1210 / Import 1210.
    static func business(_ record: InventoryShelf.Record) -> Localized {
        record.type.isImport
            ? Localized(zh: "进口 \(record.tradeMode)", en: "Import \(record.tradeMode)")
            : Localized(zh: "出口 \(record.tradeMode)", en: "Export \(record.tradeMode)")
    }
}
