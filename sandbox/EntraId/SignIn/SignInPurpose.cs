namespace Sandbox.EntraId.SignIn;

/// <summary>What a waiting sign-in is for.</summary>
public enum SignInPurpose
{
    /// <summary>An application asked the authorization endpoint.</summary>
    Application,

    /// <summary>An application asks an administrator to allow it something for everyone.</summary>
    AdminConsent,

    /// <summary>A device without a browser waits for a person who typed its code.</summary>
    Device,
}
