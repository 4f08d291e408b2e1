using System.Net;
using System.Threading.RateLimiting;

namespace DeployToAppService;

/// <summary>How many sign-ins one client address may begin or end in a minute, at each instance. Everything else is free.</summary>
public static class SignInLimit
{
    public static void AddSignInLimit(this WebApplicationBuilder builder)
    {
        var limit = builder.Configuration.GetValue<int>("SignInLimit:PerMinute");
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) =>
            {
                if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                    context.HttpContext.Response.Headers.RetryAfter = wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask; // a page for it comes from /error
            };
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                context.Request.Path == "/signin-oidc" || context.Request.Path.StartsWithSegments("/MicrosoftIdentity/Account/SignIn")
                    ? RateLimitPartition.GetFixedWindowLimiter(Network(context.Connection.RemoteIpAddress), _ => new() { PermitLimit = limit, Window = TimeSpan.FromMinutes(1) })
                    : RateLimitPartition.GetNoLimiter(""));
        });
    }

    // A person has one IPv4 address, and 2^64 of IPv6: there the network counts.
    private static string Network(IPAddress? address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes(), 0, 8),
        _ => address?.ToString() ?? "",
    };
}
