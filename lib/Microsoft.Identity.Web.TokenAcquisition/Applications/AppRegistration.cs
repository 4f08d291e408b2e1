using Microsoft.Identity.Client;

namespace Microsoft.Identity.Web;

/// <summary>The settings of one scheme's app registration.</summary>
/// <param name="Scheme">The authentication scheme.</param>
/// <param name="Options">The settings sign-in shares.</param>
/// <param name="ClientOptions">The settings only MSAL.NET has, such as client capabilities.</param>
internal sealed record AppRegistration(string Scheme, MicrosoftIdentityOptions Options, ConfidentialClientApplicationOptions ClientOptions);
