import Secrets
import Store

/// Where problems lie encrypted: their words may name people.
extension Cell {
    static func title(_ number: String, of tenant: String) -> Cell {
        Cell(table: "problems_cases", column: "title", tenant: tenant, row: number)
    }

    static func word(_ number: String, _ place: Int64, of tenant: String) -> Cell {
        Cell(
            table: "problems_words", column: "words", tenant: tenant, row: "\(number)/\(place)")
    }
}

/// Every column of this capability that holds encrypted values.
enum EncryptedColumns {
    static var all: [EncryptedColumn] {
        [
            EncryptedColumn(
                "problems_cases.title",
                page: """
                    select tenant, number, title from problems_cases
                    where (tenant, number) > ($1, $2) order by tenant, number limit $3
                    """,
                update: """
                    update problems_cases set title = $3
                    where tenant = $1 and number = $2 and title = $4
                    """, first: ["", ""], cell: { try .title($0.text(1), of: $0.text(0)) }),
            EncryptedColumn(
                "problems_words.words",
                page: """
                    select tenant, number, place, words from problems_words
                    where (tenant, number, place) > ($1, $2, $3)
                    order by tenant, number, place limit $4
                    """,
                update: """
                    update problems_words set words = $4
                    where tenant = $1 and number = $2 and place = $3 and words = $5
                    """, first: ["", "", -1],
                cell: { try .word($0.text(1), $0.integer(2), of: $0.text(0)) }),
        ]
    }
}
