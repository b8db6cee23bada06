import Kernel
import Seal
import Testing
import Wire

@testable import Declarations

/// The synthetic key of the specification's vector and a certificate made for it.
private func world() throws -> (sealer: Sealer, certificate: Certificate) {
    let hex = "308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420"
        + String(repeating: "11", count: 32) + "a14403420004"
        + "852611f744af045689dcfbf4c0437730d2d2de332ab7f0fc02769c5fab8a8943"
        + "7d9384f19ab882ed668a28936db92475aa79aef8690ee36f6fb77c69b9b571f8"
    let digits = Array(hex.utf8).map { $0 < 0x60 ? $0 - 0x30 : $0 - 0x57 }
    let key = try FileKey(
        stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    let certificate = try Certificate(
        Array(
            """
            -----BEGIN CERTIFICATE-----
            MIIBczCCARqgAwIBAgIDFpH+MAoGCCqBHM9VAYN1MBcxFTATBgNVBAMMDOa1i+iv
            leS7o+eQhjAgFw0yNjExMjExNjQ1NTBaGA8yMTA5MDExMDE2NDU1MFowFzEVMBMG
            A1UEAwwM5rWL6K+V5Luj55CGMFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEhSYR
            90SvBFaJ3Pv0wEN3MNLS3jMqt/D8AnacX6uKiUN9k4TxmriC7WaKKJNtuSR1qnmu
            +GkO429vt3xpubVx+KNTMFEwHQYDVR0OBBYEFIe8QA2mpE5zJv8g9cyqhCkppch+
            MB8GA1UdIwQYMBaAFIe8QA2mpE5zJv8g9cyqhCkppch+MA8GA1UdEwEB/wQFMAMB
            Af8wCgYIKoEcz1UBg3UDRwAwRAIgEzGz2qOMpSf1BIfrsXIoGCUfuq0C7Luhq7Y0
            Z32xYyACIAm3HTFvAu4ZLgFeFCtcQYxs5eb8Nmq1DFzHTP4xofTd
            -----END CERTIFICATE-----
            """.utf8))
    return (try Sealer(key: key, certificate: certificate), certificate)
}

private let text = "<ceb:CEB621Message xmlns:ceb=\"http://www.chinaport.gov.cn/ceb\" "
    + "guid=\"00000000-0000-4000-8000-0000000000A1\" version=\"1.0\"><ceb:a>1</ceb:a>"
    + "</ceb:CEB621Message>"

private func report(
    _ bytes: [UInt8], _ certificates: [Certificate], at: String = "20300101000000"
) throws -> SealReport {
    SealReport(
        file: "a.xml", input: .success(bytes), try MessageCatalogue.load(from: Share.find()),
        try EnvelopeForm.load(Share.find()), certificates: certificates, at: try #require(Instant(compact: at)))
}

@Suite("tradewind messages verify") struct SealCommandTests {
    @Test("says that a signature holds, with what and whose certificate")
    func holds() throws {
        let world = try world()
        let signed = try world.sealer.seal(Array(text.utf8), at: .last)
        let report = try report(signed, [world.certificate])
        #expect(report.isValid)
        #expect(
            report.text(.zh) == """
                a.xml  CEB621  签名有效
                  sm2-sm3  证书 1691fe  CN=测试代理  有效期至 2109-01-11 00:45:50
                """)
        let json = SealReport.json([report])
        #expect(json.contains("\"strict\":true") && json.contains("\"registered\":true"))
    }

    @Test("says that the message's own certificate proves nobody")
    func own() throws {
        let signed = try world().sealer.seal(Array(text.utf8), at: .last)
        let report = try report(signed, [])
        #expect(report.isValid && report.text(.zh).contains("不能说明是谁签的"))
        #expect(SealReport.json([report]).contains("\"registered\":false"))
    }

    @Test("says why a signature does not hold, with customs' number and the way to mend it")
    func refused() throws {
        let world = try world()
        let signed = try world.sealer.seal(Array(text.utf8), at: .last)
        let changed = Array(String(decoding: signed, as: UTF8.self)
            .replacing("<ceb:a>1", with: "<ceb:a>2").utf8)
        let digest = try report(changed, [world.certificate])
        #expect(!digest.isValid && digest.text(.en).contains("[seal.digest]  -621028"))
        #expect(SealReport.json([digest]).contains("\"returnStatus\":-621028"))
        let early = try report(signed, [world.certificate], at: "20200101000000")
        #expect(early.text(.zh).contains("[seal.certificate-not-yet-valid]  -621029"))
        let missing = try report(Array(text.utf8), [])
        #expect(missing.text(.zh).contains("[seal.missing]  -621026"))
        let broken = try report(Array("<a>".utf8), [world.certificate])
        #expect(broken.text(.zh).contains("[xml.not-well-formed]"))
    }

    @Test("an envelope is signed and verified as a whole, with the platform's code where it does not hold")
    func envelope() throws {
        let world = try world()
        let form = try EnvelopeForm.load(Share.find())
        let bytes = try form.write(
            Envelope(
                head: Envelope.Head(
                    copMsgID: "A1", sender: "DXPENT0000000000", receivers: ["DXPEDCCEB0000002"],
                    createdAt: "2026-11-20T12:00:00", type: "CEB621Message"),
                data: world.sealer.seal(Array(text.utf8), at: .last)))
        let signed = try world.sealer.seal(bytes, at: .last, as: .envelope)
        #expect(form.read(signed).faults.isEmpty && form.read(signed).isSigned)
        let good = try report(signed, [world.certificate])
        #expect(good.isValid && good.text(.zh).hasPrefix("a.xml  DxpMsg  签名有效"))
        let other = String(decoding: signed, as: UTF8.self).replacing("DXPENT0000000000", with: "DXPENT0000000001")
        let bad = try report(Array(other.utf8), [world.certificate])
        #expect(bad.text(.en).contains("[seal.digest]  DxpRep 1004"), "\(bad.text(.en))")
        #expect(SealReport.json([bad]).contains("\"responseCode\":\"1004\""))
        let late = try report(signed, [world.certificate], at: "21200101000000")
        #expect(late.text(.en).contains("[seal.certificate-expired]  DxpRep 1002"))
        // Its message is signed, it is not.
        #expect(try report(bytes, [world.certificate]).text(.en).contains("[seal.missing]  DxpRep 1999"))
    }

    @Test("the passphrase is the first line of its file")
    func passphrase() {
        #expect(SealKeyFiles.firstLine(Array("秘 密\r\nx".utf8)) == "秘 密")
    }
}
