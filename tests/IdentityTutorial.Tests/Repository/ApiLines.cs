using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace IdentityTutorial.Tests.Repository;

/// <summary>Lists what an assembly lets others use, one line a member, in the form of the public-API files of .NET's analyzers.</summary>
internal static class ApiLines
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext _nullability = new();

    public static IReadOnlyList<string> Of(Assembly assembly)
    {
        // NullabilityInfoContext is not safe for threads.
        lock (_nullability)
        {
            return [.. assembly.GetTypes().Where(IsVisible).SelectMany(Of).Order(StringComparer.Ordinal)];
        }
    }

    private static IEnumerable<string> Of(Type type)
    {
        yield return ApiTypeName.Declared(type);
        var members = type.GetMembers(Declared).Where(member => !member.IsDefined(typeof(CompilerGeneratedAttribute)) || member is FieldInfo { IsPublic: true });
        foreach (var line in members.SelectMany(member => member switch
        {
            FieldInfo field when IsVisible(field.Attributes) && !field.IsSpecialName => [Field(type, field)],
            ConstructorInfo constructor when !constructor.IsStatic && IsVisible(constructor) => [$"{Owner(constructor)}.{ApiTypeName.Simple(type)}({Parameters(constructor)}) -> void"],
            PropertyInfo property => Property(property),
            MethodInfo method when IsVisible(method) && !method.IsSpecialName => [Method(method)],
            EventInfo added when added.AddMethod is { } add && IsVisible(add) => [$"{Modifiers(add)}{Owner(add)}.{added.Name} -> {ApiTypeName.Used(added.EventHandlerType!, _nullability.Create(added))}"],
            _ => Array.Empty<string>(),
        }))
        {
            yield return line;
        }
    }

    private static string Field(Type type, FieldInfo field) => field switch
    {
        _ when type.IsEnum => $"{Owner(field)}.{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)} -> {ApiTypeName.Declared(type)}",
        { IsLiteral: true } => $"const {Owner(field)}.{field.Name} = {Literal(field.GetRawConstantValue(), field.FieldType)} -> {FieldType(field)}",
        _ => $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{Owner(field)}.{field.Name} -> {FieldType(field)}",
    };

    private static IEnumerable<string> Property(PropertyInfo property)
    {
        var index = property.GetIndexParameters();
        foreach (var accessor in property.GetAccessors(nonPublic: true).Where(IsVisible))
        {
            var isGet = accessor == property.GetMethod;
            var isInit = !isGet && accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));
            var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
            yield return $"{Modifiers(accessor)}{Owner(accessor)}.{name}.{(isGet ? "get" : isInit ? "init" : "set")} -> {(isGet ? ApiTypeName.Used(property.PropertyType, _nullability.Create(property)) : "void")}";
        }
    }

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";
        return $"{Modifiers(method)}{Owner(method)}.{method.Name}{generic}({Parameters(method)}) -> {ApiTypeName.Used(method.ReturnType, _nullability.Create(method.ReturnParameter))}";
    }

    private static string Modifiers(MethodBase method)
    {
        if (method.IsStatic)
        {
            return "static ";
        }

        if (method is not MethodInfo { IsVirtual: true } info || method.DeclaringType!.IsInterface)
        {
            return "";
        }

        var isOverride = info.GetBaseDefinition() != info;
        return (isOverride, info) switch
        {
            (true, { IsFinal: true }) => "sealed override ",
            (true, _) => "override ",
            (_, { IsAbstract: true }) => "abstract ",
            (_, { IsFinal: true }) => "", // an interface's member implemented by a method that is not virtual in C#
            _ => "virtual ",
        };
    }

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "") + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var kind = parameter switch
        {
            _ when parameter.IsDefined(typeof(ParamArrayAttribute)) => "params ",
            { IsOut: true } => "out ",
            { IsIn: true, ParameterType.IsByRef: true } => "in ",
            { ParameterType.IsByRef: true } => "ref ",
            _ => "",
        };
        var value = parameter.HasDefaultValue ? $" = {Literal(parameter.DefaultValue, parameter.ParameterType)}" : "";
        return $"{kind}{ApiTypeName.Used(parameter.ParameterType, _nullability.Create(parameter))} {parameter.Name}{value}";
    }

    private static string Literal(object? value, Type type) => (value, type) switch
    {
        (null, { IsValueType: true }) when Nullable.GetUnderlyingType(type) is null => $"default({ApiTypeName.Declared(type)})",
        (null, _) => "null",
        (string text, _) => $"\"{text}\"",
        (bool flag, _) => flag ? "true" : "false",
        (_, { IsEnum: true }) => $"{ApiTypeName.Declared(type)}.{Enum.GetName(type, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string FieldType(FieldInfo field) => ApiTypeName.Used(field.FieldType, _nullability.Create(field));

    private static string Owner(MemberInfo member) => ApiTypeName.Declared(member.DeclaringType!);

    private static bool IsVisible(Type type) =>
        (type.IsPublic || ((type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem) && IsVisible(type.DeclaringType!)))
        && !type.IsDefined(typeof(CompilerGeneratedAttribute));

    private static bool IsVisible(FieldAttributes attributes) =>
        (attributes & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    // Protected members of a sealed class are nobody's: overriding them there is not part of what others can use.
    private static bool IsVisible(MethodBase method) =>
        method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);
}
