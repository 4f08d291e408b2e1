namespace IdentityTutorial.Measure.Load.Kills;

/// <summary>What a user, or the app for the user, did to get an answer.</summary>
internal enum AnswerKind
{
    /// <summary>A sign-in with the session of an earlier sign-in.</summary>
    Session,

    /// <summary>A sign-in on the page of Entra ID.</summary>
    Click,

    /// <summary>A sign-in with the session of an earlier sign-in, at B2C.</summary>
    B2CSession,

    /// <summary>A sign-in on the page of B2C.</summary>
    B2CClick,

    /// <summary>The exchange of a refresh token for a new one.</summary>
    Refresh,

    /// <summary>The creation of an account.</summary>
    SignUp,

    /// <summary>The acceptance of a permission.</summary>
    Consent,

    /// <summary>A sign-out. The session has to stay ended.</summary>
    SignedOut,

    /// <summary>A new password. The refresh token from before has to stay revoked.</summary>
    NewPassword,
}
