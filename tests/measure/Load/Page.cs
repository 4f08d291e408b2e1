using System.Net;

namespace IdentityTutorial.Measure.Load;

/// <summary>What a server answered to a browser.</summary>
/// <param name="Address">The address that the browser asked for.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="RedirectsTo">Where a redirect leads, or null for any other answer.</param>
/// <param name="Html">The body.</param>
internal sealed record Page(Uri Address, HttpStatusCode Status, Uri? RedirectsTo, string Html)
{
    /// <summary>Makes the exception for an answer that a sign-in does not expect.</summary>
    public InvalidOperationException Unexpected(string reason) =>
        new($"{reason}: {Address.GetLeftPart(UriPartial.Path)} answered {(int)Status} {RedirectsTo}\n{Html}");
}
