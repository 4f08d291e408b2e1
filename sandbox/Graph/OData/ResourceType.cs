using Microsoft.OData.Edm;

namespace Sandbox.Graph.OData;

/// <summary>A kind of resource, as queries and answers know it.</summary>
/// <typeparam name="TRow">What is read of the resource.</typeparam>
internal sealed class ResourceType<TRow>
    where TRow : class, IResourceRow
{
    private readonly Dictionary<string, Property<TRow>> _byName;

    /// <param name="name">The type's name, such as <c>user</c>.</param>
    /// <param name="properties">Its properties, in the order in which they are answered.</param>
    public ResourceType(string name, params IEnumerable<Property<TRow>> properties)
    {
        Name = name;
        Properties = [.. properties];
        Defaults = [.. Properties.Where(property => property.Default)];
        _byName = Properties.ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        Entity = new EdmEntityType("microsoft.graph", name);
        foreach (var property in Properties)
        {
            Entity.AddStructuralProperty(property.Name, TypeOf(property));
        }

        Entity.AddKeys((IEdmStructuralProperty)Entity.FindProperty("id"));
        Model = new EdmModel();
        Model.AddElement(Entity);
        var container = new EdmEntityContainer("microsoft.graph", "GraphService");
        Model.AddElement(container);
        Set = container.AddEntitySet(name + "s", Entity);
    }

    public string Name { get; }

    public IReadOnlyList<Property<TRow>> Properties { get; }

    /// <summary>What is answered without <c>$select</c>.</summary>
    public IReadOnlyList<Property<TRow>> Defaults { get; }

    /// <summary>Whether it is a directory object, whose advanced queries have to be asked for.</summary>
    public bool IsDirectoryObject { get; init; } = true;

    /// <summary>Whether it is reached through another one; then filters and sorting are advanced queries, whatever they look at.</summary>
    public bool IsRelationship { get; init; }

    /// <summary>Rows of a page when <c>$top</c> does not say.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>The most that <c>$top</c> may say.</summary>
    public int MaxPageSize { get; init; } = 999;

    /// <summary>The property that rows are sorted by when <c>$orderby</c> does not say; <see langword="null"/> for the id.</summary>
    public Order<TRow>? DefaultOrder { get; init; }

    public EdmModel Model { get; }

    public EdmEntityType Entity { get; }

    public IEdmEntitySet Set { get; }

    public Property<TRow> this[string name] => _byName[name];

    /// <summary>Adds a relationship that <c>$expand</c> may name.</summary>
    /// <param name="name">The name of the relationship.</param>
    /// <param name="isMany">Whether it leads to several objects.</param>
    public ResourceType<TRow> Expandable(string name, bool isMany = false)
    {
        AddNavigation(name, Entity, isMany);
        return this;
    }

    /// <summary>Adds a relationship that leads to objects of another type.</summary>
    public ResourceType<TRow> Expandable<TOther>(string name, ResourceType<TOther> other)
        where TOther : class, IResourceRow
    {
        // Each type has a model of its own, so the other one gets a copy of its properties in this one.
        var entity = new EdmEntityType("microsoft.graph", other.Name);
        foreach (var property in other.Properties)
        {
            entity.AddStructuralProperty(property.Name, ResourceType<TOther>.TypeOf(property));
        }

        entity.AddKeys((IEdmStructuralProperty)entity.FindProperty("id"));
        Model.AddElement(entity);
        AddNavigation(name, entity, isMany: true);
        return this;
    }

    private void AddNavigation(string name, EdmEntityType target, bool isMany) => Entity.AddUnidirectionalNavigation(new EdmNavigationPropertyInfo
    {
        Name = name,
        Target = target,
        TargetMultiplicity = isMany ? EdmMultiplicity.Many : EdmMultiplicity.ZeroOrOne,
    });

    private static IEdmTypeReference TypeOf(Property<TRow> property)
    {
        var type = TypeOfValue(property);
        return property.IsCollection ? ListOf(type) : type;
    }

    private static IEdmTypeReference TypeOfValue(Property<TRow> property)
    {
        var members = property.Lists.Where(list => list.Member.Length > 0).ToList();
        if (members.Count == 0)
        {
            var isUntyped = property.Kind == EdmPrimitiveTypeKind.None;
            return isUntyped ? EdmCoreModel.Instance.GetUntyped() : Primitive(property.Kind);
        }

        // The members that filters name. Answers have more of them, and no filter does.
        var type = new EdmComplexType("microsoft.graph", property.Name + "Type");
        foreach (var member in members)
        {
            var text = Primitive(member.Kind);
            type.AddStructuralProperty(member.Member, property.IsCollection ? text : ListOf(text));
        }

        return new EdmComplexTypeReference(type, isNullable: true);
    }

    private static EdmCollectionTypeReference ListOf(IEdmTypeReference items) => new(new EdmCollectionType(items));

    private static IEdmPrimitiveTypeReference Primitive(EdmPrimitiveTypeKind kind) =>
        EdmCoreModel.Instance.GetPrimitive(kind, isNullable: true);
}

/// <summary>How rows are sorted before their id decides.</summary>
internal sealed record Order<TRow>(Property<TRow> Property, bool Descending);
