using System.CommandLine;
using FeedWatch.Settings.Shapes;

namespace FeedWatch.Cli;

/// <summary><c>schema</c>: the JSON Schemas of the configuration files.</summary>
public static class SchemaVerb
{
    public static Command Create()
    {
        var name = new Argument<string?>("name") { Description = $"{string.Join(", ", SchemaWriter.Names)}; all when left out", Arity = ArgumentArity.ZeroOrOne };
        var folder = new Option<string?>("--write") { Description = "Write the files into this folder instead of printing them" };
        return new Command("schema", "Print the JSON Schemas of the configuration files") { name, folder }.Does((context, result, _) =>
        {
            var wanted = result.GetValue(name);
            if (wanted is not null && !SchemaWriter.Names.Contains(wanted))
            {
                context.Output.Error($"There is no schema {wanted}. There are {string.Join(", ", SchemaWriter.Names)}.");
                return Task.FromResult(ExitCodes.Usage);
            }

            foreach (var schema in SchemaWriter.Names.Where(schema => wanted is null || schema == wanted))
            {
                if (result.GetValue(folder) is { } target)
                {
                    Directory.CreateDirectory(target);
                    File.WriteAllText(Path.Combine(target, $"{schema}.schema.json"), SchemaWriter.Write(schema));
                }
                else
                {
                    context.Output.Raw(SchemaWriter.Write(schema));
                }
            }

            return Task.FromResult(ExitCodes.Ok);
        });
    }
}
