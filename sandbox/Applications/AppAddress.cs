namespace Sandbox.Applications;

/// <summary>Checks addresses that a registration lists.</summary>
internal static class AppAddress
{
    // Addresses of these schemes are no places to go to but content, which would run as the page that leads there.
    private static readonly string[] _content = ["javascript", "data", "vbscript", "blob"];

    /// <summary>Whether an address can be compared character by character and be gone to.</summary>
    public static bool IsComplete(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Fragment.Length == 0 && !uri.IsFile && !_content.Contains(uri.Scheme)
        && address.All(character => character is > ' ' and <= '~' and not '*');
}
