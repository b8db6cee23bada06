import Kernel

extension MessageCatalogue {
    /// Reads a message: its values and everything that does not fit the schema. Never throws; a
    /// message that cannot be read at all has no documents and says why among its faults.
    public func read(
        _ bytes: [UInt8], _ options: MessageReading.Options = MessageReading.Options()
    ) -> MessageReading {
        var scan = MessageScan(self, options)
        do throws(Fault) {
            try XMLReader.read(bytes, limits: options.limits) { reader throws(Fault) in
                try scan.read(&reader)
            }
        } catch {
            scan.faults.append(error)
        }
        return scan.reading(of: bytes)
    }
}

extension MessageScan {
    consuming func reading(of bytes: [UInt8]) -> MessageReading {
        if unlisted > 0, !hasStopped {
            faults.append(MessageTrouble.more(unlisted).fault(path: "", line: 0))
        }
        let store = MessageStore(source: bytes, decoded: decoded, slots: slots, lines: lines)
        func record(_ found: FoundRecord, _ table: RecordTable) -> MessageRecord {
            MessageRecord(table: table, store: store, base: found.base, line: found.line)
        }
        let known = table ?? likely
        var read: [MessageDocument] = []
        if let known {
            read.reserveCapacity(documents.count)
            for (index, found) in documents.enumerated() {
                read.append(
                    MessageDocument(
                        table: known, head: record(found.head, known.head), number: index + 1,
                        store: store, lineRange: found.lines))
            }
        }
        return MessageReading(
            table: table, guid: guid, version: version, documents: read,
            transfer: transfer.flatMap { found in known?.transfer.map { record(found, $0) } },
            subscriptions: subscriptions.compactMap { found in
                known?.subscription.map { record(found, $0) }
            },
            isSigned: isSigned, claimsSignature: claimsSignature, faults: faults)
    }
}
