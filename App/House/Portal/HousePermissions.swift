import Kernel
import Web

/// What each permission is called for people, and who gives it.
enum HousePermissions {
    /// Whose work it is.
    private enum Side: Sendable { case firm, office, operators }

    private struct Words: Sendable {
        let title: Localized
        let sides: Set<Side>

        init(_ zh: String, _ en: String, _ sides: Set<Side>) {
            title = Localized(zh: zh, en: en)
            self.sides = sides
        }
    }

    private static let known: [String: Words] = [
        "balances.read": Words("查看额度与担保", "see balances and guarantees", [.firm, .office]),
        "balances.manage": Words(
            "登记担保和账册", "enter guarantees and account books", [.office, .operators]),
        "classification.confirm": Words("确认商品归类", "confirm goods codes", [.firm, .office]),
        "declarations.read": Words("查看申报清单和回执", "see lists and receipts", [.firm, .office]),
        "declarations.lodge": Words("报送申报单证", "send declarations", [.firm]),
        "declarations.examine": Words("审核申报单证", "decide on declarations", [.office]),
        "declarations.reveal": Words(
            "查看未遮盖的个人信息", "see personal data in the clear", [.firm, .office]),
        "entitlements.ask": Words("查询可享受的优惠", "ask for benefits", [.firm]),
        "entitlements.keep": Words("维护优惠规则", "keep the rules of benefits", [.office]),
        "entries.lodge": Words("申报货物报关单", "lodge goods declarations", [.firm]),
        "entries.decide": Words("审核货物报关单", "decide on goods declarations", [.office]),
        "gateway.watch": Words("查看网关运行情况", "watch the gateway", [.operators]),
        "gateway.mend": Words("处理网关故障", "mend the gateway", [.operators]),
        "inspections.attend": Words("查看和配合查验", "attend inspections", [.firm]),
        "inspections.record": Words("记录查验", "record inspections", [.office]),
        "inspections.set": Words("设置查验率", "set rates of inspection", [.office]),
        "lists.nominate": Words("申报列入企业名单", "nominate for lists of firms", [.firm]),
        "lists.keep": Words("维护企业名单", "keep lists of firms", [.office]),
        "origin.keep": Words("办理原产地核算和证书", "keep worksheets and proofs of origin", [.firm]),
        "origin.decide": Words("审签原产地证书", "decide on proofs of origin", [.office]),
        "parties.audit": Words("查看本企业操作记录", "see your firm's audit trail", [.firm]),
        "parties.keys": Words("管理接口密钥", "manage API keys", [.firm]),
        "parties.mandates": Words("办理委托授权", "manage mandates", [.firm]),
        "parties.people": Words("管理本企业人员", "manage your firm's people", [.firm]),
        "parties.confirm": Words(
            "审核企业注册", "confirm firms that signed up", [.office, .operators]),
        "parties.manage": Words("登记企业和人员", "enter firms and people", [.operators]),
        "policies.follow": Words("订阅政策", "follow policies", [.firm]),
        "policies.read-own": Words("查看与本企业有关的政策", "see policies for your firm", [.firm]),
        "policies.publish": Words("发布政策", "publish policies", [.office]),
        "problems.raise": Words("提出问题", "raise problems", [.firm]),
        "problems.handle": Words("答复问题", "answer problems", [.office]),
        "procedures.apply": Words("申请办事", "apply for services", [.firm]),
        "procedures.decide": Words("办理申请", "decide on applications", [.office]),
        "procedures.manage": Words("管理办理席位", "manage seats at the desks", [.operators]),
        "sandbox.use": Words("使用沙箱", "use the sandbox", [.firm]),
        "tariff.keep": Words("维护税则", "keep the tariff", [.office]),
    ]

    static func words(_ permission: Permission, for person: Principal?) -> PermissionWords? {
        guard let found = known[permission.name] else { return nil }
        return PermissionWords(found.title, fix: fix(found.sides, for: person))
    }

    private static func fix(_ sides: Set<Side>, for person: Principal?) -> Localized {
        switch person?.kind {
        case .member? where sides.contains(.firm):
            Localized(
                zh: "请本企业的管理员在“人员”页为您换一个包含此项的岗位。",
                en: "An administrator of your firm can give you a post that has it, under People.")
        case .key? where sides.contains(.firm):
            Localized(
                zh: "请本企业的管理员新建一个包含此项权限范围的接口密钥。",
                en: "An administrator of your firm can make a key with that scope.")
        case .officer? where sides.contains(.office):
            Localized(
                zh: "此项权限随所在部门的职责开通，请向系统管理机构申请。",
                en: "It comes with the duties of an authority: ask the operator of this system.")
        default: elsewhere(sides)
        }
    }

    /// Who does it, for somebody whose account never can.
    private static func elsewhere(_ sides: Set<Side>) -> Localized {
        if sides.contains(.office) {
            return Localized(
                zh: "这项工作由主管部门的经办人员办理，您的账户类型不能开通；如需办理，请联系主管部门。",
                en: "Officers of the authority do this; no account of your kind can. Ask the "
                    + "authority if you need it done.")
        }
        if sides.contains(.operators) {
            return Localized(
                zh: "这项工作由系统管理机构办理，您的账户类型不能开通；如需办理，请联系系统管理机构。",
                en: "The operator of this system does this; no account of your kind can. Ask the "
                    + "operator if you need it done.")
        }
        return Localized(
            zh: "这是企业办理的事项，请用企业账户登录后办理。",
            en: "Firms do this for themselves: sign in with an account of a firm.")
    }
}
