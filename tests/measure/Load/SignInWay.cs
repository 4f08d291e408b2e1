namespace IdentityTutorial.Measure.Load;

/// <summary>How a server learns which user signs in.</summary>
internal enum SignInWay
{
    /// <summary>The server has no sign-in page and signs the same user in at once.</summary>
    NoPage,

    /// <summary>The browser has a session from an earlier sign-in, so that no page appears (single sign-on).</summary>
    Session,

    /// <summary>A new browser gets the sign-in page, and the user selects an account on it.</summary>
    Click,
}
