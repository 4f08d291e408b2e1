using System.Globalization;

namespace Sandbox.Customers;

/// <summary>What customers may say about themselves.</summary>
internal static class ProfileRules
{
    /// <summary>The most characters of a display name.</summary>
    public const int MaxDisplayName = 256;

    /// <summary>The most characters of every other field.</summary>
    public const int MaxField = 64;

    /// <returns>What is wrong, as a sentence for the user; <see langword="null"/> when the profile is valid.</returns>
    public static string? FindProblem(CustomerProfile profile) =>
        (!profile.DisplayName.Any(IsShown) ? "The display name is missing." : null)
        ?? FindProblem("display name", profile.DisplayName, MaxDisplayName)
        ?? FindProblem("given name", profile.GivenName, MaxField)
        ?? FindProblem("surname", profile.Surname, MaxField)
        ?? FindProblem("city", profile.City, MaxField)
        ?? FindProblem("country", profile.Country, MaxField);

    private static string? FindProblem(string name, string? value, int limit)
    {
        if (value?.Trim().Length > limit)
        {
            return $"The {name} has more than {limit} characters.";
        }

        return value is not null && value.Any(IsInvisible)
            ? $"The {name} has invisible characters, such as a line break or one that reverses the text direction."
            : null;
    }

    // Zero-width characters have their place between others (Persian, emoji), but are no name by themselves.
    private static bool IsShown(char each) => !char.IsWhiteSpace(each) && char.GetUnicodeCategory(each) != UnicodeCategory.Format;

    // Directional overrides (Unicode Standard Annex 9) make a name read as another one, and reach into the text around it.
    private static bool IsInvisible(char each) =>
        char.GetUnicodeCategory(each) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || each is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
