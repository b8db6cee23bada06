public import Kernel
public import Wire

/// Goods that come back, and what site and carrier tell of import parcels.
extension SampleChains {
    /// An application to return lines of an import list (退货申请单).
    ///
    /// - Parameters:
    ///   - invtNo: number the customs gave the list.
    ///   - lines: numbers of the lines, each with how much comes back; nil for all of it. Empty for
    ///     everything the list has.
    ///   - attempt: every attempt has a number and guids of its own.
    public func importReturn(
        of chain: SampleChain, invtNo: String, lines: [(number: Int, quantity: String?)] = [],
        attempt: Int = 1, at time: Instant? = nil
    ) throws(MessageDraft.Misfit) -> SampleMessage {
        guard let list = chain.documents.last else { throw .noSuchNode("625") }
        var head = opening(
            of: list, "625/\(invtNo)/\(attempt)",
            taking: [
                "customsCode", "orderNo", "ebpCode", "ebpName", "ebcCode", "ebcName",
                "logisticsNo", "logisticsCode", "logisticsName", "buyerIdType",
                "buyerIdNumber", "buyerName", "buyerTelephone", "agentCode", "agentName",
            ])
        if let time { head["appTime"] = time.compact }
        head["copNo"] = "T" + decimal(attempt, 2) + invtNo.suffix(12)
        head["invtNo"] = invtNo
        head["reason"] = "订购人七日内无理由退货（测试）"
        let all = list.draft.lines
        let wanted =
            lines.isEmpty ? (1...max(1, all.count)).map { (number: $0, quantity: nil) } : lines
        var returned: [[String: String]] = []
        for one in wanted {
            guard all.indices.contains(one.number - 1) else { throw .noSuchNode("625") }
            let sold = all[one.number - 1]
            var line: [String: String] = [:]
            for name in ["gnum", "gcode", "gname", "unit"] { line[name] = sold[name] }
            line["qty"] = one.quantity ?? sold["qty"]
            returned.append(line)
        }
        return try followUp("625", head, returned, sender: cast.declarant)
    }

    /// Import parcels that entered the warehouse of the supervised site (入库明细单).
    public func warehouseEntry(
        of chains: [SampleChain], _ name: String, at time: Instant? = nil
    ) throws(MessageDraft.Misfit) -> SampleMessage {
        guard let list = chains.first?.documents.last else { throw .noSuchNode("711") }
        var head = opening(
            of: list, "711/\(name)",
            taking: ["customsCode", "trafMode", "logisticsCode", "logisticsName"])
        if let time { head["appTime"] = time.compact }
        head["copNo"] = "R" + name
        head["operatorCode"] = cast.warehouse.customsCode
        head["operatorName"] = cast.warehouse.name
        head["ieFlag"] = "I"
        head["trafNo"] = "沪A-TEST1"
        head["voyageNo"] = "TS0588"
        head["billNo"] = "999-" + name
        head["unloadLocation"] = "退货中心仓 A1"
        let lines = chains.enumerated().map { index, chain in
            ["gnum": String(index + 1), "logisticsNo": chain.waybill]
        }
        return try followUp("711", head, lines, sender: cast.warehouse)
    }

    /// The buyer has signed for a parcel (运单状态).
    public func delivery(
        of chain: SampleChain, at time: Instant
    ) throws(MessageDraft.Misfit) -> SampleMessage {
        guard let list = chain.documents.last else { throw .noSuchNode("513") }
        var head = opening(
            of: list, "513/\(chain.waybill)/\(time.compact)",
            taking: ["logisticsCode", "logisticsName", "logisticsNo"])
        head["appTime"] = time.compact
        head["logisticsStatus"] = "S"
        head["logisticsTime"] = time.compact
        return try followUp("513", head, [], sender: cast.carrier)
    }
}
