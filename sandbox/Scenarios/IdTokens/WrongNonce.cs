using Sandbox.Protocol;

namespace Sandbox.Scenarios.IdTokens;

/// <summary>An ID token of another sign-in.</summary>
internal sealed class WrongNonce : IdTokenFault
{
    public override string Name => "wrong-nonce";

    public override string Title => "Another nonce";

    public override string Does => "The ID token's nonce is not the one of the request, as when a token of another sign-in is played back. Tokens without a nonce, those of a refresh, stay as they are.";

    public override string Handled => "Chapters 1-1 and 1-2: the error page, IDX21323.";

    protected override bool Concerns(TokenDraft draft) => draft.Descriptor.Claims.ContainsKey("nonce");

    protected override void Change(TokenDraft draft) => draft.Descriptor.Claims["nonce"] = Secrets.Create();
}
