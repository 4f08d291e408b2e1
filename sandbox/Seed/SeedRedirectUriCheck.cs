namespace Sandbox.Seed;

/// <summary>Checks the redirect URIs of an app in the seed, which stand in one list for each type.</summary>
internal static class SeedRedirectUriCheck
{
    private const string OneList =
        "The type of an address decides how its codes are redeemed; keep it in one list.";

    public static void Check(SeedApplication application, string place)
    {
        var (web, spa, native) =
            (application.RedirectUris, application.SpaRedirectUris, application.PublicClientRedirectUris ?? []);
        SeedApplicationCheck.Addresses(web, place + ".redirectUris");
        SeedApplicationCheck.Addresses(spa, place + ".spaRedirectUris");
        SeedApplicationCheck.Addresses(native, place + ".publicClientRedirectUris");
        SeedCheck.Require(
            spa.TrueForAll(IsWeb),
            place + ".spaRedirectUris",
            "an address does not begin with http:// or https://. A single-page app has no other; move the address to "
                + "publicClientRedirectUris.");
        SeedCheck.Require(
            !spa.Intersect(web).Any(), place + ".spaRedirectUris", $"an address is in redirectUris as well. {OneList}");
        SeedCheck.Require(
            !native.Intersect(web).Any(),
            place + ".publicClientRedirectUris",
            $"an address is in redirectUris as well. {OneList}");
        SeedCheck.Require(
            !native.Intersect(spa).Any(),
            place + ".publicClientRedirectUris",
            $"an address is in spaRedirectUris as well. {OneList}");
    }

    private static bool IsWeb(string address) => new Uri(address).Scheme is "http" or "https";
}
