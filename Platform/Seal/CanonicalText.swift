internal import Wire

/// The canonical form of XML (Canonical XML 1.0, without comments), written event by event.
///
/// The reader has no document type, no processing instruction and only the five entities, so what
/// is left of the recommendation fits here: where namespaces are declared, the order of attributes,
/// how characters are escaped, empty elements in two tags.
struct CanonicalText {
    private(set) var bytes: [UInt8] = []
    private var scratch: [UInt8] = []

    /// Makes room for a text of about so many bytes.
    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    /// A start tag with the namespaces it declares and the attributes that come down to it from
    /// elements outside of the part.
    mutating func start(
        _ reader: borrowing XMLReader, declaring namespaces: [NamespaceScope.Binding],
        inherited: [CanonicalAttribute] = []
    ) {
        bytes.append(UInt8(ascii: "<"))
        reader.appendName(to: &bytes)
        for binding in namespaces {
            bytes += Array(" xmlns".utf8)
            if !binding.prefix.isEmpty {
                bytes.append(UInt8(ascii: ":"))
                bytes += binding.prefix
            }
            value(binding.name)
        }
        var attributes = CanonicalAttribute.all(of: reader)
        for one in inherited where !attributes.contains(where: { $0.isNamed(like: one) }) {
            attributes.append(one)
        }
        for attribute in attributes.sorted(by: CanonicalAttribute.precedes) {
            bytes.append(UInt8(ascii: " "))
            if !attribute.prefix.isEmpty {
                bytes += attribute.prefix
                bytes.append(UInt8(ascii: ":"))
            }
            bytes += attribute.name
            value(attribute.value)
        }
        bytes.append(UInt8(ascii: ">"))
    }

    mutating func text(_ reader: borrowing XMLReader) {
        scratch.removeAll(keepingCapacity: true)
        reader.appendText(to: &scratch)
        for byte in scratch {
            switch byte {
            case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
            case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
            case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
            case 0x0D: bytes += Array("&#xD;".utf8)
            default: bytes.append(byte)
            }
        }
    }

    mutating func end(_ reader: borrowing XMLReader) {
        bytes.append(UInt8(ascii: "<"))
        bytes.append(UInt8(ascii: "/"))
        reader.appendName(to: &bytes)
        bytes.append(UInt8(ascii: ">"))
    }

    private mutating func value(_ value: [UInt8]) {
        bytes.append(UInt8(ascii: "="))
        bytes.append(UInt8(ascii: "\""))
        for byte in value {
            switch byte {
            case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
            case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
            case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
            case 0x09: bytes += Array("&#x9;".utf8)
            case 0x0A: bytes += Array("&#xA;".utf8)
            case 0x0D: bytes += Array("&#xD;".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// An attribute as the canonical form writes and orders it.
struct CanonicalAttribute {
    /// Name of the namespace; empty without one, which sorts first.
    let namespace: [UInt8]
    let prefix: [UInt8]
    let name: [UInt8]
    let value: [UInt8]

    static func all(of reader: borrowing XMLReader) -> [CanonicalAttribute] {
        if reader.attributeCount == 0 { return [] }
        var all: [CanonicalAttribute] = []
        for index in 0..<reader.attributeCount {
            let one = reader.attribute(index)
            all.append(
                CanonicalAttribute(
                    namespace: Array((one.namespace ?? "").utf8), prefix: Array(one.prefix.utf8),
                    name: Array(one.name.utf8), value: Array(one.value.utf8)))
        }
        return all
    }

    /// Attributes of the namespace `xml` hold for everything inside, so a part of a document takes
    /// them along.
    var isInherited: Bool { prefix == Array("xml".utf8) }

    /// Whether somebody might take it for an id, however it is written.
    var isID: Bool { name.map { $0 | 0x20 } == Array("id".utf8) }

    func isNamed(like other: CanonicalAttribute) -> Bool {
        namespace == other.namespace && name == other.name
    }

    static func precedes(_ one: CanonicalAttribute, _ other: CanonicalAttribute) -> Bool {
        one.namespace == other.namespace
            ? one.name.lexicographicallyPrecedes(other.name)
            : one.namespace.lexicographicallyPrecedes(other.namespace)
    }
}
