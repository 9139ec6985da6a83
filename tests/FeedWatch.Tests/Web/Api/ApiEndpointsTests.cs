using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using FeedWatch.Tests.Servers;

namespace FeedWatch.Tests.Web.Api;

public sealed class ApiEndpointsTests
{
    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Every_answer_has_the_shape_that_the_document_promises(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", Report.Tugs, Report.Sinking);
        await room.PollAndNotifyAsync();
        await using var page = await PageServer.StartAsync(room);
        using var document = JsonDocument.Parse(await page.ReadAsync("/api/openapi.json"));

        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            using var answer = JsonDocument.Parse(await page.ReadAsync(path.Name.Replace("{id}", "1", StringComparison.Ordinal) + path.Name switch
            {
                "/api/check" => "?topic=(tug",
                "/api/misses" => "?watchlist=port&topic=ice-class-tug",
                _ => "",
            }));
            var schema = path.Value.GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
            AssertFits(document.RootElement, schema, answer.RootElement, path.Name);
        }
    }

    [Fact]
    public async Task Every_address_of_the_api_is_in_the_document_and_nothing_else()
    {
        var code = File.ReadAllText(Path.Combine(Repository.Root, "src/FeedWatch/Web/Api/ApiEndpoints.cs"));
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);
        using var document = JsonDocument.Parse(await page.ReadAsync("/api/openapi.json"));

        var mapped = Regex.Matches(code, "MapRead\\(\"(/api/[^\"]+)\"").Select(match => match.Groups[1].Value).Order();

        Assert.Equal(mapped, document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name).Order());
        using var question = new HttpRequestMessage(HttpMethod.Head, "/api/openapi.json");
        using var head = await page.SendAsync(question);
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.All(document.RootElement.GetProperty("paths").EnumerateObject(), path => Assert.Equal("get", Assert.Single(path.Value.EnumerateObject()).Name));
    }

    [Theory]
    [InlineData("/api/stories", "watchlist topic since before limit")]
    [InlineData("/api/stories/{id}", "id")]
    [InlineData("/api/misses", "watchlist* topic* limit")]
    [InlineData("/api/mails", "state before limit")]
    [InlineData("/api/status", "")]
    public async Task The_document_names_what_an_address_takes(string address, string parameters)
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);
        using var document = JsonDocument.Parse(await page.ReadAsync("/api/openapi.json"));
        var operation = document.RootElement.GetProperty("paths").GetProperty(address).GetProperty("get");

        var named = operation.TryGetProperty("parameters", out var list) ? list.EnumerateArray().ToList() : [];

        Assert.Equal(parameters, string.Join(' ', named.Select(one =>
            one.GetProperty("name").GetString() + (one.GetProperty("in").GetString() == "query" && one.TryGetProperty("required", out var required) && required.GetBoolean() ? "*" : ""))));
        Assert.All(named, one => Assert.NotEmpty(one.GetProperty("description").GetString()!));
        Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
    }

    [Theory, ClassData(typeof(TestDatabases))]
    public async Task Pages_lead_to_the_end_and_hold_every_hit_once(string kind)
    {
        await using var room = await Newsroom.OpenAsync(kind);
        room.Write("post", [.. Enumerable.Range(0, 25).Select(StoryPagesTests.Unlike)]);
        await room.PollAsync();
        await using var page = await PageServer.StartAsync(room);

        foreach (var filter in new[] { "", "&watchlist=port", "&watchlist=port&topic=ice-class-tug" })
        {
            var seen = new List<long>();
            for (string? next = ""; next is not null;)
            {
                using var answer = JsonDocument.Parse(await page.ReadAsync($"/api/hits?limit=10{filter}{next}"));
                seen.AddRange(answer.RootElement.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("id").GetInt64()));
                next = answer.RootElement.GetProperty("next") is { ValueKind: JsonValueKind.Number } number ? $"&before={number}" : null;
            }

            Assert.Equal(25, seen.Count);
            Assert.Equal(seen.OrderDescending(), seen);
        }
    }

    [Fact]
    public async Task Faults_are_json_too()
    {
        await using var room = await Newsroom.OpenAsync(TestDatabases.Sqlite);
        await using var page = await PageServer.StartAsync(room);

        foreach (var (address, status) in new[] { ("/api/stories/7", HttpStatusCode.NotFound), ("/api/nothing", HttpStatusCode.NotFound), ("/api/stories/x", HttpStatusCode.BadRequest) })
        {
            using var answer = await page.GetAsync(address);
            using var body = JsonDocument.Parse(await answer.TextAsync());
            Assert.Equal(status, answer.StatusCode);
            Assert.NotEmpty(body.RootElement.GetProperty("error").GetString()!);
        }
    }

    /// <summary>As much of JSON Schema as the document uses.</summary>
    private static void AssertFits(JsonElement root, JsonElement schema, JsonElement value, string place)
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            AssertFits(root, root.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]), value, place);
            return;
        }

        var types = schema.GetProperty("type") is { ValueKind: JsonValueKind.Array } several ? several.EnumerateArray().Select(type => type.GetString()!).ToList() : [schema.GetProperty("type").GetString()!];
        var kind = value.ValueKind switch
        {
            JsonValueKind.Null => "null",
            JsonValueKind.String => "string",
            JsonValueKind.Array => "array",
            JsonValueKind.Object => "object",
            JsonValueKind.Number => value.TryGetInt64(out _) ? "integer" : "number",
            _ => "boolean",
        };
        Assert.True(types.Count(type => type != "null") == 1, $"{place} may be {string.Join(" or ", types)}");
        Assert.True(types.Contains(kind) || (kind == "integer" && types.Contains("number")), $"{place} is {kind}, not {string.Join(" or ", types)}");
        if (kind == "array")
        {
            foreach (var item in value.EnumerateArray())
            {
                AssertFits(root, schema.GetProperty("items"), item, place + "[]");
            }
        }
        else if (kind == "object" && schema.TryGetProperty("additionalProperties", out var each))
        {
            foreach (var property in value.EnumerateObject())
            {
                AssertFits(root, each, property.Value, $"{place}.{property.Name}");
            }
        }
        else if (kind == "object" && schema.TryGetProperty("properties", out var properties))
        {
            Assert.Equal(properties.EnumerateObject().Select(property => property.Name).Order(), value.EnumerateObject().Select(property => property.Name).Order());
            foreach (var property in properties.EnumerateObject())
            {
                AssertFits(root, property.Value, value.GetProperty(property.Name), $"{place}.{property.Name}");
            }
        }
    }
}
