namespace Sandbox.Protocol.Errors;

/// <summary>An error as OAuth 2.0 and the cloud name it, and as a person needs it.</summary>
/// <param name="Code">The number, without the prefix of its family.</param>
/// <param name="Error">The OAuth 2.0 error (RFC 6749, sections 4.1.2.1 and 5.2, and OpenID Connect Core, section 3.1.2.6).</param>
/// <param name="Message">What happened, in one sentence.</param>
/// <param name="Cause">Why it usually happens.</param>
/// <param name="Fix">What to do about it.</param>
internal sealed record ProtocolError(int Code, string Error, string Message, string Cause, string Fix)
{
    /// <summary>The service that counts the numbers.</summary>
    public ErrorFamily Family { get; init; }

    /// <summary>The status of an answer that is not a redirect.</summary>
    public int Status { get; init; } = StatusCodes.Status400BadRequest;

    /// <summary>What the user can do about it, if anything: <c>consent_required</c>, <c>basic_action</c> …</summary>
    public string? SubError { get; init; }

    /// <summary>The claims challenge: what the next authorization request has to ask for.</summary>
    public string? Claims { get; init; }

    /// <summary>
    /// The check that failed, in the words of the specification, such as <c>redirect_uri is registered</c>. An error
    /// without it is recorded under its <see cref="Name"/>.
    /// </summary>
    public string? Check { get; init; }

    /// <summary>The value that the check rejected. Never a secret, code or token, because it is recorded.</summary>
    public string? Sent { get; init; }

    /// <summary>What is registered for the app, where the error is an address that is not.</summary>
    public RegisteredAddresses? Registered { get; init; }

    /// <summary>Whether the sandbox shows the error on its own page, because the app cannot help the user.</summary>
    public bool StaysHere { get; init; }

    /// <summary>Whether the user can correct the error on the current page.</summary>
    public bool IsCorrectable { get; init; }

    /// <summary>The number as people search for it.</summary>
    public string Name => FormattableString.Invariant($"{(Family == ErrorFamily.B2C ? "AADB2C" : "AADSTS")}{Code}");
}

/// <summary>The registered addresses of an app, for the page about an address that is not registered.</summary>
/// <param name="Title">The name of their kind.</param>
/// <param name="Addresses">The addresses.</param>
/// <param name="Page">The address of the page that explains how to register another.</param>
internal sealed record RegisteredAddresses(string Title, IReadOnlyList<string> Addresses, string Page)
{
    /// <summary>
    /// The page that registers the address at once, with the address filled in; <see langword="null"/> for none.
    /// </summary>
    public string? RegisterAt { get; init; }
}

/// <summary>The two lists of numbered errors. A number means one thing in each.</summary>
internal enum ErrorFamily
{
    /// <summary>Entra ID: <c>AADSTS</c>.</summary>
    EntraId,

    /// <summary>Azure AD B2C: <c>AADB2C</c>.</summary>
    B2C,
}
