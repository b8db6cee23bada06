/// Who signs, as registered with us: the only place keys come from. What a message says about its
/// key is compared with it and never believed.
public struct Registration: Sendable {
    /// The numbers the enterprise declares under: credit code, customs registration.
    public let codes: [String]
    /// Names it may declare under; empty where names are not compared.
    public let names: [String]
    /// The certificates it registered; several while one replaces the other.
    public let certificates: [Certificate]

    public init(codes: [String], names: [String] = [], certificates: [Certificate]) {
        self.codes = codes
        self.names = names
        self.certificates = certificates
    }

    /// The declarant of a document (`agentCode`, `agentName`) is the enterprise whose certificate
    /// signed. Compared byte for byte.
    public func holdsCertificate(
        ofDeclarant code: String, name: String? = nil
    ) throws(SealRefusal) {
        guard codes.contains(where: { isSame($0, code) }) else { throw .declarant(code) }
        guard let name, !names.isEmpty else { return }
        guard names.contains(where: { isSame($0, name) }) else { throw .declarant(code) }
    }

    private func isSame(_ one: String, _ other: String) -> Bool {
        one.utf8.elementsEqual(other.utf8)
    }

    /// The registered certificate a message claims to be signed with; nil where it names none of
    /// these.
    func holds(_ form: SignatureForm) throws(SealRefusal) -> Certificate? {
        do throws(SealRefusal) {
            return try certificate(for: form)
        } catch .noCertificate {
            return nil
        } catch .foreignCertificate {
            return nil
        }
    }

    /// The registered certificate a message claims to be signed with.
    func certificate(for form: SignatureForm) throws(SealRefusal) -> Certificate {
        guard !certificates.isEmpty else { throw .noCertificate }
        if let der = form.certificate {
            guard let found = certificates.first(where: { $0.der == der }) else {
                throw .foreignCertificate
            }
            if let name = form.keyName, !found.isNamed(name) { throw .keyName }
            return found
        }
        guard let name = form.keyName,
            let found = certificates.first(where: { $0.isNamed(name) })
        else { throw .foreignCertificate }
        return found
    }
}
