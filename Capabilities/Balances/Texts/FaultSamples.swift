public import Kernel

extension BalancesCapability {
    /// One of each fault inside a refusal, for the pages that explain codes.
    public static var faults: [Fault] { InputFault.all.map { $0.fault(at: "/field") } }
}
