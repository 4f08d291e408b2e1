namespace Microsoft.AspNetCore.Authentication.OpenIdConnect;

/// <summary>How the browser carries a request to the identity provider.</summary>
public enum OpenIdConnectRedirectBehavior
{
    /// <summary>A 302 redirect with the parameters in the query.</summary>
    RedirectGet = 0,

    /// <summary>A page with a form that posts itself to the provider.</summary>
    FormPost = 1,
}
