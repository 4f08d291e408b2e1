using Microsoft.AspNetCore.HostFiltering;

namespace Sandbox.Hosting;

/// <summary>How the sandbox is hosted: where it listens, which host names it answers to, and what it says at start-up.</summary>
public static class SandboxHosting
{
    private static readonly string[] _loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Makes the builder: content root and environment do not depend on how and where the process was started.</summary>
    public static WebApplicationBuilder CreateBuilder(SandboxArguments arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. arguments.Settings],
            ContentRootPath = Names("contentRoot") ? null : ContentRoot.Find(AppContext.BaseDirectory),
            EnvironmentName = Names("environment") || IsSet("ASPNETCORE_ENVIRONMENT") || IsSet("DOTNET_ENVIRONMENT") ? null : Environments.Development,
        });
        builder.WebHost.UseUrls([.. ListenAddresses.Resolve(arguments, builder.Configuration)]);
        builder.Services.AddSingleton(arguments);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(services => new StartUpReport(Console.Out, TimeProvider.System));
        builder.Services.AddHostedService<ParentWatch>();
        HostHeaderCheck.Add(builder.Services);
        // Issuers and endpoints are made of the name that a request gives.
        builder.Services.Configure<HostFilteringOptions>(options => options.AllowEmptyHosts = false);
        if (!arguments.AllowRemote)
        {
            // A foreign site whose name is made to resolve to 127.0.0.1 (DNS rebinding) must not be taken for this one.
            builder.Services.Configure<HostFilteringOptions>(options => options.AllowedHosts = [.. _loopbackNames]);
        }

        return builder;

        bool Names(string setting) =>
            arguments.Settings.Any(argument => argument.StartsWith($"--{setting}=", StringComparison.OrdinalIgnoreCase));

        static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
    }
}
