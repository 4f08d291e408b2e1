namespace Sandbox.Customers;

/// <summary>Which passwords customers may choose: Azure AD B2C's rule "strong".</summary>
internal static class PasswordRules
{
    /// <summary>The fewest characters.</summary>
    public const int MinLength = 8;

    /// <summary>The most characters.</summary>
    public const int MaxLength = 64;

    /// <summary>The rule, as a sentence for the user.</summary>
    public const string Text =
        "Use 8 to 64 characters of at least three kinds: lowercase letters, uppercase letters, digits, others.";

    private const int RequiredKinds = 3;

    /// <returns>What is wrong, as a sentence for the user; <see langword="null"/> when nothing is wrong.</returns>
    public static string? FindProblem(string? password)
    {
        if (string.IsNullOrEmpty(password))
        {
            return "The new password is missing.";
        }

        if (password.Length is < MinLength or > MaxLength)
        {
            return $"The password has {password.Length} characters. It needs {MinLength} to {MaxLength}.";
        }

        if (password.Any(char.IsControl))
        {
            return "The password has a control character, such as a tab or a line break.";
        }

        var kinds = new[]
        {
            password.Any(char.IsAsciiLetterLower), password.Any(char.IsAsciiLetterUpper), password.Any(char.IsAsciiDigit), password.Any(each => !char.IsAsciiLetterOrDigit(each)),
        }.Count(has => has);
        return kinds < RequiredKinds
            ? "The password needs at least three of these: lowercase letters, uppercase letters, digits, other characters."
            : null;
    }
}
