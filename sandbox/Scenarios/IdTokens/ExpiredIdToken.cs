namespace Sandbox.Scenarios.IdTokens;

/// <summary>An ID token that comes too late.</summary>
internal sealed class ExpiredIdToken : IdTokenFault
{
    public override string Name => "expired-id-token";

    public override string Title => "An expired token";

    public override string Does => "The ID token's iat, nbf and exp lie in the past; it expired ten minutes ago.";

    public override string Handled => "Chapters 1-1 and 1-2: the error page, IDX10223.";

    // Well beyond the five minutes that client libraries tolerate.
    protected override void Change(TokenDraft draft) => draft.Shift(draft.Descriptor.IssuedAt!.Value - draft.Descriptor.Expires!.Value - TimeSpan.FromMinutes(10));
}
