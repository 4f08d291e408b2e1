namespace Sandbox.B2C.Policies;

/// <summary>What a policy lets a person do.</summary>
public enum PolicyKind
{
    /// <summary>Sign in, or make an account.</summary>
    SignUpOrSignIn,

    /// <summary>Change the attributes of one's account.</summary>
    EditProfile,

    /// <summary>Choose a new password.</summary>
    PasswordReset,
}
