import Kernel
import Uploads

/// Words of what parts, offers and the check against filing twice refuse.
extension ProceduresRefusal {
    var engineWords: RefusalWords {
        switch self {
        case .offer(let faults):
            RefusalWords(
                "offer", 422, zh: "有 \(faults.count) 处需要修改。",
                en: faults.count == 1
                    ? "One thing needs mending." : "\(faults.count) things need mending.",
                zhFix: "请逐项修改。",
                enFix: "Mend each of them.")
        case .noSuchOffer(let id):
            RefusalWords(
                "no-such-offer", 404, zh: "没有编号为 \(id) 的场次、批次或目录项。",
                en: "There is no offer \(id).", zhFix: "请在事项页面查看现有的可选项。",
                enFix: "See on the page of the service what there is.")
        case .offerFull(let unit, let left, .some):
            RefusalWords(
                "offer-full", 409, zh: "本批次预算余额不足，只剩 \(left.text) \(unit.zh)。",
                en: "The budget of the call does not reach: \(left.text) \(unit.en) are left.",
                zhFix: "请选其他批次，或等已准予的退回；预算之外不准予。",
                enFix: "Choose another call, or wait until a grant is given back: nothing is "
                    + "granted beyond the budget.")
        case .offerFull(let unit, let left, nil):
            RefusalWords(
                "offer-full", 409, zh: "余量不足，只剩 \(left.text) \(unit.zh)。",
                en: "Not enough is left: \(left.text) \(unit.en).",
                zhFix: "请另选一项，或减少数量；有人取消后余量会恢复。",
                enFix: "Choose another one or take less; what others give back is free again.")
        case .filedTwice(let number, let until?):
            RefusalWords(
                "filed-twice", 409,
                zh: "内容和材料完全相同的申请 \(number) 已经准予，\(until.text) 之前（含当日）不重复受理。",
                en: "The application \(number), the same word for word, was granted; it is not "
                    + "taken again until \(until.text) is over.",
                zhFix: "请使用 \(number) 的决定；确属另一件事的，请写明区别，或在该日之后提交。",
                enFix: "Use what \(number) gave; if this is another matter, say what differs, or "
                    + "submit it after that day.")
        case .filedTwice(let number, nil):
            RefusalWords(
                "filed-twice", 409, zh: "内容和材料完全相同的申请 \(number) 正在办理，不能重复提交。",
                en: "The application \(number), the same word for word, is under way.",
                zhFix: "请在 \(number) 中继续；确属另一件事的，请写明区别。",
                enFix: "Go on in \(number); if this is another matter, say what differs.")
        case .documentBomb:
            RefusalWords(
                "document-bomb", 422,
                zh: "文件展开后过大（其中一项超过 \(DocumentShape.mostUnpacked >> 20) MB），"
                    + "或被反复压缩，不予接收。",
                en: "It unpacks to too much, more than \(DocumentShape.mostUnpacked >> 20) MB in "
                    + "one part, or is packed again and again.",
                zhFix: "请从原始文件重新导出，不要再次压缩，再上传。",
                enFix: "Export it anew from the original, packed once, and send that.")
        case .documentPixels:
            RefusalWords(
                "document-pixels", 422,
                zh: "图片超过 \(DocumentShape.mostPixels / 1_000_000) 百万像素，不予接收。",
                en: "A picture has more than \(DocumentShape.mostPixels / 1_000_000) million "
                    + "pixels.",
                zhFix: "请降低分辨率（例如每英寸 300 点）后重新扫描或导出。",
                enFix: "Scan or export it at a lower resolution, such as 300 dots an inch.")
        case .documentTangled:
            RefusalWords(
                "document-tangled", 422,
                zh: "文件的内部结构过于零碎或层层嵌套，没有全部检查完就停止了，不予接收。",
                en: "It has so many parts, or parts so nested in each other, that looking into "
                    + "it was given up.",
                zhFix: "请打印为新的 PDF（或扫描成图片）后再上传。",
                enFix: "Print it to a new PDF, or scan it, and send that.")
        case .documentUnreadable:
            RefusalWords(
                "document-unreadable", 422, zh: "文件不完整或已损坏，打不开。",
                en: "The file is broken off or damaged and cannot be opened.",
                zhFix: "请重新扫描或导出，确认能打开后再上传。",
                enFix: "Scan or export it anew, and see that it opens.")
        case .documentTiny(let least):
            RefusalWords(
                "document-tiny", 422, zh: "图片的宽或高不足 \(least) 像素，看不清内容。",
                en: "The picture has fewer than \(least) pixels on a side: nothing can be read.",
                zhFix: "请上传清晰的扫描件或照片。", enFix: "Send a scan or photo that can be read.")
        case .documentPages(let most):
            RefusalWords(
                "document-pages", 422, zh: "文件超过 \(most) 页。",
                en: "The file has more than \(most) pages.",
                zhFix: "请只上传与申请有关的部分。", enFix: "Send the pages the application is about.")
        case .partDecided(let name):
            RefusalWords(
                "part-decided", 409, zh: "“\(name.zh)”已经办结，不能再次决定。",
                en: "“\(name.en)” was decided already.", zhFix: "请查看该项的结果；确有错误的，由牵头单位退回后重新办理。",
                enFix: "See what was decided; the leading body can return the application.")
        case .partsWait(let names):
            RefusalWords(
                "parts-wait", 409, zh: "下列部门尚未办结：\(names.map(\.zh).joined(separator: "、"))。",
                en: "Not decided yet: \(names.map(\.en).joined(separator: ", ")).",
                zhFix: "请等各部门办结后再办理。", enFix: "Wait until each has decided.")
        case .partsFailed(let names):
            RefusalWords(
                "parts-failed", 409, zh: "下列事项未通过：\(names.map(\.zh).joined(separator: "、"))。",
                en: "Not passed: \(names.map(\.en).joined(separator: ", ")).",
                zhFix: "请退回申请人补正后重新审查，或不予许可。",
                enFix: "Return it to be mended and looked at again, or refuse.")
        case .quotaExhausted(let volume, let needed, let left):
            RefusalWords(
                "quota-exhausted", 409,
                zh: "\(volume.year) 年\(volume.name.zh)配额全国总量 \(volume.told.zh)，"
                    + "尚可发放 \(volume.told(left).zh)，不足 \(volume.told(needed).zh)；没有发放。",
                en: "Of the national volume of \(volume.name.en) for \(volume.year), "
                    + "\(volume.told.en), \(volume.told(left).en) are left, not "
                    + "\(volume.told(needed).en); nothing was granted.",
                zhFix: "在余额之内核减准予数量并写明理由，或不予分配。",
                enFix: "Grant what is left with the reason, or refuse.")
        default: RefusalWords("not-possible", 409, zh: "", en: "", zhFix: "", enFix: "")
        }
    }
}
