public import Kernel

extension WorkingCalendar {
    /// Reads the days off and the weekend days worked from `Reference/Data/working-days.csv`.
    /// Refuses a file that is missing or damaged, naming file and line.
    public static func load(_ share: Share) throws -> WorkingCalendar {
        var file = try DataFile("Reference/Data/working-days.csv", in: share)
        let (from, to) = (try file.column("valid_from"), try file.column("valid_to"))
        let worked = try file.column("worked")
        var holidays: Set<Day> = []
        var workdays: Set<Day> = []
        while let row = try file.next() {
            guard let first = try row.day(from, "valid_from"),
                let last = try row.day(to, "valid_to"), first <= last,
                last.sinceEpoch - first.sinceEpoch < 60
            else { throw row.fault("valid_from") }
            let days = (first.sinceEpoch...last.sinceEpoch).map { Day(sinceEpoch: $0) }
            switch row.text(worked) {
            case "yes": workdays.formUnion(days)
            case "no": holidays.formUnion(days)
            default: throw row.fault("worked")
            }
        }
        // The first days of a year can stand in the notice of the year before: that is no notice.
        let years = Set(holidays.map(\.year)).filter { year in
            holidays.count { $0.year == year } > 5
        }
        return WorkingCalendar(holidays: holidays, workdays: workdays, years: years)
    }
}
