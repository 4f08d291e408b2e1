namespace AzureADB2CSignIn.Identity;

/// <summary>A reason of this app itself to reject a sign-in.</summary>
/// <param name="key">The key of its text in Models/problems.json.</param>
/// <param name="message">The reason, for the log.</param>
public sealed class SignInProblemException(string key, string message) : Exception(message)
{
    /// <summary>The key of its text in Models/problems.json.</summary>
    public string Key { get; } = key;
}
