namespace Microsoft.Identity.Abstractions;

/// <summary>The kind of proof a credential gives to the token endpoint.</summary>
public enum CredentialType
{
    /// <summary>An assertion signed with the certificate's key (RFC 7523).</summary>
    Certificate = 0,

    /// <summary>A shared secret (RFC 6749 section 2.3.1).</summary>
    Secret = 1,

    /// <summary>An assertion that somebody else signed, such as a federated identity.</summary>
    SignedAssertion = 2,

    /// <summary>No proof: keys for decrypting tokens.</summary>
    DecryptKeys = 3,
}
