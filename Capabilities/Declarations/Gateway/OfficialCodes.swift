/// The negative numbers the E-Port gives for what can happen to a document, by message type.
///
/// Import types have numbers of their own (customs specification 202205); export types have a band
/// for business errors, of which the first number is given.
struct OfficialCodes: Sendable {
    let type: MessageType

    /// Something inside the document does not hold.
    var notPlausible: Int64 {
        switch type {
        case .importOrder: -301_008
        case .importPayment: -401_009
        case .importWaybill: -504_011
        case .importInventory: -621_001
        default: exportBusiness
        }
    }

    /// There is one of this number.
    var exists: Int64 {
        switch type {
        case .importOrder: -301_010
        case .importPayment: -401_007
        case .importWaybill: -504_015
        case .importInventory: -621_004
        default: exportBusiness
        }
    }

    /// A change or deletion of something that is not there.
    var missing: Int64 {
        switch type {
        case .importOrder: -301_009
        case .importPayment: -401_006
        case .importWaybill: -504_014
        case .importInventory: -621_011
        default: exportBusiness
        }
    }

    /// It may not be changed any more.
    var fixed: Int64 {
        switch type {
        case .importOrder: -301_011
        case .importPayment: -401_008
        case .importWaybill: -504_016
        case .importInventory: -621_012
        default: exportBusiness
        }
    }

    /// Older than what is stored.
    var older: Int64 {
        switch type {
        case .importOrder: -301_014
        case .importPayment: -401_012
        case .importWaybill: -504_011
        case .importInventory: -621_012
        default: exportBusiness
        }
    }

    /// Code of an enterprise that is not registered, or has not the role.
    static let enterpriseRole: Int64 = -10_101
    static let enterpriseCode: Int64 = -10_102

    /// First number of the band for business errors.
    private var exportBusiness: Int64 {
        switch type {
        case .exportOrder: -303_001
        case .exportReceipt: -403_001
        case .exportWaybill: -503_001
        default: -603_001
        }
    }
}
