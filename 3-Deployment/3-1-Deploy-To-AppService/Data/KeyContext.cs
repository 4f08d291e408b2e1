namespace DeployToAppService;

/// <summary>The data-protection keys, which every instance and slot of the app reads. What they protect: session cookies, and the rows of the token cache.</summary>
public sealed class KeyContext(DbContextOptions<KeyContext> options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
}
