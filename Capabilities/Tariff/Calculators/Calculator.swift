import Kernel

/// A sum people come for: what it asks, and what it answers with all its steps. Page, interface and
/// command are made from the same description.
struct Calculator: Sendable {
    /// Something it asks for.
    struct Input: Sendable {
        let name: String
        let label: Localized
        let isRequired: Bool
        /// Words to choose from; nil for free text.
        let choices: [(String, Localized)]?

        init(
            _ name: String, _ zh: String, _ en: String, isRequired: Bool = false,
            choices: [(String, Localized)]? = nil
        ) {
            self.name = name
            label = Localized(zh: zh, en: en)
            self.isRequired = isRequired
            self.choices = choices
        }
    }

    /// One figure of the answer.
    struct Output: Sendable {
        let name: String
        let label: Localized
        /// For programs.
        let value: String
        /// For people, where the value is a word.
        let shown: Localized?

        init(
            _ name: String, _ zh: String, _ en: String, _ value: String, shown: Localized? = nil
        ) {
            self.name = name
            label = Localized(zh: zh, en: en)
            self.value = value
            self.shown = shown
        }
    }

    /// What came out.
    struct Result: Sendable {
        let verdict: Localized
        let outputs: [Output]
        let explanation: Explanation
        /// Why figures of the year before stand; nil when they do not.
        var carriedOver: Localized?
    }

    /// Last part of its address: `retail`.
    let id: String
    let title: Localized
    let about: Localized
    let inputs: [Input]
    /// A question that can be tried at once, as pairs of an address.
    let example: [(String, String)]
    let compute: @Sendable (TariffQuery) throws -> Result

    /// What it comes to; a refusal is in the words of whoever looks something up.
    func answer(_ query: TariffQuery, _ book: TariffBook) throws -> Result {
        do { return try compute(query) } catch let refusal as TariffRefusal {
            throw book.asked(refusal, on: try query.day)
        }
    }
}

extension TariffBook {
    /// Every calculator, in the order people meet them.
    var calculators: [Calculator] {
        [
            retailCalculator, postalCalculator, selectiveCalculator, valueAddedCalculator,
            refundCalculator, producerRefundCalculator, lateFeeCalculator,
            temporaryCalculator, deemedIncomeCalculator, refundWindowCalculator,
            positiveListCheck,
        ]
    }
}
