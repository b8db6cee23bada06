import Kernel
import Secrets

/// What somebody shows besides a password: codes of an app that has the same secret.
struct SecondFactor: Sendable, Hashable, Withheld {
    /// Id of the person.
    let user: String
    let secret: [UInt8]
    /// When a code showed that the app has the secret; nil before.
    let confirmed: Instant?
    /// The latest period whose code was taken.
    let lastStep: Int64

    /// The period whose code this is, if it is that of now and no code of it or of a later one was
    /// taken: a code holds for the thirty seconds in which an app shows it.
    func step(of code: String, at now: Instant) -> Int64? {
        let step = now.milliseconds / 1000 / OneTimeCode.period
        let isOfNow = step > lastStep
            && Digest.equal(Array(OneTimeCode.code(secret, step: step).utf8), Array(code.utf8))
        return isOfNow ? step : nil
    }

    /// What an app reads from the picture.
    func address(of login: String) -> String {
        // A login holds nothing that an address could not.
        "otpauth://totp/Tradewind:\(login)?secret=\(OneTimeCode.base32(secret))"
            + "&issuer=Tradewind&algorithm=SHA1&digits=6&period=\(OneTimeCode.period)"
    }
}

/// Where somebody stands with the second factor.
struct FactorState: Sendable, Hashable, Withheld {
    /// Being set up: what the app is shown.
    var pending: SecondFactor?
    /// Whether it is asked for when signing in.
    var isOn = false
    /// Recovery codes not used yet.
    var codesLeft = 0
}

extension SecondFactor {
    /// The secret as one types it into an app.
    var text: String { OneTimeCode.base32(secret) }
}
