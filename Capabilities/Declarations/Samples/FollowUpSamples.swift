import Kernel
public import Wire

/// Documents about the lists of chains.
extension SampleChains {
    /// An application to cancel the list of a chain (撤销申请单).
    ///
    /// - Parameters:
    ///   - invtNo: number the customs gave the list.
    ///   - attempt: every attempt has a number and guids of its own.
    public func cancellation(
        of chain: SampleChain, invtNo: String, attempt: Int = 1
    ) throws(MessageDraft.Misfit) -> SampleMessage {
        let isImport = chain.kind.isImport
        let number = isImport ? "623" : "605"
        guard let list = chain.documents.last else { throw .noSuchNode(number) }
        var names = [
            "customsCode", "ebcCode", "ebcName", "agentCode", "agentName",
        ]
        if isImport {
            names += [
                "orderNo", "ebpCode", "ebpName", "logisticsNo", "logisticsCode", "logisticsName",
                "buyerIdType", "buyerIdNumber", "buyerName", "buyerTelephone",
            ]
        }
        var head = opening(of: list, "\(number)/\(invtNo)/\(attempt)", taking: names)
        head["copNo"] = "X" + decimal(attempt, 2) + invtNo.suffix(12)
        head["invtNo"] = invtNo
        head["reason"] = "订购人取消订单（测试）"
        return try followUp(number, head, [], sender: cast.declarant)
    }

    /// What a document about a list begins with, some of it taken from the list.
    func opening(
        of list: SampleDocument, _ seed: String, taking names: [String]
    ) -> [String: String] {
        var draw = SampleDraw(seed: fingerprint(seed) &+ self.seed)
        var head: [String: String] = [
            "guid": draw.guid(), "appType": "1", "appTime": at.compact, "appStatus": "2",
        ]
        for name in names { head[name] = list.draft.head[name] }
        return head
    }

    func followUp(
        _ number: String, _ head: [String: String], _ lines: [[String: String]],
        sender: SampleEnterprise
    ) throws(MessageDraft.Misfit) -> SampleMessage {
        try write(
            [
                SampleDocument(
                    number: number, draft: MessageDraft.Document(head: head, lines: lines),
                    sender: sender)
            ], guid: head["guid"] ?? "", sentBy: nil)
    }
}

extension SampleChains {
    /// How a document is divided: which part it is, and of how many.
    public struct Portion: Sendable, Hashable {
        public let part: Int
        public let count: Int

        public init(_ part: Int = 1, of count: Int = 1) {
            self.part = part
            self.count = count
        }
    }

    /// Parcels that have come to the supervised site (运抵单).
    public func arrival(
        of chains: [SampleChain], _ name: String, _ portion: Portion = Portion()
    ) throws(MessageDraft.Misfit) -> SampleMessage {
        guard let list = chains.first?.documents.last else { throw .noSuchNode("507") }
        var head = opening(
            of: list, "507/\(name)/\(portion)",
            taking: ["customsCode", "trafMode", "billNo", "logisticsCode", "logisticsName"])
        head["operatorCode"] = cast.warehouse.creditCode
        head["operatorName"] = cast.warehouse.name
        head["ieFlag"] = "E"
        head["domesticTrafNo"] = "沪A-TEST1"
        return try divided("507", head, chains, name, portion, sender: cast.warehouse)
    }

    /// Parcels that have left the country (离境单).
    public func departure(
        of chains: [SampleChain], _ name: String, _ portion: Portion = Portion()
    ) throws(MessageDraft.Misfit) -> SampleMessage {
        guard let list = chains.first?.documents.last else { throw .noSuchNode("509") }
        var head = opening(
            of: list, "509/\(name)/\(portion)",
            taking: [
                "customsCode", "trafMode", "trafName", "voyageNo", "billNo", "logisticsCode",
                "logisticsName",
            ])
        head["leaveTime"] = at.compact
        return try divided("509", head, chains, name, portion, sender: cast.carrier)
    }

    /// Which lists travel in which bag (清单总分单).
    public func bagList(
        of chains: [SampleChain], _ name: String, _ portion: Portion = Portion()
    ) throws(MessageDraft.Misfit) -> SampleMessage {
        guard let list = chains.first?.documents.last else { throw .noSuchNode("607") }
        var head = opening(
            of: list, "607/\(name)/\(portion)",
            taking: [
                "customsCode", "agentCode", "agentName", "trafMode", "trafName", "voyageNo",
                "billNo", "logisticsCode", "logisticsName",
            ])
        head["grossWeight"] = "100"
        return try divided("607", head, chains, name, portion, sender: cast.declarant)
    }

    /// An application to summarise lists (汇总申请单).
    ///
    /// - Parameters:
    ///   - numbers: of the lists; empty for a period.
    ///   - period: first and last time, `yyyyMMddHHmmss`.
    public func summary(
        like chain: SampleChain, _ name: String, numbers: [String] = [],
        period: (from: String, to: String)? = nil, _ portion: Portion = Portion()
    ) throws(MessageDraft.Misfit) -> SampleMessage {
        guard let list = chain.documents.last else { throw .noSuchNode("701") }
        var head = opening(
            of: list, "701/\(name)/\(portion)",
            taking: ["customsCode", "agentCode", "agentName", "ebcCode", "ebcName"])
        head["copNo"] = "M701" + name
        head["declAgentCode"] = head["agentCode"]
        head["declAgentName"] = head["agentName"]
        head["startTime"] = period?.from
        head["endTime"] = period?.to
        head["summaryFlag"] = "1"
        head["itemNameFlag"] = "1"
        head["msgCount"] = String(portion.count)
        head["msgSeqNo"] = String(portion.part)
        return try followUp(
            "701", head, numbers.map { ["invtNo": $0] }, sender: cast.declarant)
    }

    private func divided(
        _ number: String, _ opening: [String: String], _ chains: [SampleChain], _ name: String,
        _ portion: Portion, sender: SampleEnterprise
    ) throws(MessageDraft.Misfit) -> SampleMessage {
        var head = opening
        head["copNo"] = "M" + number + name
        head["msgCount"] = String(portion.count)
        head["msgSeqNo"] = String(portion.part)
        let lines = chains.enumerated().map { index, chain in
            [
                "gnum": String(index + 1), "logisticsNo": chain.waybill,
                "totalPackageNo": "BAG" + name,
            ]
        }
        return try followUp(number, head, lines, sender: sender)
    }
}
