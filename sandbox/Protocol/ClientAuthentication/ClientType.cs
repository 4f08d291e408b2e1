namespace Sandbox.Protocol.ClientAuthentication;

/// <summary>
/// The type of a client (RFC 6749, section 2.1). In a sign-in, the type of the redirect URI decides it, so one app can
/// be a client of each type.
/// </summary>
internal enum ClientType : byte
{
    /// <summary>A web app, whose server has a credential. Its redirect URIs have the type <c>web</c>.</summary>
    Web,

    /// <summary>A single-page app, which has no credential. Its redirect URIs have the type <c>spa</c>.</summary>
    Spa,

    /// <summary>
    /// A mobile, desktop or command-line app, which has no credential. Its redirect URIs have the type
    /// <c>publicClient</c>.
    /// </summary>
    Native,
}
