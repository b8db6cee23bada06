public import Kernel
public import Wire

/// Exports that come back.
extension SampleChains {
    /// An application to return lines of an export list (出口退货申请单).
    ///
    /// - Parameters:
    ///   - invtNo: number the customs gave the list.
    ///   - lines: numbers of the lines, each with how many pieces come back; nil for all of them.
    ///     Empty for everything the list has. The statutory quantities follow in proportion.
    ///   - attempt: every attempt has a number and guids of its own.
    ///   - district: office through which they come back; nil for the one they left through.
    public func exportReturn(
        of chain: SampleChain, invtNo: String, lines: [(number: Int, pieces: Int?)] = [],
        attempt: Int = 1, at time: Instant? = nil, district: String? = nil
    ) throws(MessageDraft.Misfit) -> SampleMessage {
        guard let list = chain.documents.last else { throw .noSuchNode("213") }
        var head = opening(
            of: list, "213/\(invtNo)/\(attempt)",
            taking: [
                "customsCode", "ebpCode", "ebpName", "ebcCode", "ebcName", "logisticsNo",
                "logisticsCode", "logisticsName", "agentCode", "agentName", "trafMode",
            ])
        if let time { head["appTime"] = time.compact }
        if let district { head["customsCode"] = district }
        head["coElNo"] = returnNumber(invtNo, attempt)
        head["invtNo"] = invtNo
        head["tradeMode"] = "9661"
        head["billNo"] = "999-R" + invtNo.suffix(9)
        head["ieFlag"] = "I"
        head["trafName"] = "TEST-03"
        head["voyageNo"] = "TS0588"
        head["portCode"] = head["customsCode"]
        head["reason"] = "境外消费者退货（测试）"
        head["country"] = "502"
        let all = list.draft.lines
        let wanted =
            lines.isEmpty ? (1...max(1, all.count)).map { (number: $0, pieces: nil) } : lines
        var returned: [[String: String]] = []
        for one in wanted {
            guard all.indices.contains(one.number - 1) else { throw .noSuchNode("213") }
            returned.append(part(of: all[one.number - 1], pieces: one.pieces))
        }
        return try followUp("213", head, returned, sender: cast.declarant)
    }

    /// The tally list of the site for an application (退货理货单).
    public func exportTally(
        of chain: SampleChain, invtNo: String, attempt: Int = 1, at time: Instant? = nil,
        district: String? = nil
    ) throws(MessageDraft.Misfit) -> SampleMessage {
        guard let list = chain.documents.last else { throw .noSuchNode("215") }
        var head = opening(
            of: list, "215/\(invtNo)/\(attempt)",
            taking: ["customsCode", "logisticsNo", "logisticsCode", "logisticsName", "trafMode"])
        if let time { head["appTime"] = time.compact }
        if let district { head["customsCode"] = district }
        head["operatorCode"] = cast.warehouse.customsCode
        head["operatorName"] = cast.warehouse.name
        head["invtNo"] = invtNo
        head["coElNo"] = returnNumber(invtNo, attempt)
        head["billNo"] = "999-R" + invtNo.suffix(9)
        head["ieFlag"] = "I"
        head["trafName"] = "TEST-03"
        head["voyageNo"] = "TS0588"
        head["location"] = "退货理货区 B2"
        return try followUp("215", head, [], sender: cast.warehouse)
    }

    private func returnNumber(_ invtNo: String, _ attempt: Int) -> String {
        "E" + decimal(attempt, 2) + invtNo.suffix(12)
    }

    /// So many pieces of a line, its statutory quantities in proportion.
    private func part(of sold: [String: String], pieces: Int?) -> [String: String] {
        var line: [String: String] = [:]
        for name in ["gnum", "gcode", "gname", "gmodel", "unit", "unit1", "unit2"] {
            line[name] = sold[name]
        }
        let all = sold["qty"].flatMap { try? Fixed($0) } ?? .zero
        for name in ["qty", "qty1", "qty2"] {
            guard let figure = sold[name].flatMap({ try? Fixed($0) }) else { continue }
            guard let pieces, all > .zero else {
                line[name] = figure.text
                continue
            }
            line[name] = Fixed(
                raw: figure.raw * Int64(pieces) * Fixed.scale / all.raw
            ).text
        }
        return line
    }
}
