using Microsoft.IdentityModel.Tokens;
using Sandbox.Users;

namespace Sandbox.Scenarios.IdTokens;

/// <summary>A token that is about to be signed.</summary>
/// <param name="Descriptor">What it will be.</param>
/// <param name="Reader">Who reads it, where it is an ID token; <see langword="null"/> for an access token.</param>
internal sealed record TokenDraft(SecurityTokenDescriptor Descriptor, IdTokenReader? Reader)
{
    /// <summary>Moves everything that the token says about time.</summary>
    public void Shift(TimeSpan by) =>
        (Descriptor.IssuedAt, Descriptor.NotBefore, Descriptor.Expires) = (Descriptor.IssuedAt + by, Descriptor.NotBefore + by, Descriptor.Expires + by);
}

/// <summary>Whom an ID token is about and which application reads it.</summary>
internal sealed record IdTokenReader(User User, Guid ClientId);
