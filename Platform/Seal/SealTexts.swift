internal import Kernel

/// What people read: what is wrong and how to mend it.
extension SealRefusal {
    var texts: (message: Localized, fix: Localized) {
        switch self {
        case .unreadable(let fault): (fault.message, fault.fix)
        case .missing, .several, .misplaced, .form, .reference, .transform, .canonicalization,
            .algorithms, .keyInfo:
            formTexts
        case .noCertificate, .foreignCertificate, .keyName, .notYetValid, .expired,
            .keyDoesNotFit, .keyTooShort, .declarant:
            certificateTexts
        case .signature, .digest: valueTexts
        case .alreadySigned, .noPlace, .certificateUnreadable, .keyUnreadable, .tokenUnreachable,
            .keyPair, .keyFailed, .unavailable:
            sealingTexts
        }
    }

    private static let signAgain = Localized(
        zh: "用申报企业自己的卡或密钥对最终报文重新签名，签名后不要再改动或重新排版",
        en: "sign the final message again with the declarant's own card or key, and do not change "
            + "or reformat it afterwards")

    private static let standardForm = Localized(
        zh: "按海关总署报文规范生成签名：规范化、引用、算法均用规定的写法，一份报文一个签名",
        en: "make the signature as the customs specification has it: its canonical form, one "
            + "reference, its algorithms, one signature a message")

    private var formTexts: (message: Localized, fix: Localized) {
        switch self {
        case .missing:
            (
                Localized(zh: "报文没有签名（ds:Signature）", en: "the message has no ds:Signature"),
                Localized(
                    zh: "用申报企业的卡或密钥签名后再发送",
                    en: "sign the message with the declarant's card or key, then send it")
            )
        case .several(let count):
            (
                Localized(
                    zh: "报文有 \(count) 个签名，只允许一个",
                    en: "the message has \(count) signatures; one is allowed"),
                Localized(
                    zh: "只保留申报企业对整份报文的一个签名",
                    en: "keep the declarant's one signature over the whole message")
            )
        case .misplaced:
            (
                Localized(
                    zh: "签名不在根元素的直接下一层",
                    en: "the signature does not stand right inside the root element"),
                Self.standardForm
            )
        case .form(let element):
            (
                Localized(
                    zh: "签名中 \(element) 的内容不符合规定",
                    en: "\(element) of the signature does not hold what it should"),
                Self.standardForm
            )
        case .reference:
            (
                Localized(
                    zh: "签名必须且只能引用整份报文（一个 Reference，URI=\"\"）",
                    en: "the signature must refer to the whole message and nothing else (one "
                        + "Reference with URI=\"\")"),
                Self.standardForm
            )
        case .transform:
            (
                Localized(
                    zh: "签名只允许 enveloped-signature 这一种转换（Transform），且仅一次",
                    en: "the one Transform allowed is enveloped-signature, once"),
                Self.standardForm
            )
        case .canonicalization:
            (
                Localized(
                    zh: "规范化方法不是 REC-xml-c14n-20010315（不带注释）",
                    en: "the canonical form is not REC-xml-c14n-20010315 (without comments)"),
                Self.standardForm
            )
        case .algorithms:
            (
                Localized(
                    zh: "签名算法与摘要算法的组合不在海关接受的四组之内",
                    en: "signature and digest algorithm are none of the four pairs customs takes"),
                Localized(
                    zh: "SM2 密钥用 sm2-sm3 与 sm3，RSA 密钥用 rsa-sha1 与 sha1",
                    en: "use sm2-sm3 with sm3 for SM2 keys, rsa-sha1 with sha1 for RSA keys")
            )
        default:
            (
                Localized(
                    zh: "KeyInfo 缺失，或含有 KeyName、X509Certificate 以外的密钥信息",
                    en: "KeyInfo is missing, or names a key otherwise than by KeyName and "
                        + "X509Certificate"),
                Localized(
                    zh: "KeyInfo 只写证书序列号（KeyName）和证书（X509Data/X509Certificate）",
                    en: "put the certificate's serial number (KeyName) and the certificate "
                        + "(X509Data/X509Certificate) there, nothing else")
            )
        }
    }

    private var certificateTexts: (message: Localized, fix: Localized) {
        switch self {
        case .noCertificate:
            (
                Localized(
                    zh: "该企业没有登记过签名证书", en: "the enterprise registered no certificate"),
                Localized(
                    zh: "先登记企业的签名证书，再申报",
                    en: "register the enterprise's certificate, then declare")
            )
        case .foreignCertificate:
            (
                Localized(
                    zh: "签名证书不是该企业登记的证书",
                    en: "the certificate is not one the enterprise registered"),
                Localized(
                    zh: "用已登记证书对应的卡或密钥签名；换过卡的，先登记新证书",
                    en: "sign with the card or key whose certificate is registered; after a change "
                        + "of card register the new certificate first")
            )
        case .keyName:
            (
                Localized(
                    zh: "KeyName 与所附证书的序列号不一致",
                    en: "KeyName is not the serial number of the certificate beside it"),
                Localized(
                    zh: "KeyName 填写所附证书的序列号（十六进制小写）",
                    en: "write the certificate's serial number there, in lower-case hexadecimal")
            )
        case .notYetValid(let from):
            (
                Localized(
                    zh: "签名证书自 \(from.text) 起才有效",
                    en: "the certificate is valid only from \(from.text) on"),
                Localized(
                    zh: "用在有效期内的证书签名，并检查本机时间",
                    en: "sign with a certificate that is valid now, and check your clock")
            )
        case .expired(let until):
            (
                Localized(
                    zh: "签名证书已于 \(until.text) 到期",
                    en: "the certificate expired at \(until.text)"),
                Localized(
                    zh: "到发卡机构办理证书更新，登记新证书后重新签名",
                    en: "renew the certificate with its issuer, register the new one, sign again")
            )
        case .keyDoesNotFit:
            (
                Localized(
                    zh: "密钥类型与签名算法不符",
                    en: "the key is of another kind than the signature algorithm"),
                Localized(
                    zh: "SM2 密钥用 sm2-sm3，RSA 密钥用 rsa-sha1 或 rsa-sha256",
                    en: "use sm2-sm3 with SM2 keys, rsa-sha1 or rsa-sha256 with RSA keys")
            )
        case .keyTooShort(let bits):
            (
                Localized(
                    zh: "RSA 密钥只有 \(bits) 位，至少 1024 位",
                    en: "the RSA key has \(bits) bits; 1024 is the least"),
                Localized(
                    zh: "改用 SM2 密钥或 2048 位 RSA 密钥",
                    en: "use an SM2 key, or an RSA key of 2048 bits")
            )
        default:
            (
                Localized(
                    zh: "申报单位（\(declarantCode)）与签名证书的持有企业不一致",
                    en: "the declarant (\(declarantCode)) is not the holder of the certificate"),
                Localized(
                    zh: "由申报单位用自己的证书签名，或更正申报单位代码和名称",
                    en: "have the declarant sign with its own certificate, or correct the "
                        + "declarant's code and name")
            )
        }
    }

    /// What the sender wrote, kept short: it is a text of somebody else's making.
    private var declarantCode: String {
        guard case .declarant(let code) = self else { return "" }
        return String(String.UnicodeScalarView(code.unicodeScalars.prefix(40)))
    }

    private var valueTexts: (message: Localized, fix: Localized) {
        if case .digest = self {
            return (
                Localized(
                    zh: "报文内容与签名时不一致（摘要不符）",
                    en: "the message is not the one that was signed (the digests differ)"),
                Self.signAgain
            )
        }
        return (
            Localized(
                zh: "验签失败：签名值不是登记证书的密钥对 SignedInfo 所签",
                en: "the signature does not verify: it was not made over this SignedInfo by the "
                    + "key of the registered certificate"),
            Self.signAgain
        )
    }

    private var sealingTexts: (message: Localized, fix: Localized) {
        switch self {
        case .alreadySigned:
            (
                Localized(zh: "报文已有签名", en: "the message is signed already"),
                Localized(
                    zh: "对未签名的报文签名，或先去掉原有签名",
                    en: "sign the message without a signature, or take the old one out first")
            )
        case .noPlace:
            (
                Localized(zh: "报文没有内容，无处放签名", en: "the message is empty: nothing to sign"),
                Localized(zh: "先填写报文内容", en: "fill the message first")
            )
        case .certificateUnreadable:
            (
                Localized(
                    zh: "证书文件读不出来", en: "the certificate cannot be read"),
                Localized(
                    zh: "提供一张 PEM 或 DER 格式的 X.509 证书",
                    en: "give one X.509 certificate in PEM or DER")
            )
        case .keyUnreadable:
            (
                Localized(
                    zh: "私钥文件读不出来，或口令不对",
                    en: "the private key cannot be read, or the passphrase is wrong"),
                Localized(
                    zh: "提供 PEM、DER 或 PKCS#12 格式的 SM2 或 RSA 私钥及其口令",
                    en: "give an SM2 or RSA private key in PEM, DER or PKCS#12, and its passphrase")
            )
        case .tokenUnreachable:
            (
                Localized(
                    zh: "找不到令牌上的私钥，或 PIN 不对",
                    en: "the key on the token is not to be had, or the PIN is wrong"),
                Localized(
                    zh: "地址写成 pkcs11:token=令牌;object=标签?module-path=库文件，"
                        + "只能对应一把密钥；PIN 放在文件里",
                    en: "write pkcs11:token=NAME;object=LABEL?module-path=LIBRARY, which must name"
                        + " one key; the PIN belongs in a file")
            )
        case .keyPair:
            (
                Localized(
                    zh: "私钥与证书不是一对", en: "the key and the certificate do not belong together"),
                Localized(
                    zh: "使用与该私钥对应的证书", en: "use the certificate that was issued for this key")
            )
        case .keyFailed:
            (
                Localized(zh: "密钥没有完成签名", en: "the key did not sign"),
                Localized(
                    zh: "检查卡或密钥设备是否插好、已解锁，然后重试",
                    en: "check that the card or device is plugged in and unlocked, then try again")
            )
        default:
            (
                Localized(
                    zh: "本机的 libcrypto 不提供所需算法",
                    en: "the system's libcrypto does not offer the algorithm"),
                Localized(
                    zh: "安装带 SM2、SM3 的 OpenSSL 3（Debian 12 自带）",
                    en: "install OpenSSL 3 with SM2 and SM3, as Debian 12 has it")
            )
        }
    }
}
