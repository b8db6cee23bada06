// libFuzzer's entry to the readers. Which one is tried stands in the environment variable
// READER: messages (the default), json, csv, yaml, sheet, seal or upload. A broken promise stops
// the process, which is how libFuzzer learns of it; the sanitizer stops it for memory.
import FoundationEssentials
import Kernel
import Uploads
import Wire

private let target = ProcessInfo.processInfo.environment["READER"] ?? "messages"

let catalogue: MessageCatalogue = {
    do {
        let share = Share(root: FileManager.default.currentDirectoryPath)
        return try MessageCatalogue.load(from: share)
    } catch {
        preconditionFailure("start it in the folder that holds Capabilities: \(error)")
    }
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func tryOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    switch target {
    case "json": tryJSON(bytes)
    case "csv": tryCSV(bytes)
    case "yaml": tryYAML(bytes)
    case "sheet": trySheet(bytes)
    case "seal": trySeal(bytes)
    case "upload": tryUpload(bytes)
    default: tryMessage(bytes)
    }
    return 0
}

/// A reading is the same every time; what is valid survives being written and taken apart.
private func tryMessage(_ bytes: [UInt8]) {
    let reading = catalogue.read(bytes)
    precondition(catalogue.read(bytes).faults == reading.faults, "two readings differ")
    guard reading.isValid, let table = reading.table else { return }
    for document in reading.documents {
        let fragment = document.fragment
        do {
            let again = try table.document(fragment: fragment)
            precondition(again.fragment == fragment, "a fragment changes")
            precondition(again.differences(from: document).isEmpty, "a document changes")
        } catch {
            // An empty element that takes a default is written with it; nothing else may differ.
            preconditionFailure("a fragment does not read back: \(error.code)")
        }
    }
    let draft = MessageDraft(
        guid: reading.guid, version: reading.version, documents: reading.documents.map(\.draft),
        transfer: reading.transfer?.values, subscriptions: reading.subscriptions.map(\.values),
        signature: reading.isSigned
            ? Array("<s:Signature xmlns:s=\"http://www.w3.org/2000/09/xmldsig#\"/>".utf8) : nil)
    do {
        let written = try table.write(draft)
        precondition(catalogue.read(written).isValid, "what was written does not fit")
    } catch {
        preconditionFailure("a reading cannot be written: \(error)")
    }
}

/// What is read is written in one form that reads back as itself.
private func tryJSON(_ bytes: [UInt8]) {
    guard let value = try? JSON(bytes) else { return }
    let canonical = Array(value.canonical.utf8)
    precondition((try? JSON(canonical))?.canonical == value.canonical, "canonical JSON changes")
}

/// The whole table is read or refused, whatever it holds.
private func tryCSV(_ bytes: [UInt8]) {
    var reader = CSVReader(bytes)
    while let record = try? reader.next() {
        for index in 0..<record.count { _ = record[index] }
    }
}

/// A service file is read or refused, the same way every time.
private func tryYAML(_ bytes: [UInt8]) {
    let value = try? YAML(bytes)
    precondition((try? YAML(bytes)) == value, "two readings differ")
}

/// A paper is taken or not, the same way every time; how soon is libFuzzer's to watch.
private func tryUpload(_ bytes: [UInt8]) {
    guard let type = DocumentType(bytes: bytes) else { return }
    let trouble = DocumentShape.trouble(type, bytes)
    precondition(DocumentShape.trouble(type, bytes) == trouble, "two looks differ")
}
