import Kernel

/// Lines that name parcels make sense by themselves: there are some, and none names a parcel twice.
enum ParcelLinesArePlausible {
    static func findings(_ lines: [some FieldSource], number: Substring) -> [Finding] {
        guard !lines.isEmpty else {
            return [
                Finding(
                    "", "\(number) logisticsNo",
                    Localized(zh: "没有表体，未列明任何运单", en: "No line: it names no parcel"),
                    fix: Localized(
                        zh: "逐项列明运单编号", en: "Name the waybill of each parcel in a line"))
            ]
        }
        var seen: Set<String> = []
        return lines.compactMap { line in
            let waybill = line.text("logisticsNo")
            guard !seen.insert(waybill).inserted else { return nil }
            return Finding(
                "", "\(number) logisticsNo",
                Localized(
                    zh: "第 \(line.text("gnum")) 项：运单 \(waybill) 重复",
                    en: "Line \(line.text("gnum")): waybill \(waybill) stands here twice"),
                fix: Localized(zh: "每份运单只列一次", en: "Name each waybill once"))
        }
    }
}
