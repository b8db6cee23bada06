public import Kernel

extension OriginRefusal {
    public var message: Localized { words.message }
    public var fix: Localized { words.fix }

    private var words: (message: Localized, fix: Localized) {
        switch self {
        case .notReadable:
            (
                Localized(zh: "请求内容不是 JSON 对象。", en: "The body is not a JSON object."),
                Localized(zh: "以 JSON 对象发送。", en: "Send a JSON object.")
            )
        case .input(let faults):
            (
                Localized(
                    zh: "有 \(faults.count) 项需要改正。", en: "\(faults.count) field(s) must be mended."),
                Localized(
                    zh: "按各项说明改正后重发。", en: "Mend each field as it says and send again.")
            )
        case .enterpriseNeeded:
            (
                Localized(
                    zh: "保存原产地工作表须以企业身份登录。", en: "Worksheets are kept for an enterprise."),
                Localized(
                    zh: "用企业用户或企业接口密钥操作。", en: "Sign in as a user of an enterprise or use its key.")
            )
        case .noSuchAgreement(let text):
            (
                Localized(
                    zh: "该日没有生效的协定“\(text)”。", en: "No agreement “\(text)” is in force that day."),
                Localized(
                    zh: "从协定列表中选取代号。", en: "Take an identifier from the list of agreements.")
            )
        case .noSuchWorksheet:
            (
                Localized(zh: "没有这张工作表。", en: "There is no such worksheet."),
                Localized(zh: "从本企业的工作表中选取。", en: "Choose one of your own worksheets.")
            )
        default: proofWords
        }
    }

    private var proofWords: (message: Localized, fix: Localized) {
        switch self {
        case .noSuchProof:
            (
                Localized(
                    zh: "没有这份原产地证明，或编号与验证码不符。",
                    en: "There is no such proof of origin, or number and code do not fit."),
                Localized(
                    zh: "按纸面核对编号与验证码。", en: "Compare number and code with the paper.")
            )
        case .notFiled:
            (
                Localized(
                    zh: "未在海关备案的企业不能申领原产地证书。",
                    en: "Certificates are issued to enterprises filed with the customs."),
                Localized(
                    zh: "先办理海关备案，再申领。", en: "File the enterprise with the customs first.")
            )
        case .decidedAlready(let state):
            (
                Localized(
                    zh: "当前状态为“\(state)”，不能再作此操作。",
                    en: "Its state is “\(state)”: this cannot be done any more."),
                Localized(zh: "刷新页面查看现状。", en: "Look at it as it stands now.")
            )
        case .appliedTwice(let number):
            (
                Localized(
                    zh: "同一发票的同样货物已申领原产地证明 \(number)，不能重复申领。",
                    en: "The proof \(number) was applied for on the same goods of this invoice."),
                Localized(
                    zh: "查看已有的证明；须更改的，填写“替换”后申领，或先撤销原证明。",
                    en: "Look at that proof; to change it, apply for a replacement or withdraw it.")
            )
        case .replacementWaits(let id):
            (
                Localized(
                    zh: "替换这份证明的申请 \(id) 还在等待签发，不能再申请一份。",
                    en: "The application \(id) to replace this proof still waits."),
                Localized(
                    zh: "等其签发；内容须改的，先撤销那份申请再重新申请。",
                    en: "Wait for it; to change what it says, withdraw it and apply anew.")
            )
        case .notSettled(let key):
            (
                Localized(zh: "当日没有生效的设置“\(key)”。", en: "No setting “\(key)” is in force."),
                Localized(
                    zh: "请管理员补充带生效日的设置。", en: "The operator must enter it with its first day.")
            )
        default: exporterWords
        }
    }

    private var exporterWords: (message: Localized, fix: Localized) {
        switch self {
        case .noSuchEnterprise(let text):
            (
                Localized(
                    zh: "没有企业“\(text)”，或不在本关区。",
                    en: "No enterprise “\(text)”, or not in your districts."),
                Localized(
                    zh: "核对统一社会信用代码或海关注册编码。",
                    en: "Check its credit code or customs registration.")
            )
        case .notApproved:
            (
                Localized(
                    zh: "今天没有涵盖这些货物的经核准出口商资格，不能自行出具原产地声明。",
                    en: "No approval of yours covers these goods today: "
                        + "origin cannot be declared."),
                Localized(
                    zh: "申领原产地证书，或先取得经核准出口商认定。",
                    en: "Apply for a certificate, or become an approved exporter first.")
            )
        case .notAdvancedCertified:
            (
                Localized(
                    zh: "经核准出口商须为海关高级认证企业。",
                    en: "An approved exporter must be an advanced certified enterprise."),
                Localized(
                    zh: "取得高级认证后再申请。", en: "Apply again once the enterprise is certified.")
            )
        case .approvalTaken(let number):
            (
                Localized(zh: "编号 \(number) 已经登记。", en: "The number \(number) is on record."),
                Localized(zh: "核对认定编号。", en: "Check the number.")
            )
        case .noSuchClaim, .claimedAlready, .proofUsed, .tooLate: claimWords
        default:
            (
                Localized(zh: "没有这项经核准出口商认定。", en: "There is no such approval."),
                Localized(zh: "核对企业与编号。", en: "Check enterprise and number.")
            )
        }
    }

    private var claimWords: (message: Localized, fix: Localized) {
        switch self {
        case .claimedAlready:
            (
                Localized(
                    zh: "该报关单的这项货物已凭这份证明申请过容缺。",
                    en: "This proof was claimed for these goods of the declaration already."),
                Localized(zh: "查看原申请。", en: "Look at the first claim.")
            )
        case .proofUsed(let own):
            (
                Localized(
                    zh: "这份原产地证明已用于"
                        + (own.map { "本企业的报关单 \($0)" } ?? "另一份报关单")
                        + "，一份证明只用于一份报关单。",
                    en: "This proof of origin was used for "
                        + (own.map { "your declaration \($0)" } ?? "another declaration")
                        + " already: a proof serves one declaration."),
                Localized(
                    zh: "按证明核对编号和原产国；分批进口的，请出口方为每一批申领证明，再填写其编号。",
                    en: "Compare its number and country with the paper; where the goods came in "
                        + "parts, have the exporter obtain a proof for each and give its number.")
            )
        case .tooLate(let day):
            (
                Localized(
                    zh: "补正期限已于 \(day.text) 届满。",
                    en: "The term for the correction ended on \(day.text)."),
                Localized(
                    zh: "按全额缴纳税款；有异议的可申请复议。",
                    en: "Pay the full duty; a review can be asked for.")
            )
        default:
            (
                Localized(zh: "没有这项容缺申请。", en: "There is no such claim."),
                Localized(zh: "从列表中选取。", en: "Choose one from the list.")
            )
        }
    }
}
