using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>MSAL.NET's requests go through the app's HTTP client factory, and so through its proxy, handlers and logging.</summary>
internal sealed class MsalHttpClients(IHttpClientFactory factory) : IMsalHttpClientFactory
{
    public HttpClient GetHttpClient() => factory.CreateClient();
}
