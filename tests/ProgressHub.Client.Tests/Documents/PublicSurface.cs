using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace ProgressHub.Client.Tests.Documents;

/// <summary>Writes down what an assembly shows to others, one member a line, in an order that does not change by itself.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Short = new()
    {
        [typeof(void)] = "void", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(int)] = "int", [typeof(long)] = "long",
        [typeof(double)] = "double", [typeof(object)] = "object", [typeof(byte)] = "byte",
    };

    public static string Of(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(Name, StringComparer.Ordinal))
        {
            var bases = new[] { type.BaseType }.Where(one => one is not null && one != typeof(object) && one != typeof(ValueType) && one != typeof(Enum))
                .Concat(type.GetInterfaces().Where(one => one.IsPublic).OrderBy(Name, StringComparer.Ordinal)).Select(one => Name(one!)).ToList();
            text.Append(Word(type)).Append(' ').Append(type.Namespace).Append('.').Append(Name(type));
            text.AppendLine(bases.Count == 0 || type.IsEnum ? "" : $" : {string.Join(", ", bases)}");
            foreach (var line in type.GetMembers(Declared).Select(Line).OfType<string>().Order(StringComparer.Ordinal))
            {
                text.Append("  ").AppendLine(line);
            }
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static string? Line(MemberInfo member) => member switch
    {
        _ when member.IsDefined(typeof(CompilerGeneratedAttribute)) => null,
        FieldInfo { DeclaringType.IsEnum: true, IsLiteral: true } field => $"{field.Name} = {field.GetRawConstantValue()}",
        FieldInfo field when IsShown(field.IsPublic, field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName => $"{Static(field.IsStatic)}{Name(field.FieldType)} {field.Name}",
        ConstructorInfo maker when IsShown(maker.IsPublic, maker.IsFamily || maker.IsFamilyOrAssembly) => $"new({Parameters(maker)})",
        PropertyInfo property when Accessors(property) is { Length: > 0 } accessors => $"{Static(property.GetAccessors(true)[0].IsStatic)}{Name(property.PropertyType, Nullability.Create(property))} {property.Name} {{ {accessors} }}",
        EventInfo one when one.AddMethod is { IsPublic: true } => $"event {Name(one.EventHandlerType!)} {one.Name}",
        MethodInfo method when IsShown(method.IsPublic, method.IsFamily || method.IsFamilyOrAssembly) && !method.IsSpecialName =>
            $"{Static(method.IsStatic)}{Name(method.ReturnType, Nullability.Create(method.ReturnParameter))} {method.Name}{Generic(method)}({Parameters(method)})",
        _ => null,
    };

    private static string Accessors(PropertyInfo property) => string.Join(" ", new[]
    {
        property.GetMethod is { IsPublic: true } ? "get;" : null,
        property.SetMethod is { IsPublic: true } set ? set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init;" : "set;" : null,
    }.OfType<string>());

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(one =>
        $"{Name(one.ParameterType, Nullability.Create(one))} {one.Name}{(one.HasDefaultValue ? $" = {one.DefaultValue ?? "default"}" : "")}"));

    private static string Generic(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";

    private static string Word(Type type) => type switch
    {
        { IsInterface: true } => "interface",
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsAbstract: true, IsSealed: true } => "static class",
        { IsAbstract: true } => "abstract class",
        { IsSealed: true } => "sealed class",
        _ => "class",
    };

    private static bool IsShown(bool isPublic, bool isFamily) => isPublic || isFamily;

    private static string Static(bool isStatic) => isStatic ? "static " : "";

    private static string Name(Type type, NullabilityInfo nullability) =>
        Name(type) + (!type.IsValueType && nullability.ReadState is NullabilityState.Nullable ? "?" : "");

    private static string Name(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? $"{Name(inner)}?"
        : type.IsArray ? $"{Name(type.GetElementType()!)}[]"
        : Short.TryGetValue(type, out var word) ? word
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
