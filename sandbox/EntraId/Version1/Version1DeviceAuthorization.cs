using System.Globalization;
using System.Text.Json.Serialization;
using Sandbox.EntraId.Device;

namespace Sandbox.EntraId.Version1;

/// <summary>The answer to a device at the endpoint of version 1, from before RFC 8628. Its numbers are texts.</summary>
internal sealed record Version1DeviceAuthorization(
    [property: JsonPropertyName("user_code")] string UserCode,
    [property: JsonPropertyName("device_code")] string DeviceCode,
    [property: JsonPropertyName("verification_url")] string VerificationUrl,
    [property: JsonPropertyName("expires_in")] string ExpiresIn,
    [property: JsonPropertyName("interval")] string Interval,
    [property: JsonPropertyName("message")] string Message)
{
    /// <summary>The same answer in the form of version 1.</summary>
    public static Version1DeviceAuthorization Of(DeviceAuthorization answer) => new(
        answer.UserCode,
        answer.DeviceCode,
        answer.VerificationUri,
        answer.ExpiresIn.ToString(CultureInfo.InvariantCulture),
        answer.Interval.ToString(CultureInfo.InvariantCulture),
        answer.Message);
}
