internal import CPKCS11
internal import Synchronization

/// A private key on a card, a USB key or in a hardware module, used through its maker's PKCS#11
/// library: the secret never leaves it.
///
/// It is named by an address of RFC 7512 with the library in it:
/// `pkcs11:token=test;object=signing?module-path=/usr/lib/softhsm/libsofthsm2.so`. RSA keys only:
/// the standard knows no SM2, and makers number it each in their own way.
///
/// A token that was away (pulled out, restarted, its sessions closed) is opened again at the next
/// signature, once.
public final class TokenKey: SigningKey, CustomStringConvertible, CustomReflectable {
    public let kind: KeyKind
    /// The certificate that lies beside the key under the same id.
    public let certificate: Certificate?
    private let hold: Mutex<TokenHold>

    /// Whether a text names a key on a token rather than a file.
    public static func isAddress(_ text: String) -> Bool {
        text.utf8.starts(with: "pkcs11:".utf8)
    }

    /// Opens the token and finds the one key of this address.
    ///
    /// - Parameter pin: of the user. An address may not hold it: addresses are seen in lists of
    ///   processes.
    /// - Throws: `.tokenUnreachable` where library, token or key is not there, is not the only one,
    ///   or the PIN is wrong; `.keyDoesNotFit` for a key that is not RSA.
    public init(_ address: String, pin: String) throws(SealRefusal) {
        guard let place = TokenAddress(address) else { throw .tokenUnreachable }
        guard let session = TokenSession(place, pin: pin) else { throw .tokenUnreachable }
        guard let bits = session.modulusBits else { throw .keyDoesNotFit }
        kind = .rsa(bits: bits)
        certificate = session.certificate.flatMap { try? Certificate($0) }
        hold = Mutex(TokenHold(address, pin: pin, session))
    }

    public func signature(
        of bytes: [UInt8], by method: SignatureMethod
    ) throws(SealRefusal) -> [UInt8] {
        guard method.fits(kind) else { throw .keyDoesNotFit }
        let mechanism = method == .rsaSHA1 ? UInt(CKM_SHA1_RSA_PKCS) : UInt(CKM_SHA256_RSA_PKCS)
        guard let signature = hold.withLock({ $0.sign(bytes, mechanism) }) else {
            throw .keyFailed
        }
        return signature
    }

    public var description: String { "TokenKey(\(kind))" }
    public var customMirror: Mirror { Mirror(self, children: ["kind": kind]) }
}

/// Where the token is and how it opens, with the session while there is one. Nothing here is ever
/// described: the PIN stays in it.
private struct TokenHold: ~Copyable, Sendable {
    private let address: String
    private let pin: String
    /// Of the key this began with: what is found later under the address has to be the same.
    private let modulus: [UInt8]?
    private var session: TokenSession?

    init(_ address: String, pin: String, _ session: consuming TokenSession) {
        self.address = address
        self.pin = pin
        modulus = session.modulus
        self.session = consume session
    }

    /// The signature of these bytes; nil when the token will not, or does not come back.
    mutating func sign(_ bytes: [UInt8], _ mechanism: CK_MECHANISM_TYPE) -> [UInt8]? {
        switch session?.sign(bytes, mechanism) {
        case .signed(let signature): return signature
        case .refused: return nil
        case .away, nil: break
        }
        // Closed before the token is opened: the library may give the same handle again.
        session = nil
        guard let place = TokenAddress(address), let again = TokenSession(place, pin: pin),
            again.modulus == modulus
        else { return nil }
        session = consume again
        guard case .signed(let signature) = session?.sign(bytes, mechanism) else { return nil }
        return signature
    }
}

/// An address of RFC 7512, as p11-kit reads it.
private struct TokenAddress: ~Copyable {
    let pointer: OpaquePointer
    let module: String

    /// Nil for no address, one without `module-path`, and one that holds a PIN.
    init?(_ text: String) {
        guard let pointer = p11_kit_uri_new() else { return nil }
        guard p11_kit_uri_parse(text, P11_KIT_URI_FOR_ANY, pointer) == 0,
            p11_kit_uri_any_unrecognized(pointer) == 0,
            p11_kit_uri_get_pin_value(pointer) == nil,
            let path = p11_kit_uri_get_module_path(pointer)
        else {
            p11_kit_uri_free(pointer)
            return nil
        }
        self.pointer = pointer
        module = String(cString: path)
    }

    deinit { p11_kit_uri_free(pointer) }

    func names(_ token: inout CK_TOKEN_INFO) -> Bool {
        p11_kit_uri_match_token_info(pointer, &token) != 0
    }

    /// Label and id of the key, where the address says them.
    var attributes: [CK_ATTRIBUTE] {
        [UInt(CKA_LABEL), UInt(CKA_ID)].compactMap {
            p11_kit_uri_get_attribute(pointer, $0)?.pointee
        }
    }
}

/// One session with a token, closed with its owner.
///
/// `@unchecked Sendable`: library and session are the owner's alone and behind its lock; the
/// library is asked to lock what sessions of one process share (`CKF_OS_LOCKING_OK`, which p11-kit
/// sets).
private struct TokenSession: ~Copyable, @unchecked Sendable {
    /// What came of asking for a signature.
    enum Attempt {
        case signed([UInt8])
        /// Token and session are there, and it will not.
        case refused
        /// The token, its session or the login is gone.
        case away
    }

    private let library: UnsafeMutablePointer<CK_FUNCTION_LIST>
    private let session: CK_SESSION_HANDLE
    private let key: CK_OBJECT_HANDLE
    /// The RSA modulus; nil for a key of another kind.
    let modulus: [UInt8]?
    var modulusBits: Int? { modulus.map { $0.drop { $0 == 0 }.count * 8 } }
    /// The certificate with the id of the key, in DER.
    let certificate: [UInt8]?

    init?(_ address: borrowing TokenAddress, pin: String) {
        guard let library = p11_kit_module_load(address.module, 0) else { return nil }
        guard p11_kit_module_initialize(library) == CKR_OK else {
            p11_kit_module_release(library)
            return nil
        }
        guard let session = Self.open(library, address), Self.login(library, session, pin),
            let key = Self.only(library, session, UInt(CKO_PRIVATE_KEY), address.attributes)
        else {
            Self.close(library)
            return nil
        }
        let id = Self.value(library, session, key, UInt(CKA_ID)) ?? []
        let isRSA = Self.value(library, session, key, UInt(CKA_KEY_TYPE))
            .map { $0.allSatisfy { $0 == 0 } } ?? false
        modulus = isRSA ? Self.value(library, session, key, UInt(CKA_MODULUS)) : nil
        certificate = Self.certificate(library, session, id)
        (self.library, self.session, self.key) = (library, session, key)
    }

    deinit {
        _ = library.pointee.C_CloseSession?(session)
        Self.close(library)
    }

    /// Asks for the signature of these bytes, which the token hashes.
    func sign(_ bytes: [UInt8], _ mechanism: CK_MECHANISM_TYPE) -> Attempt {
        var how = CK_MECHANISM(mechanism: mechanism, pParameter: nil, ulParameterLen: 0)
        let begun = library.pointee.C_SignInit?(session, &how, key)
        guard begun == CKR_OK else { return Self.failed(begun) }
        var input = bytes
        var signature = [UInt8](repeating: 0, count: 1024)
        var length = CK_ULONG(signature.count)
        let code = library.pointee.C_Sign?(
            session, &input, CK_ULONG(bytes.count), &signature, &length)
        guard code == CKR_OK else { return Self.failed(code) }
        return .signed(Array(signature.prefix(Int(length))))
    }

    private static func failed(_ code: CK_RV?) -> Attempt {
        let gone = [
            CK_RV(CKR_SESSION_HANDLE_INVALID), CK_RV(CKR_SESSION_CLOSED),
            CK_RV(CKR_DEVICE_ERROR), CK_RV(CKR_DEVICE_REMOVED), CK_RV(CKR_TOKEN_NOT_PRESENT),
            CK_RV(CKR_USER_NOT_LOGGED_IN), CK_RV(CKR_KEY_HANDLE_INVALID),
            CK_RV(CKR_OBJECT_HANDLE_INVALID), CK_RV(CKR_CRYPTOKI_NOT_INITIALIZED),
        ]
        return code.map { gone.contains($0) } == true ? .away : .refused
    }

    private static func close(_ library: UnsafeMutablePointer<CK_FUNCTION_LIST>) {
        _ = p11_kit_module_finalize(library)
        p11_kit_module_release(library)
    }

    /// A session with the one token the address names.
    private static func open(
        _ library: UnsafeMutablePointer<CK_FUNCTION_LIST>, _ address: borrowing TokenAddress
    ) -> CK_SESSION_HANDLE? {
        var slots = [CK_SLOT_ID](repeating: 0, count: 64)
        var count = CK_ULONG(slots.count)
        guard library.pointee.C_GetSlotList?(1, &slots, &count) == CKR_OK else { return nil }
        var found: [CK_SLOT_ID] = []
        for slot in slots.prefix(Int(count)) {
            var token = CK_TOKEN_INFO()
            guard library.pointee.C_GetTokenInfo?(slot, &token) == CKR_OK else { continue }
            if address.names(&token) { found.append(slot) }
        }
        guard found.count == 1 else { return nil }
        var session: CK_SESSION_HANDLE = 0
        let flags = CK_FLAGS(CKF_SERIAL_SESSION)
        guard library.pointee.C_OpenSession?(found[0], flags, nil, nil, &session) == CKR_OK else {
            return nil
        }
        return session
    }

    private static func login(
        _ library: UnsafeMutablePointer<CK_FUNCTION_LIST>, _ session: CK_SESSION_HANDLE,
        _ pin: String
    ) -> Bool {
        var text = Array(pin.utf8)
        defer { for place in text.indices { text[place] = 0 } }
        let code = library.pointee.C_Login?(
            session, CK_USER_TYPE(CKU_USER), &text, CK_ULONG(text.count))
        return code == CKR_OK || code == CK_RV(CKR_USER_ALREADY_LOGGED_IN)
    }

    /// The one object of a class with these attributes.
    private static func only(
        _ library: UnsafeMutablePointer<CK_FUNCTION_LIST>, _ session: CK_SESSION_HANDLE,
        _ kind: CK_OBJECT_CLASS, _ attributes: [CK_ATTRIBUTE]
    ) -> CK_OBJECT_HANDLE? {
        var kind = kind
        return withUnsafeMutablePointer(to: &kind) { pointer in
            var wanted = attributes
            wanted.append(
                CK_ATTRIBUTE(
                    type: CK_ATTRIBUTE_TYPE(CKA_CLASS), pValue: pointer,
                    ulValueLen: CK_ULONG(MemoryLayout<CK_OBJECT_CLASS>.size)))
            let begun = library.pointee.C_FindObjectsInit?(
                session, &wanted, CK_ULONG(wanted.count))
            guard begun == CKR_OK else { return nil }
            defer { _ = library.pointee.C_FindObjectsFinal?(session) }
            var found = [CK_OBJECT_HANDLE](repeating: 0, count: 2)
            var count: CK_ULONG = 0
            guard library.pointee.C_FindObjects?(session, &found, 2, &count) == CKR_OK, count == 1
            else { return nil }
            return found[0]
        }
    }

    /// An attribute of an object; nil where it has none or does not show it.
    private static func value(
        _ library: UnsafeMutablePointer<CK_FUNCTION_LIST>, _ session: CK_SESSION_HANDLE,
        _ object: CK_OBJECT_HANDLE, _ type: UInt
    ) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 1 << 14)
        let length = bytes.withUnsafeMutableBytes { buffer -> Int? in
            var attribute = CK_ATTRIBUTE(
                type: CK_ATTRIBUTE_TYPE(type), pValue: buffer.baseAddress,
                ulValueLen: CK_ULONG(buffer.count))
            guard library.pointee.C_GetAttributeValue?(session, object, &attribute, 1) == CKR_OK
            else { return nil }
            return Int(exactly: attribute.ulValueLen)
        }
        return length.map { Array(bytes.prefix($0)) }
    }

    private static func certificate(
        _ library: UnsafeMutablePointer<CK_FUNCTION_LIST>, _ session: CK_SESSION_HANDLE,
        _ id: [UInt8]
    ) -> [UInt8]? {
        var id = id
        guard !id.isEmpty else { return nil }
        let object = id.withUnsafeMutableBytes { buffer in
            only(
                library, session, UInt(CKO_CERTIFICATE),
                [
                    CK_ATTRIBUTE(
                        type: CK_ATTRIBUTE_TYPE(CKA_ID), pValue: buffer.baseAddress,
                        ulValueLen: CK_ULONG(buffer.count))
                ])
        }
        return object.flatMap { value(library, session, $0, UInt(CKA_VALUE)) }
    }
}
