using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>A loaded credential: gives an application object its proof of who the app is.</summary>
/// <param name="builder">The application object in the making.</param>
internal delegate void ClientCredential(ConfidentialClientApplicationBuilder builder);
