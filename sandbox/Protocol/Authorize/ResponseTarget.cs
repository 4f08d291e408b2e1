using Sandbox.Applications;

namespace Sandbox.Protocol.Authorize;

/// <summary>Where and how the application gets its answer. It exists only for a registered redirect URI: without one, nothing is ever redirected.</summary>
internal sealed record ResponseTarget(Application Client, string RedirectUri, ResponseMode Mode, string? State);

/// <summary>How an answer travels (OAuth 2.0 Multiple Response Type Encoding Practices, section 2.1, and Form Post Response Mode).</summary>
internal enum ResponseMode
{
    /// <summary>In the redirect URI's query.</summary>
    Query,

    /// <summary>In the redirect URI's fragment.</summary>
    Fragment,

    /// <summary>In a form that the browser posts.</summary>
    FormPost,
}
