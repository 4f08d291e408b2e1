namespace Sandbox.Scenarios.IdTokens;

/// <summary>An ID token of somebody else.</summary>
internal sealed class WrongIssuer : IdTokenFault
{
    public override string Name => "wrong-issuer";

    public override string Title => "Another issuer";

    public override string Does => "The ID token's iss names another provider. It is signed as ever, and everything else is right.";

    public override string Handled => "Chapters 1-1 and 1-2: the error page, IDX40001 or IDX10205.";

    protected override void Change(TokenDraft draft) =>
        draft.Descriptor.Issuer = "https://another-issuer.example" + new Uri(draft.Descriptor.Issuer).AbsolutePath;
}
