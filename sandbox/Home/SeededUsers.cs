namespace Sandbox.Home;

/// <summary>The accounts to sign in with, for the home page and the console.</summary>
public static class SeededUsers
{
    /// <summary>Their password.</summary>
    public const string Password = "Sandbox-2026!";

    /// <summary>Their sign-in names.</summary>
    public static readonly string[] Names = ["alice@contoso.example", "bob@contoso.example"];
}
