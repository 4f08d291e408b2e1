namespace Sandbox.Scenarios.IdTokens;

/// <summary>An ID token for another application.</summary>
internal sealed class WrongAudience : IdTokenFault
{
    private const string AnotherClient = "0f0e0d0c-0b0a-4908-8706-050403020100";

    public override string Name => "wrong-audience";

    public override string Title => "Another audience";

    public override string Does => "The ID token's aud is the client id of another app, for which it may well be genuine.";

    public override string Handled => "Chapters 1-1 and 1-2: the error page, IDX10214.";

    protected override void Change(TokenDraft draft) => draft.Descriptor.Audience = AnotherClient;
}
