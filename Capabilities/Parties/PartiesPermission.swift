import Web

/// What may be done in this room.
enum PartiesPermission {
    /// Enter enterprises, roles and people.
    static let manage = Permission("parties.manage")
    /// List, create, replace and revoke the API keys of the own enterprise.
    static let keys = Permission("parties.keys")
    /// Invite people into the own enterprise, say what each does there, close logins.
    static let people = Permission("parties.people")
    /// See who did what to the things of the own enterprise.
    static let audit = Permission("parties.audit")
    /// Confirm or decline enterprises that signed up.
    static let confirm = Permission("parties.confirm")
    /// See, propose, accept and revoke the mandates of the own enterprise.
    static let mandates = Permission("parties.mandates")
}
