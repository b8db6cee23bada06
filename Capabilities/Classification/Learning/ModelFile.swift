/// The bytes of a trained model: a mark, a version, a checksum, then its parts.
///
/// Reading is bounded: a file that is cut, changed, of another version or made up to do harm is
/// refused with what does not fit.
enum ModelFile {
    static let mark = Array("TRADEWIND-CLASS\n".utf8)
    /// Raised whenever the meaning of a byte or a feature changes: a model of another version does
    /// not fit the words this program cuts.
    static let version: UInt32 = 1
    static let mostBytes = 1 << 30

    static func bytes(of model: TrainedModel) -> [UInt8] {
        var writer = ModelWriter()
        writer.put(model.about)
        writer.put(UInt32(model.vocabulary.hashes.count))
        for hash in model.vocabulary.hashes { writer.put(hash) }
        for weight in model.vocabulary.weights { writer.put(weight) }
        writer.put(UInt32(model.codes.count))
        for code in model.codes { put(code, &writer) }
        for bias in model.linear.bias { writer.put(bias) }
        writer.put(UInt32(model.linear.codes.count))
        for start in model.linear.starts { writer.put(UInt32(start)) }
        for code in model.linear.codes { writer.put(UInt32(code)) }
        for weight in model.linear.weights { writer.put(weight) }
        let sources = Set(model.texts.map(\.source)).sorted()
        var places: [String: UInt32] = [:]
        writer.put(UInt32(sources.count))
        for (place, source) in sources.enumerated() {
            places[source] = UInt32(place)
            writer.put(source)
        }
        writer.put(UInt32(model.texts.count))
        for text in model.texts {
            put(text.code, &writer)
            writer.put(places[text.source] ?? 0)
            writer.put(text.text)
        }
        writer.put(UInt32(model.tuning.count))
        for tuning in model.tuning {
            writer.put(UInt8(tuning.isChinese ? 1 : 0))
            writer.put(tuning.mix)
            writer.put(UInt32(tuning.calibration.steps.count))
            for step in tuning.calibration.steps {
                writer.put(step.upTo)
                writer.put(step.chance)
            }
        }
        return sealed(writer.bytes)
    }

    /// The parts with mark, version and checksum before them.
    static func sealed(_ parts: [UInt8]) -> [UInt8] {
        var head = ModelWriter()
        head.put(version)
        head.put(sum(parts[...]))
        return mark + head.bytes + parts
    }

    static func model(_ bytes: [UInt8]) throws(ModelDamage) -> TrainedModel {
        guard bytes.count <= mostBytes, bytes.starts(with: mark) else { throw ModelDamage("mark") }
        var reader = ModelReader(bytes, from: mark.count)
        guard try reader.number("version", as: UInt32.self) == version else {
            throw ModelDamage("version")
        }
        let sum = try reader.number("checksum", as: UInt64.self)
        guard sum == self.sum(bytes[(mark.count + 12)...]) else { throw ModelDamage("checksum") }
        let about = try reader.text("about", most: 10_000)
        let vocabulary = try vocabulary(&reader)
        let codes = try codes(&reader)
        let linear = try linear(&reader, features: vocabulary.hashes.count, codes: codes.count)
        let texts = try texts(&reader)
        let tuning = try tuning(&reader)
        guard reader.isAtEnd else { throw ModelDamage("end") }
        return TrainedModel(
            vocabulary: vocabulary, codes: codes, linear: linear, texts: texts, tuning: tuning,
            about: about)
    }

    private static func vocabulary(_ reader: inout ModelReader) throws(ModelDamage) -> Vocabulary {
        let count = try reader.count("features", most: 8_000_000, size: 12)
        var hashes: [UInt64] = []
        for _ in 0..<count { hashes.append(try reader.number("features")) }
        guard Set(hashes).count == count else { throw ModelDamage("features") }
        var weights: [Float] = []
        for _ in 0..<count { weights.append(try reader.float("features")) }
        return Vocabulary(hashes: hashes, weights: weights)
    }

    private static func codes(_ reader: inout ModelReader) throws(ModelDamage) -> [CodePrefix] {
        let count = try reader.count("codes", most: 100_000, size: 9)
        var codes: [CodePrefix] = []
        for _ in 0..<count { codes.append(try code(&reader)) }
        guard Set(codes).count == count else { throw ModelDamage("codes") }
        return codes
    }

    private static func code(_ reader: inout ModelReader) throws(ModelDamage) -> CodePrefix {
        let digits = Int(try reader.number("codes", as: UInt8.self))
        let padded = try reader.number("codes", as: UInt64.self)
        let code = CodePrefix(padded: padded, digits: digits)
        // Only a code that writes and reads as itself has noughts after its digits.
        guard [6, 10].contains(digits), padded < 10_000_000_000, CodePrefix(code.text) == code
        else { throw ModelDamage("codes") }
        return code
    }

    private static func put(_ code: CodePrefix, _ writer: inout ModelWriter) {
        writer.put(UInt8(code.digits))
        writer.put(code.padded)
    }

    private static func linear(
        _ reader: inout ModelReader, features: Int, codes: Int
    ) throws(ModelDamage) -> LogLinear {
        var bias: [Float] = []
        for _ in 0..<codes { bias.append(try reader.float("weights")) }
        let count = try reader.count("weights", most: 100_000_000, size: 8)
        var starts: [Int32] = []
        for _ in 0...features {
            let start = Int(try reader.number("weights", as: UInt32.self))
            guard start <= count, start >= Int(starts.last ?? 0) else {
                throw ModelDamage("weights")
            }
            starts.append(Int32(start))
        }
        guard starts.first == 0, starts.last == Int32(count) else { throw ModelDamage("weights") }
        var places: [Int32] = []
        for _ in 0..<count {
            let place = Int(try reader.number("weights", as: UInt32.self))
            guard place < codes else { throw ModelDamage("weights") }
            places.append(Int32(place))
        }
        var weights: [Float] = []
        for _ in 0..<count { weights.append(try reader.float("weights")) }
        return LogLinear(starts: starts, codes: places, weights: weights, bias: bias)
    }

    private static func texts(_ reader: inout ModelReader) throws(ModelDamage) -> [KnownText] {
        let sourceCount = try reader.count("sources", most: 10_000, size: 4)
        var sources: [String] = []
        for _ in 0..<sourceCount { sources.append(try reader.text("sources", most: 1_000)) }
        let count = try reader.count("texts", most: 5_000_000, size: 17)
        var texts: [KnownText] = []
        for _ in 0..<count {
            let code = try code(&reader)
            let source = Int(try reader.number("texts", as: UInt32.self))
            guard source < sources.count else { throw ModelDamage("texts") }
            texts.append(
                KnownText(
                    text: try reader.text("texts", most: 100_000), code: code, origin: .trained,
                    source: sources[source]))
        }
        return texts
    }

    private static func tuning(_ reader: inout ModelReader) throws(ModelDamage)
        -> [TrainedModel.Tuning]
    {
        var tunings: [TrainedModel.Tuning] = []
        for _ in 0..<(try reader.count("tuning", most: 2, size: 9)) {
            let isChinese = try reader.number("tuning", as: UInt8.self) == 1
            let mix = try reader.float("tuning")
            var steps: [Calibration.Step] = []
            for _ in 0..<(try reader.count("tuning", most: 1_000, size: 8)) {
                let step = Calibration.Step(
                    upTo: try reader.float("tuning"), chance: try reader.float("tuning"))
                guard (0...1.001).contains(step.upTo), (0...1).contains(step.chance) else {
                    throw ModelDamage("tuning")
                }
                steps.append(step)
            }
            guard (0...1).contains(mix) else { throw ModelDamage("tuning") }
            tunings.append(
                TrainedModel.Tuning(
                    mix: mix, calibration: Calibration(steps: steps), isChinese: isChinese))
        }
        return tunings
    }

    /// Tells a file that was cut or changed by accident; against intent every part is checked.
    private static func sum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return hash
    }
}
