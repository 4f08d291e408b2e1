namespace Sandbox.Seed;

/// <summary>Names for the users that fill the directory: the same ones every time.</summary>
internal static class MadeUpNames
{
    private static readonly string[] _given =
    [
        "Ada", "Amir", "Anna", "Anton", "Aisha", "Ben", "Bianca", "Carlos", "Chloe", "Daniel", "Diya", "Elena", "Emil", "Fatima", "Felix", "Grace", "Hana", "Hugo",
        "Ines", "Ivan", "Jana", "Jonas", "Kai", "Katya", "Lara", "Leo", "Lina", "Luca", "Maja", "Marco", "Mei", "Milan", "Nadia", "Noah", "Olga", "Omar", "Petra",
        "Rafael", "Rosa", "Samir",
    ];

    private static readonly string[] _surnames =
    [
        "Abbott", "Bauer", "Castro", "Dubois", "Eriksen", "Fischer", "Garcia", "Haddad", "Ito", "Jensen", "Kovacs", "Larsen", "Moreau", "Nguyen", "Okafor", "Patel",
        "Quinn", "Rossi", "Sato", "Tanaka", "Ulrich", "Vargas", "Weber", "Xu", "Yilmaz", "Zeller", "Novak", "Silva", "Kumar", "Berg",
    ];

    private static readonly string[] _departments = ["Finance", "Human Resources", "Engineering", "Marketing", "Sales", "Support", "Legal", "Operations"];

    public static (string Given, string Surname, string Department, string Suffix) At(int index) => (
        _given[index % _given.Length],
        _surnames[(index / _given.Length) % _surnames.Length],
        _departments[index % _departments.Length],
        index < _given.Length * _surnames.Length ? "" : (index / (_given.Length * _surnames.Length) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
}
