namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

// The nonce ties an ID token to this browser (OpenID Connect Core section 15.5.2). The protected nonce is the cookie's
// name, so that several sign-ins can be under way in one browser, each with its own cookie.
public partial class OpenIdConnectHandler
{
    private const string NonceCookieValue = "N";

    private void WriteNonceCookie(string nonce)
        => Response.Cookies.Append(
            Options.NonceCookie.Name + Options.StringDataFormat.Protect(nonce),
            NonceCookieValue,
            Options.NonceCookie.Build(Context, TimeProvider.GetUtcNow()));

    /// <summary>Returns the nonce when a cookie of this browser vouches for it, and deletes that cookie: a nonce is good once.</summary>
    private string? TakeNonceCookie(string? nonce)
    {
        if (string.IsNullOrEmpty(nonce) || Options.NonceCookie.Name is not { } prefix)
        {
            return null;
        }

        // The data format answers null for a name that is not its own work.
        var cookie = Request.Cookies.Keys.FirstOrDefault(name =>
            name.StartsWith(prefix, StringComparison.Ordinal) && Options.StringDataFormat.Unprotect(name[prefix.Length..]) == nonce);
        if (cookie is null)
        {
            Logger.NonceCookieMissing();
            return null;
        }

        Response.Cookies.Delete(cookie, Options.NonceCookie.Build(Context, TimeProvider.GetUtcNow()));
        return nonce;
    }
}
