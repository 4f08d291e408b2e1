namespace Sandbox.Scenarios.IdTokens;

/// <summary>An ID token that nobody signed.</summary>
internal sealed class UnsignedIdToken : IdTokenFault
{
    public override string Name => "unsigned-id-token";

    public override string Title => "No signature";

    public override string Does => "The ID token has the algorithm none and no signature.";

    public override string GoodApp => "Refuses the token, although OpenID Connect Core, section 3.1.3.7, would let it pass on the way from server to server; the client libraries accept it unless told otherwise.";

    public override string Handled => "Chapters 1-1 and 1-2: the error page, IDX10504.";

    protected override void Change(TokenDraft draft) => draft.Descriptor.SigningCredentials = null;
}
