namespace Microsoft.Identity.Web;

/// <summary>Stops with the official package's code, IDW10106, when a value that sign-in cannot do without is missing.</summary>
internal static class RequiredOptions
{
    public static void Check(MicrosoftIdentityOptions options)
    {
        Require(options.ClientId, nameof(options.ClientId));

        if (!Authority.IsBuiltFromParts(options))
        {
            return;
        }

        Require(options.Instance, nameof(options.Instance));

        if (options.IsB2C)
        {
            Require(options.Domain, nameof(options.Domain));
        }
        else
        {
            Require(options.TenantId, nameof(options.TenantId));
        }
    }

    private static void Require(string? value, string option)
    {
        if (string.IsNullOrEmpty(value))
        {
            // The official package throws this type, with the option as parameter name.
            throw new ArgumentNullException(
                option,
                $"IDW10106: '{option}' has no value. Set it in the app's configuration section (usually {Constants.AzureAd}:{option}).");
        }
    }
}
