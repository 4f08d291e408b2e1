using Sandbox.Applications;

namespace Sandbox.B2C.Scopes;

/// <summary>A <c>scope</c> parameter, taken apart and found to be allowed.</summary>
/// <param name="Text">The parameter as it was sent.</param>
/// <param name="OpenId">Those of <c>openid</c>, <c>profile</c>, <c>email</c> and <c>offline_access</c> that it contains.</param>
/// <param name="Resource">The API that an access token is asked for, the application itself included; <see langword="null"/> when none is.</param>
/// <param name="Values">The API's scopes, without the API's name.</param>
/// <param name="Written">The same as they were asked for: client libraries look their cache up by it.</param>
internal sealed record PolicyScope(string Text, IReadOnlyList<string> OpenId, Application? Resource, IReadOnlyList<string> Values, IReadOnlyList<string> Written)
{
    public bool Contains(string openIdScope) => OpenId.Contains(openIdScope);
}
