using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;

/// <summary>Keeps data protection keys in a database. No key is ever logged, only names.</summary>
/// <typeparam name="TContext">The context with the keys' table.</typeparam>
public partial class EntityFrameworkCoreXmlRepository<TContext> : IXmlRepository
    where TContext : DbContext, IDataProtectionKeyContext
{
    private readonly IServiceProvider _services;
    private readonly ILogger _logger;

    /// <summary>Makes a repository.</summary>
    /// <param name="services">Has the context, which lives as long as one access.</param>
    /// <param name="loggerFactory">Where accesses are reported.</param>
    public EntityFrameworkCoreXmlRepository(IServiceProvider services, ILoggerFactory loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(loggerFactory);

        _services = services;
        _logger = loggerFactory.CreateLogger<EntityFrameworkCoreXmlRepository<TContext>>();
    }

    /// <inheritdoc />
    public virtual IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = _services.CreateScope();
        var keys = scope.ServiceProvider.GetRequiredService<TContext>().DataProtectionKeys.AsNoTracking().ToList();
        KeysRead(keys.Count, typeof(TContext).Name);
        return [.. keys.Where(key => !string.IsNullOrEmpty(key.Xml)).Select(key => XElement.Parse(key.Xml!))];
    }

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName)
    {
        ArgumentNullException.ThrowIfNull(element);

        using var scope = _services.CreateScope();
        var context = scope.ServiceProvider.GetRequiredService<TContext>();
        context.DataProtectionKeys.Add(new() { FriendlyName = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        context.SaveChanges();
        KeyStored(friendlyName, typeof(TContext).Name);
    }

    [LoggerMessage(1, LogLevel.Debug, "Read {Count} data protection keys from {Context}")]
    private partial void KeysRead(int count, string context);

    [LoggerMessage(2, LogLevel.Debug, "Stored the data protection key {Name} in {Context}")]
    private partial void KeyStored(string name, string context);
}
