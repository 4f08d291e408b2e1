using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>An assertion that the platform writes into a file and replaces before it expires, as Kubernetes does (RFC 7523 section 2.2).</summary>
internal static class AssertionFile
{
    private const string PathVariable = "AZURE_FEDERATED_TOKEN_FILE";

    public static async Task<ClientCredential> LoadAsync(CredentialDescription description)
    {
        var path = description.SignedAssertionFileDiskPath is { Length: > 0 } configured ? configured : Environment.GetEnvironmentVariable(PathVariable);
        if (string.IsNullOrEmpty(path))
        {
            throw new CredentialUnusableException($"neither SignedAssertionFileDiskPath nor the environment variable {PathVariable} names a file.");
        }

        try
        {
            await ReadAsync(path, default).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CredentialUnusableException($"the file '{path}' cannot be read.", exception);
        }

        // Read for each token request, because the file changes.
        return builder => builder.WithClientAssertion((AssertionRequestOptions options) => ReadAsync(path, options.CancellationToken));
    }

    private static async Task<string> ReadAsync(string path, CancellationToken cancellationToken) =>
        (await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)).Trim();
}
