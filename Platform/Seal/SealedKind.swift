/// What bears a signature. The form is the same; what it may say of what it covers, and what else
/// may stand beside it, is not.
public enum SealedKind: Sendable, Hashable {
    /// A message of customs: its one signature refers to all of it by `URI=""`.
    case message
    /// An envelope of the exchange platform (DxpMsg, DxpMsgSv): its signature may refer to all of
    /// it by the root's `Id` as well, and a DxpMsg inside a DxpMsgSv may have a signature of its
    /// own.
    case envelope
}

extension SealScan {
    /// How many signatures there are besides that of a DxpMsg inside.
    func signatures(of kind: SealedKind) -> Int {
        kind == .envelope ? signatures - innerSignatures : signatures
    }

    /// What `URI` may say beside nothing at all: `#` and the root's `Id`. Nil where the root has
    /// none that names it and nothing else.
    ///
    /// It is the same stretch of the document as `URI=""`: comments are left out of either, and
    /// nothing else can stand outside of the root.
    func reference(of kind: SealedKind) -> [UInt8]? {
        guard kind == .envelope, let id = rootID, !isRootIDShared else { return nil }
        // No percent sign and no bracket, so that nothing has two readings.
        func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...: true
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
            default: false
            }
        }
        guard id.allSatisfy(isPlain), !id.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        return [UInt8(ascii: "#")] + id
    }
}
