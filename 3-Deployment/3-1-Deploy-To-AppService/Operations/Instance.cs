namespace DeployToAppService;

/// <summary>This process among others of the same app.</summary>
public static class Instance
{
    /// <summary>A short name: App Service's, or the machine's.</summary>
    public static string Of(IConfiguration settings) => settings["WEBSITE_INSTANCE_ID"] is { Length: > 0 } id ? id[..Math.Min(id.Length, 8)] : Environment.MachineName;
}
