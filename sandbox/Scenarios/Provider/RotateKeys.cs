using Sandbox.Keys;

namespace Sandbox.Scenarios.Provider;

/// <summary>The provider signs with another key.</summary>
internal sealed class RotateKeys(SigningKeys keys) : ScenarioAct
{
    public override string Name => "rotate-keys";

    public override ScenarioGroup Group => ScenarioGroup.Provider;

    public override string Title => "The signing keys change";

    public override string Does => "The next signing key takes over and a new next one is published. The old key stays published for a day. Twice in a row, and tokens come with a key that no app has seen.";

    public override string GoodApp => "Fetches the keys again when a token names one that it does not know, and signs the person in as if nothing had happened.";

    public override ChapterPage Page => ChapterPage.SignIn;

    public override string Handled => "Chapters 1-1 and 1-2: nobody notices one change. After two at once, the keys are fetched in the background, and at most one sign-in has to be tried again.";

    public override async Task<string> PerformAsync(ScenarioSettings settings, CancellationToken cancellationToken)
    {
        var retired = (await keys.GetAsync(cancellationToken)).Current.Key.KeyId;
        var rotated = await keys.RotateAsync(cancellationToken);
        return $"The key {rotated.Current.Key.KeyId} signs now. {retired} signed until now, and stays published for {(int)SigningKeys.RetiredKeyLifetime.TotalHours} hours.";
    }
}
