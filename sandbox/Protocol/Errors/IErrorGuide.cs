namespace Sandbox.Protocol.Errors;

/// <summary>
/// Knows where a document explains an error. The platform runs without documents: then there is no such service, and
/// the error pages have no link.
/// </summary>
public interface IErrorGuide
{
    /// <summary>Finds the section about an error.</summary>
    /// <param name="code">The number with its prefix, such as <c>AADSTS50011</c>.</param>
    /// <returns>The address of the section; <see langword="null"/> when there is none.</returns>
    string? FindAddress(string code);
}
