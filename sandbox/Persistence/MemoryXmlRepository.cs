using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Sandbox.Persistence;

/// <summary>Data-protection keys that end with the process, for a database that does so too.</summary>
internal sealed class MemoryXmlRepository : IXmlRepository
{
    private readonly ConcurrentQueue<XElement> _elements = new();

    public IReadOnlyCollection<XElement> GetAllElements() => [.. _elements];

    public void StoreElement(XElement element, string friendlyName) => _elements.Enqueue(element);
}
