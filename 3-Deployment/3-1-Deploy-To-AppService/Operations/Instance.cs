namespace DeployToAppService.Operations;

/// <summary>This process among other processes of the same app.</summary>
public static class Instance
{
    private const int ShownLength = 8;

    /// <summary>Returns a short name: the first characters of App Service's ID, or the name of the machine.</summary>
    public static string NameIn(IConfiguration configuration)
    {
        var id = configuration["WEBSITE_INSTANCE_ID"];
        if (string.IsNullOrEmpty(id))
        {
            return Environment.MachineName;
        }

        return id.Length > ShownLength ? id[..ShownLength] : id;
    }
}
