using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Sandbox.Scenarios.IdTokens;

/// <summary>An ID token that the provider did not sign.</summary>
internal sealed class BadSignature : IdTokenFault
{
    private readonly Lazy<RSA> _foreign = new(() => RSA.Create(2048));

    public override string Name => "bad-signature";

    public override string Title => "A bad signature";

    public override string Does => "The ID token names the current key and is signed with a key that nobody publishes, as a forger's would be.";

    public override string Handled => "Chapters 1-1 and 1-2: the error page, IDX10511.";

    protected override void Change(TokenDraft draft) =>
        draft.Descriptor.SigningCredentials = new SigningCredentials(
            new RsaSecurityKey(_foreign.Value) { KeyId = draft.Descriptor.SigningCredentials.Key.KeyId }, draft.Descriptor.SigningCredentials.Algorithm);
}
