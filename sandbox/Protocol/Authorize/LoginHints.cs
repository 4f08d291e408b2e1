using Microsoft.IdentityModel.Tokens;
using Sandbox.Users;

namespace Sandbox.Protocol.Authorize;

/// <summary>The <c>login_hint</c> claim: a name for an account that tells nobody who it is.</summary>
internal static class LoginHints
{
    public static string Of(User user) => "O." + Base64UrlEncoder.Encode(user.Id.ToByteArray());

    /// <summary>The account that such a hint means.</summary>
    public static Guid? Read(string hint)
    {
        if (!hint.StartsWith("O.", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return Base64UrlEncoder.DecodeBytes(hint[2..]) is { Length: 16 } bytes ? new Guid(bytes) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
