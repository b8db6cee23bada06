import Kernel
import Reference

/// What is told before a table is loaded although it may be meant: rates that stand in an unusual
/// order, headings nobody knows yet.
extension EditionReading {
    /// Most warnings a report tells; whoever mends those sees the next.
    private static let most = 20

    /// - Parameters:
    ///   - before: what held before the rows of the file were read.
    ///   - state: what holds with them.
    func warnings(
        _ edition: Edition, _ before: LoadedEditions.State, _ state: LoadedEditions.State
    ) throws(LookupRefusal) -> [Localized] {
        do throws(DataFault) {
            var file = try DataFile(edition.content, named: edition.fileName)
            var found: [Localized] = []
            while found.count < EditionReading.most, let row = try file.next() {
                switch edition.kind {
                case .codes: found += warnings(row, file, edition.from, before, state)
                case .agreementRates: found += try aboveFavoured(row, file, edition.from, state)
                default: return []
                }
            }
            return found
        } catch { throw EditionReading.told(error, edition.content, edition.kind) }
    }

    private func warnings(
        _ row: DataRow, _ file: DataFile, _ day: Day, _ before: LoadedEditions.State,
        _ state: LoadedEditions.State
    ) -> [Localized] {
        guard let code = GoodsCode(row.text(file.place(of: "hs10"))),
            let line = book.codes.line(code, on: day, with: state)
        else { return [] }
        let old = book.codes.line(code, on: day, with: before)
        var found: [Localized] = []
        let heading = String(code.text.prefix(4))
        if old == nil, !isNamed(heading, day, state) {
            found.append(EditionFault.newHeading(row.line, heading))
        }
        if let mfn = line.duty.pct, let general = line.general?.pct, general < mfn,
            old?.duty != line.duty || old?.general != line.general
        {
            found.append(EditionFault.generalBelow(row.line, code.text, general, mfn))
        }
        if let pct = EditionReading.provisionalAbove(line, old) {
            found.append(EditionFault.provisionalTold(row.line, code.text, pct))
        }
        return found
    }

    /// A rate of an agreement above the most-favoured-nation rate of every code it is for.
    private func aboveFavoured(
        _ row: DataRow, _ file: DataFile, _ day: Day, _ state: LoadedEditions.State
    ) throws(DataFault) -> [Localized] {
        let digits = row.text(file.place(of: "code"))
        guard let rate = DutyRate(notation: row.text(file.place(of: "rate")))?.pct else {
            return []
        }
        let favoured = book.codes.lines(under: digits, on: day).compactMap(\.duty.pct)
        guard let highest = favoured.max(), rate > highest else { return [] }
        return [EditionFault.aboveFavoured(row.line, digits, rate, highest)]
    }

    /// The provisional rate of a line that has become higher than the rate it goes before.
    static func provisionalAbove(_ line: TariffLine, _ old: TariffLine?) -> Fixed? {
        guard let pct = line.provisional, let mfn = line.duty.pct, pct > mfn,
            old?.provisional != line.provisional || old?.duty != line.duty
        else { return nil }
        return pct
    }

    /// Whether digits of two or four have a name, or codes below them, that the file itself did
    /// not bring.
    func isNamed(_ digits: String, _ day: Day, _ state: LoadedEditions.State) -> Bool {
        book.codes.nomenclature.name(of: digits) != nil || book.codes.contains(prefix: digits)
            || state.names.row(digits, on: day) != nil
    }

    /// Refuses a provisional rate above the most-favoured-nation rate, which it takes the place of:
    /// whoever means it says so.
    func refuseProvisionalAbove(
        _ edition: Edition, _ before: LoadedEditions.State, _ state: LoadedEditions.State
    ) throws(LookupRefusal) {
        guard edition.kind == .codes else { return }
        do throws(DataFault) {
            var file = try DataFile(edition.content, named: edition.fileName)
            let hs10 = try file.column("hs10")
            let column = file.has("provisional_pct") ? "provisional_pct" : "mfn"
            while let row = try file.next() {
                guard let code = GoodsCode(row.text(hs10)),
                    let line = book.codes.line(code, on: edition.from, with: state),
                    let mfn = line.duty.pct,
                    let pct = EditionReading.provisionalAbove(
                        line, book.codes.line(code, on: edition.from, with: before))
                else { continue }
                throw row.fault(column, EditionFault.provisionalAbove(pct, mfn))
            }
        } catch { throw EditionReading.told(error, edition.content, edition.kind) }
    }
}
