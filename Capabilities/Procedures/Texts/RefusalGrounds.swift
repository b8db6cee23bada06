public import Kernel
import Uploads

/// Rules of this system's own behind refusals of this room; the register of policies has each.
extension OwnRule {
    static let acting = OwnRule("申请人和代办")
    static let papers = OwnRule("材料格式和大小")
    static let once = OwnRule("不重复申请")
    static let steps = OwnRule("环节和状态")
    static let second = OwnRule("双人复核")
    static let reasons = OwnRule("说明理由")
    static let parts = OwnRule("并联办理")
    static let seats = OwnRule("席位")
    static let offers = OwnRule("场次、批次和目录")
    static let amounts = OwnRule("额度和批次")
    static let appeals = OwnRule("复核")
    static let editions = OwnRule("事项文本")
    static let orders = OwnRule("接口请求")
    static let typing = OwnRule("文字")

    /// All of them, so that a test finds each in the register.
    static let ofProcedures: [OwnRule] = [
        acting, papers, once, steps, second, reasons, parts, seats, offers, amounts, appeals,
        editions, orders, typing,
    ]
}

extension ProceduresRefusal {
    /// 公务员法 第七十六条: who has an interest in a matter takes no part in deciding it.
    static let ownMatter = Citation(document: "中华人民共和国公务员法", article: "第七十六条")

    /// What stands behind each: a case that is added has to say it.
    public var ground: Ground {
        switch self {
        case .notReadable, .noSuchService, .noSuchCase, .noSuchDocument, .noSuchOffer,
            .noSuchLetter, .noRegister:
            .noRule
        case .notInRole(let role): .paper(role.citation)
        case .form(_, let ground): ground
        case .serviceEnded(_, let citation), .textChanged(_, _, let citation),
            .byDeclaration(let citation), .licenceEnded(_, let citation),
            .batchesUsedUp(_, let citation), .appealLate(_, let citation):
            .paper(citation)
        case .quotaExhausted(let volume, _, _), .quotaReturnMuch(let volume, _):
            .paper(volume.citation)
        case .quotaReturnLate(let volume): .paper(volume.returnCitation)
        case .yearlyCap(let cap): .paper(cap.citation)
        case .ownApplication: .paper(Self.ownMatter)
        case .noMandate: .own(.acting)
        case .documentType, .documentSize, .documentEmpty, .documentLocked, .tooManyDocuments,
            .documentBomb, .documentPixels, .documentTangled, .documentUnreadable, .documentTiny,
            .documentPages, .documentActive, .documentEmbedded, .documentInfected:
            .own(.papers)
        case .filedTwice: .own(.once)
        case .movedOn, .notPossible, .notYourDesk, .takenByOther, .noSuchAction, .notReplaceable:
            .own(.steps)
        case .sameOfficer, .proposedAlready: .own(.second)
        case .reasonMissing, .reasonTooLong: .own(.reasons)
        case .partDecided, .partsWait, .partsFailed: .own(.parts)
        case .seat: .own(.seats)
        case .offerFull(_, _, let budget?): .paper(budget)
        case .offer, .offerFull: .own(.offers)
        case .notDrawable, .quantity, .quantityWhole, .notReturnable: .own(.amounts)
        case .noAppeal, .ownRefusal: .own(.appeals)
        case .editionLost: .own(.editions)
        case .keyDiffers, .answersDiffer, .versionMissing: .own(.orders)
        }
    }
}

extension ServiceFile {
    /// What the service rests on first: it says who may ask, for what and with which papers.
    var basis: Citation { bases.first?.citation ?? OwnRule.editions.citation }

    /// What the grant rests on: how long it holds and how it is drawn on.
    var grantBasis: Citation { grant.basis?.citation ?? basis }
}

extension ProceduresRefusal {
    /// Why a document is not taken.
    init(_ trouble: DocumentShape.Trouble) {
        switch trouble {
        case .pixels: self = .documentPixels
        case .bomb: self = .documentBomb
        case .tangled: self = .documentTangled
        case .unreadable: self = .documentUnreadable
        case .tiny: self = .documentTiny(least: DocumentShape.leastSide)
        case .pages: self = .documentPages(most: DocumentShape.mostPages)
        case .locked: self = .documentLocked
        case .active: self = .documentActive
        case .embedded: self = .documentEmbedded
        case .infected: self = .documentInfected
        }
    }
}
