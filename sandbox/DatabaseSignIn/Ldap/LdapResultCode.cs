namespace Sandbox.DatabaseSignIn.Ldap;

/// <summary>The result codes in use here, of RFC 4511, section 4.1.9 and appendix A.</summary>
internal enum LdapResultCode
{
    /// <summary>The role may come in.</summary>
    Success = 0,

    /// <summary>Not a message, a version or an extended operation that is spoken here.</summary>
    ProtocolError = 2,

    /// <summary>A bind by SASL.</summary>
    AuthMethodNotSupported = 7,

    /// <summary>A control without which the peer does not want an answer.</summary>
    UnavailableCriticalExtension = 12,

    /// <summary>The password does not prove the role.</summary>
    InvalidCredentials = 49,

    /// <summary>The check itself failed.</summary>
    Unavailable = 52,

    /// <summary>Another operation than a bind, or a bind without a password.</summary>
    UnwillingToPerform = 53,
}
