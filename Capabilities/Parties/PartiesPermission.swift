import Web

/// What may be done in this room.
enum PartiesPermission {
    /// Enter enterprises, roles and people.
    static let manage = Permission("parties.manage")
    /// List, create, replace and revoke the API keys of the own enterprise.
    static let keys = Permission("parties.keys")
    /// See, propose, accept and revoke the mandates of the own enterprise.
    static let mandates = Permission("parties.mandates")
}
