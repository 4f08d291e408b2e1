using Microsoft.IdentityModel.Tokens;
using Sandbox.Users;

namespace Sandbox.Scenarios.IdTokens;

/// <summary>A token that is about to be signed.</summary>
/// <param name="Descriptor">What it will be.</param>
/// <param name="Audience">The user and the app of an ID token; <see langword="null"/> for an access token.</param>
internal sealed record TokenDraft(SecurityTokenDescriptor Descriptor, IdTokenAudience? Audience)
{
    /// <summary>Moves everything that the token says about time.</summary>
    public void Shift(TimeSpan by) =>
        (Descriptor.IssuedAt, Descriptor.NotBefore, Descriptor.Expires) = (Descriptor.IssuedAt + by, Descriptor.NotBefore + by, Descriptor.Expires + by);
}

/// <summary>The user whom an ID token is about, and the app that it is for.</summary>
internal sealed record IdTokenAudience(User User, Guid ClientId);
