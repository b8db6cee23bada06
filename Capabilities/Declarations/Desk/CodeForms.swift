import Parties

/// Senders may name the same enterprise by its customs registration or by its credit code; before
/// documents are compared every enterprise gets one code. What is stored and answered keeps the
/// sender's own.
struct CodeForms: Sendable {
    let register: EnterpriseRegister

    /// One code for an enterprise, whichever of its codes was written.
    func main(_ code: String) -> String { register.find(code: code)?.codes.first ?? code }

    func unified(_ file: CaseFile) -> CaseFile {
        var file = file
        file.list.platform = main(file.list.platform)
        file.list.seller = main(file.list.seller)
        file.list.logistics = main(file.list.logistics)
        if let order = file.order { file.order = unified(order) }
        if let payment = file.payment { file.payment = unified(payment) }
        if let waybill = file.waybill { file.waybill?.logistics = main(waybill.logistics) }
        return file
    }

    func unified(_ order: Order) -> Order {
        var order = order
        order.platform = main(order.platform)
        order.seller = main(order.seller)
        order.payCode = order.payCode.map(main)
        return order
    }

    func unified(_ payment: Payment) -> Payment {
        var payment = payment
        payment.platform = main(payment.platform)
        payment.seller = main(payment.seller)
        payment.payCode = main(payment.payCode)
        return payment
    }
}
