using System.Text.RegularExpressions;

namespace Sandbox.Customers;

/// <summary>Email addresses as names of accounts.</summary>
internal static partial class EmailAddress
{
    /// <summary>The longest address that fits a mail envelope (RFC 5321, section 4.5.3.1.3).</summary>
    public const int MaxLength = 254;

    /// <summary>Brings an address into the form in which it is stored and compared: without white space around it, in lower case.</summary>
    /// <remarks>
    /// Characters that look like others (Cyrillic 'а', full-width '＠', internationalised domains) are refused. Turning them into what they look like
    /// would hand one person's account to another; keeping them would let one person pass for another.
    /// </remarks>
    /// <param name="text">The entered text.</param>
    /// <param name="email">The normalised address; empty when it is rejected.</param>
    /// <param name="problem">Why the address is rejected, as a sentence for the user; empty when it is not.</param>
    public static bool TryNormalize(string? text, out string email, out string problem)
    {
        var trimmed = text?.Trim() ?? "";
        problem = trimmed switch
        {
            "" => "The email address is missing.",
            { Length: > MaxLength } => $"The email address has more than {MaxLength} characters.",
            _ when trimmed.Any(each => !char.IsAscii(each)) || trimmed.Contains("xn--", StringComparison.OrdinalIgnoreCase) =>
                "The email address has characters other than the letters A to Z, digits and common signs. Other "
                + "characters can look like these. Enter the address again.",
            _ when !Shape().IsMatch(trimmed) => "This is not a complete email address, such as casey@customer.example.",
            _ => "",
        };
        email = problem.Length == 0 ? trimmed.ToLowerInvariant() : "";
        return problem.Length == 0;
    }

    // A dot-atom (RFC 5322, section 3.2.3) of at most 64 characters, and a domain of at least two labels (RFC 1035, section 2.3.1).
    [GeneratedRegex(@"^(?=[^@]{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
