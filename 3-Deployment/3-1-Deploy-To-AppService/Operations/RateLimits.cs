using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace DeployToAppService.Operations;

/// <summary>
/// Limits what one client network may ask each instance for: sign-ins, because each one costs requests to the provider,
/// and readiness checks, because each one costs a query.
/// </summary>
public static class RateLimits
{
    /// <summary>The policy for answers of the provider, which the app redeems.</summary>
    public const string SignInAnswers = "sign-in answers";

    /// <summary>The policy for readiness checks.</summary>
    public const string ReadinessChecks = "readiness checks";

    /// <summary>Declares the policies for <c>app.UseRateLimiter()</c>, and counts the sign-ins that begin.</summary>
    public static void AddRateLimits(this WebApplicationBuilder builder)
    {
        var signIns = new FixedWindowRateLimiterOptions
        {
            PermitLimit = builder.Configuration.GetValue<int>("SignInLimit:PerMinute"),
            Window = TimeSpan.FromMinutes(1),
        };
        var checks = new FixedWindowRateLimiterOptions { PermitLimit = 10, Window = TimeSpan.FromSeconds(1) };

        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (context, _) =>
            {
                SetRetryAfter(context.HttpContext.Response, context.Lease);
                return ValueTask.CompletedTask;
            };
            options.AddPolicy(SignInAnswers, context => ForNetwork(context, signIns));
            options.AddPolicy(ReadinessChecks, context => ForNetwork(context, checks));
        });
        builder.AddSignInLimit(signIns);
    }

    // A policy is for an address, and a sign-in begins at any of them: every protected page sends the browser to the
    // provider. So the beginning is counted where all of them pass.
    private static void AddSignInLimit(this WebApplicationBuilder builder, FixedWindowRateLimiterOptions signIns)
    {
        builder.Services.AddSingleton(_ =>
            PartitionedRateLimiter.Create<HttpContext, string>(context => ForNetwork(context, signIns)));
        builder.Services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .Configure<PartitionedRateLimiter<HttpContext>>((options, limiter) =>
            {
                var redirect = options.Events.OnRedirectToIdentityProvider;
                options.Events.OnRedirectToIdentityProvider = async context =>
                {
                    using var lease = limiter.AttemptAcquire(context.HttpContext);
                    if (lease.IsAcquired)
                    {
                        await redirect(context);
                        return;
                    }

                    // The error page has a text for this status.
                    SetRetryAfter(context.Response, lease);
                    context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                    context.HandleResponse();
                };
            });
    }

    private static RateLimitPartition<string> ForNetwork(HttpContext context, FixedWindowRateLimiterOptions limit) =>
        RateLimitPartition.GetFixedWindowLimiter(NetworkOf(context.Connection.RemoteIpAddress), _ => limit);

    // A client has one IPv4 address, but 2^64 of IPv6. There, the first 64 bits name the client's network.
    private static string NetworkOf(IPAddress? address)
    {
        if (address is null)
        {
            return "";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4().ToString();
        }

        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes(), 0, 8)
            : address.ToString();
    }

    private static void SetRetryAfter(HttpResponse response, RateLimitLease lease)
    {
        if (lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
        {
            var seconds = Math.Ceiling(wait.TotalSeconds);
            response.Headers.RetryAfter = seconds.ToString("0", CultureInfo.InvariantCulture);
        }
    }
}
