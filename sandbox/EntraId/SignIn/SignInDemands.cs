namespace Sandbox.EntraId.SignIn;

/// <summary>What a scenario asks of one sign-in.</summary>
[Flags]
public enum SignInDemands
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A second factor.</summary>
    MultiFactor = 1,

    /// <summary>Consent, though it was given before.</summary>
    Consent = 2,
}
