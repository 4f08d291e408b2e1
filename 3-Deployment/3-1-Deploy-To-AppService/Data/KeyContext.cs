using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace DeployToAppService.Data;

/// <summary>
/// The table of the data protection keys, which all instances and slots of the app read. The keys encrypt the session
/// cookies and the rows of the token cache.
/// </summary>
public sealed class KeyContext(DbContextOptions<KeyContext> options) : DbContext(options), IDataProtectionKeyContext
{
    /// <summary>The keys, as the data protection system wrote them.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
}
