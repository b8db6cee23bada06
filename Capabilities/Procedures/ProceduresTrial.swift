import Kernel
public import Parties
import Web

extension ProceduresCapability {
    /// The least that is read as a PDF.
    private static let emptyPage = Array("%PDF-1.4 test\nstartxref\n0\n%%EOF".utf8)

    /// Applies for an enterprise, for programs that set up a world: the same key again stays as it
    /// is. Gives the number.
    ///
    /// - Parameters:
    ///   - answers: by field of the service's form.
    ///   - documents: fields to which a page with nothing on it is attached.
    @discardableResult
    public func apply(
        _ service: String, for enterprise: Enterprise, key: String, answers: [String: String],
        documents: [String] = [], by actor: String
    ) async throws -> String {
        let firm = Principal(
            kind: .key, id: actor, name: enterprise.localizedName.zh, enterprise: enterprise.id)
        let (file, isRepeat) = try await desk.begin(
            service, key: key, answers: answers, by: firm)
        guard !isRepeat else { return file.number }
        for field in documents {
            _ = try await desk.attach(
                Self.emptyPage, name: "TEST.pdf", as: field, to: file.number,
                by: firm)
        }
        _ = try await desk.perform(
            CaseDesk.Act(number: file.number, move: .submit), by: firm)
        return file.number
    }
}
