using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>A token cannot be had without the user: consent, a second factor, or signing in again. <c>AuthorizeForScopes</c> answers it with a challenge.</summary>
public class MicrosoftIdentityWebChallengeUserException : Exception
{
    /// <summary>Wraps MSAL.NET's exception.</summary>
    /// <param name="msalUiRequiredException">What MSAL.NET says, with the identity provider's claims challenge if it sent one.</param>
    /// <param name="scopes">The scopes that were asked for.</param>
    /// <param name="userflow">B2C: the user flow that was asked for.</param>
    public MicrosoftIdentityWebChallengeUserException(MsalUiRequiredException msalUiRequiredException, string[] scopes, string? userflow = null)
        : base($"IDW10502: The user has to sign in or consent before a token can be acquired. {msalUiRequiredException?.Message}", msalUiRequiredException)
    {
        ArgumentNullException.ThrowIfNull(msalUiRequiredException);

        MsalUiRequiredException = msalUiRequiredException;
        Scopes = scopes;
        Userflow = userflow;
    }

    /// <summary>What MSAL.NET says.</summary>
    public MsalUiRequiredException MsalUiRequiredException { get; set; }

    /// <summary>The scopes that were asked for.</summary>
    public string[] Scopes { get; set; }

    /// <summary>B2C: the user flow that was asked for.</summary>
    public string? Userflow { get; set; }
}
