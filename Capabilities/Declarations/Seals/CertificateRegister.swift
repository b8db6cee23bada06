import Kernel
import Seal
import Store
import Synchronization

/// A certificate an enterprise signs with.
struct RegisteredCertificate: Sendable, Hashable {
    let certificate: Certificate
    /// SHA-256, lower-case hexadecimal: how it is named here.
    let fingerprint: String
    let from: Day
    /// Last day; nil for as long as the certificate holds.
    let to: Day?
    let registeredAt: Instant
    let withdrawnAt: Instant?

    var serial: String { certificate.serial }
    /// Whose it says it is.
    var subject: String { certificate.subject }
    var notBefore: Instant { certificate.notBefore }
    var notAfter: Instant { certificate.notAfter }

    /// Whether signatures by it are accepted.
    func counts(at instant: Instant) -> Bool {
        isInForce(at: instant) && certificate.isValid(at: instant)
    }

    /// Whether its registration is in force. That the certificate itself holds is looked at with
    /// the signature, because its refusal has a number of its own.
    func isInForce(at instant: Instant) -> Bool {
        let day = instant.day
        return withdrawnAt == nil && from <= day && (to.map { day <= $0 } ?? true)
    }
}

/// All registered certificates, in memory: every message asks. What was changed here is in it at
/// once, what another server changed within about a second.
final class CertificateRegister: Sendable {
    private struct State {
        var byTenant: [String: [String: RegisteredCertificate]] = [:]
        var version: Int64 = 0
    }

    private let store: Store
    private let state = Mutex(State())

    init(store: Store) { self.store = store }

    /// Of one enterprise, latest first.
    func all(of tenant: String) -> [RegisteredCertificate] {
        state.withLock { Array(($0.byTenant[tenant] ?? [:]).values) }
            .sorted { ($1.registeredAt, $1.fingerprint) < ($0.registeredAt, $0.fingerprint) }
    }

    /// Those of one enterprise that count at a moment.
    func inForce(of tenant: String, at instant: Instant) -> [Certificate] {
        state.withLock { state in
            guard let all = state.byTenant[tenant] else { return [] }
            return all.values.filter { $0.isInForce(at: instant) }.map(\.certificate)
        }
    }

    /// Those of everybody else that count at a moment.
    func inForce(besides tenant: String, at instant: Instant) -> [Certificate] {
        state.withLock { state in
            state.byTenant.filter { $0.key != tenant }.values.flatMap { all in
                all.values.filter { $0.isInForce(at: instant) }.map(\.certificate)
            }
        }
    }

    /// Takes in what has changed, here or by another server.
    func refresh() async throws {
        let known = state.withLock { $0.version }
        let changed = try await store.read {
            try CertificateTable(session: $0).changed(after: known)
        }
        guard let last = changed.last else { return }
        let read = try changed.map { kept in (kept, try Certificate(kept.der)) }
        state.withLock { state in
            for (kept, certificate) in read where kept.version > state.version {
                state.byTenant[kept.tenant, default: [:]][kept.fingerprint] =
                    RegisteredCertificate(
                        certificate: certificate, fingerprint: kept.fingerprint, from: kept.from,
                        to: kept.to, registeredAt: kept.registeredAt,
                        withdrawnAt: kept.withdrawnAt)
            }
            state.version = max(state.version, last.version)
        }
    }

    /// Looks each second whether another server has changed something, until the task is cancelled.
    func watch() async {
        while !Task.isCancelled {
            try? await refresh()
            try? await Task.sleep(nanoseconds: 1_000_000_000)
        }
    }
}
