using System.Reflection;

namespace IdentityTutorial.Tests.Repository;

/// <summary>Writes types as the public-API files of .NET's analyzers do: full names, <c>!</c> for never null, <c>?</c> for maybe null.</summary>
internal static class ApiTypeName
{
    private static readonly Dictionary<Type, string> _keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(float)] = "float",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(object)] = "object",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(string)] = "string",
        [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong",
        [typeof(ushort)] = "ushort",
        [typeof(void)] = "void",
    };

    /// <summary>A type where it is used, with nullability.</summary>
    public static string Used(Type type, NullabilityInfo nullability)
    {
        if (type.IsByRef)
        {
            return Used(type.GetElementType()!, nullability);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            // The annotations of a nullable struct's arguments are those of the struct itself.
            return Named(underlying, nullability.GenericTypeArguments) + "?";
        }

        return type switch
        {
            { IsArray: true } => $"{Used(type.GetElementType()!, nullability.ElementType!)}[{new string(',', type.GetArrayRank() - 1)}]{Mark(nullability)}",
            { IsGenericParameter: true } => type.Name + (IsReference(type) || nullability.ReadState == NullabilityState.Nullable ? Mark(nullability) : ""),
            { IsValueType: true } => Named(type, nullability.GenericTypeArguments),
            _ => Named(type, nullability.GenericTypeArguments) + Mark(nullability),
        };
    }

    /// <summary>A type where it is declared: <c>Outer&lt;T&gt;.Inner</c>, without nullability.</summary>
    public static string Declared(Type type)
    {
        var name = type.DeclaringType is { } outer ? $"{Declared(outer)}.{Simple(type)}" : $"{type.Namespace}.{Simple(type)}";
        var own = type.GetGenericArguments().Skip(type.DeclaringType?.GetGenericArguments().Length ?? 0).ToList();
        return own.Count == 0 ? name : $"{name}<{string.Join(", ", own.Select(argument => argument.Name))}>";
    }

    /// <summary>The last part of a type's name, without its arity.</summary>
    public static string Simple(Type type) => type.Name.Split('`')[0];

    private static string Named(Type type, NullabilityInfo[] arguments)
    {
        if (_keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        var prefix = type.DeclaringType is { } outer ? Declared(outer) : type.Namespace;
        var name = $"{prefix}.{Simple(type)}";
        var types = type.GetGenericArguments();
        return types.Length == 0
            ? name
            : $"{name}<{string.Join(", ", types.Select((argument, index) => index < arguments.Length ? Used(argument, arguments[index]) : argument.Name))}>";
    }

    private static bool IsReference(Type parameter) =>
        parameter.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)
        || parameter.GetGenericParameterConstraints().Any(constraint => constraint.IsClass && constraint != typeof(ValueType));

    private static string Mark(NullabilityInfo nullability) => nullability.ReadState switch
    {
        NullabilityState.NotNull => "!",
        NullabilityState.Nullable => "?",
        _ => "",
    };
}
