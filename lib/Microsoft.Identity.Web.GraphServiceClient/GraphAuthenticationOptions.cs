using Microsoft.Kiota.Abstractions;

namespace Microsoft.Identity.Web;

/// <summary>How one request to Microsoft Graph is authenticated, in place of the client's options.</summary>
public class GraphAuthenticationOptions : GraphServiceClientOptions, IRequestOption
{
    /// <summary>The address of Microsoft Graph. A single request cannot go elsewhere.</summary>
    public new string BaseUrl => base.BaseUrl!;
}
