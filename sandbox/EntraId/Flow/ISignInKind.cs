using Sandbox.EntraId.Authorize;
using Sandbox.Protocol.Errors;
using Sandbox.Protocol.Sessions;

namespace Sandbox.EntraId.Flow;

/// <summary>How sign-ins of one purpose are picked up again and how they end. All of them share the pages in between.</summary>
internal interface ISignInKind
{
    /// <summary>The purpose.</summary>
    SignInPurpose Purpose { get; }

    /// <summary>Reads a waiting request. It is checked again, because its registration may have changed meanwhile.</summary>
    /// <exception cref="ProtocolException">It is no longer acceptable.</exception>
    AuthorizationRequest Read(PendingSignIn pending, HttpContext context);

    /// <summary>Gives what was asked for.</summary>
    Task<IResult> AnswerAsync(AuthorizationRequest request, SignedInUser session, HttpContext context);

    /// <summary>Tells the app, or the device, that it does not get what it asked for.</summary>
    Task<IResult> FailAsync(AuthorizationRequest request, ProtocolError error, HttpContext context);
}

/// <summary>What a sign-in is for.</summary>
internal enum SignInPurpose
{
    /// <summary>An application asked the authorization endpoint.</summary>
    Application,

    /// <summary>An application asked the authorization endpoint of version 1.</summary>
    ApplicationVersion1,

    /// <summary>An application asks an administrator to allow it something for everyone.</summary>
    AdminConsent,

    /// <summary>The same at the endpoint of version 1.</summary>
    AdminConsentVersion1,

    /// <summary>A guest accepts an invitation.</summary>
    Invitation,

    /// <summary>A device without a browser waits for a person who typed its code.</summary>
    Device,
}
