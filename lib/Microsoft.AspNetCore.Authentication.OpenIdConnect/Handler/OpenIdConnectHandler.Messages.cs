using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

// How protocol messages travel through the browser, in both directions.
public partial class OpenIdConnectHandler
{
    private OpenIdConnectMessage ReadQuery() => ToMessage(Request.Query);

    /// <summary>Reads the message of a GET from the query and of a form POST from the body; any other request has none.</summary>
    private async Task<OpenIdConnectMessage?> ReadMessageAsync()
    {
        if (HttpMethods.IsGet(Request.Method))
        {
            return ReadQuery();
        }

        // Only this content type is a protocol answer; ASP.NET Core's form limits bound its size.
        var isForm = HttpMethods.IsPost(Request.Method)
            && Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true;
        return isForm ? ToMessage(await Request.ReadFormAsync(Context.RequestAborted)) : null;
    }

    private static OpenIdConnectMessage ToMessage(IEnumerable<KeyValuePair<string, Extensions.Primitives.StringValues>> parameters)
        => new(parameters.Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value.OfType<string>().ToArray())));

    private async Task SendAsync(OpenIdConnectMessage message, Func<string> createUrl)
    {
        switch (Options.AuthenticationMethod)
        {
            case OpenIdConnectRedirectBehavior.RedirectGet:
                var url = createUrl();
                if (!Uri.IsWellFormedUriString(url, UriKind.Absolute))
                {
                    Logger.MalformedEndpoint(message.IssuerAddress);
                }

                Response.Redirect(url);
                break;

            case OpenIdConnectRedirectBehavior.FormPost:
                var page = Encoding.UTF8.GetBytes(message.BuildFormPost());
                Response.ContentType = "text/html;charset=UTF-8";
                Response.ContentLength = page.Length;
                // The page holds the protected state, so no cache may keep it.
                Response.Headers.CacheControl = "no-cache, no-store";
                Response.Headers.Pragma = "no-cache";
                Response.Headers.Expires = "Thu, 01 Jan 1970 00:00:00 GMT";
                await Response.Body.WriteAsync(page, Context.RequestAborted);
                break;

            default:
                throw new NotImplementedException($"AuthenticationMethod {Options.AuthenticationMethod} is not one of RedirectGet and FormPost.");
        }
    }

    private string ToAbsolute(string uri) => uri.StartsWith('/') ? BuildRedirectUri(uri) : uri;

    // What an application shows or matches on: the message's wording and the Data entries are those of the official handler.
    private OpenIdConnectProtocolException ProviderError(OpenIdConnectMessage message, int? statusCode = null)
    {
        var description = message.ErrorDescription ?? "error_description is null";
        var uri = message.ErrorUri ?? "error_uri is null";
        Logger.ProviderError(message.Error, description, uri, statusCode);

        return new OpenIdConnectProtocolException(
            $"Message contains error: '{message.Error}', error_description: '{description}', error_uri: '{uri}'.")
        {
            Data = { ["error"] = message.Error, ["error_description"] = description, ["error_uri"] = uri },
        };
    }
}
