namespace Sandbox.Seed;

/// <summary>A seed file that was read and found to be consistent.</summary>
public sealed class SeedContent
{
    internal SeedContent(SeedFile file, string fingerprint, string folder)
    {
        File = file;
        Fingerprint = fingerprint;
        Folder = folder;
    }

    /// <summary>Changes whenever the content does.</summary>
    public string Fingerprint { get; }

    /// <summary>How many tenants the seed makes.</summary>
    public int Tenants => File.Tenants.Count;

    /// <summary>How many users and customers the seed makes.</summary>
    public int Accounts => Users + File.Tenants.Sum(tenant => tenant.Customers.Count);

    /// <summary>How many users the seed makes, customers not included.</summary>
    public int Users => File.Tenants.Sum(tenant => Math.Max(tenant.TotalUsers, tenant.Users.Count));

    /// <summary>How many applications the seed registers.</summary>
    public int Applications => File.Tenants.Sum(tenant => tenant.Applications.Count);

    internal SeedFile File { get; }

    /// <summary>The folder that photos are named from.</summary>
    internal string Folder { get; }
}
