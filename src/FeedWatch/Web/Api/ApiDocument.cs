using System.Text.Json.Serialization;
using Microsoft.OpenApi;

namespace FeedWatch.Web.Api;

/// <summary>The OpenAPI document, made from the addresses of <see cref="ApiEndpoints"/> and the records that they answer with.</summary>
public static class ApiDocument
{
    public const string Address = "/api/openapi.json";

    private static readonly OpenApiSchema Text = new() { Type = JsonSchemaType.String };
    private static readonly OpenApiSchema Number = new() { Type = JsonSchemaType.Integer, Format = "int64", Minimum = "1" };

    public static void AddApiDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddOpenApi(options =>
        {
            options.ShouldInclude = address => address.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "FeedWatch",
                    Version = "1",
                    Description = "What FeedWatch found and how it is doing. Read-only. Lists hold at most 100 rows; next leads to the next page and is null on the last one. Moments are UTC.",
                    License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
                };
                document.Servers = []; // whoever reads it knows where it was found
                foreach (var path in document.Paths.Values)
                {
                    path.Operations?.Remove(HttpMethod.Head); // answered as RFC 9110 asks, and nothing to describe
                }

                return Task.CompletedTask;
            });
        });
    }

    /// <summary>Says what an address answers with.</summary>
    public static RouteHandlerBuilder Answers<TAnswer>(this RouteHandlerBuilder address, string summary) =>
        address.WithSummary(summary).Produces<TAnswer>().Produces<Error>(StatusCodes.Status400BadRequest);

    /// <summary>Says that there may be nothing of that name.</summary>
    public static RouteHandlerBuilder OrNothing(this RouteHandlerBuilder address) => address.Produces<Error>(StatusCodes.Status404NotFound);

    public static RouteHandlerBuilder TakesId(this RouteHandlerBuilder address) => address.Takes("id", "Of one of the list.", Number, ParameterLocation.Path);

    public static RouteHandlerBuilder TakesLimit(this RouteHandlerBuilder address) =>
        address.Takes("limit", "Most rows of the answer.", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "1", Maximum = ReadQuery.MostRows.ToString(System.Globalization.CultureInfo.InvariantCulture) });

    public static RouteHandlerBuilder TakesTopic(this RouteHandlerBuilder address, bool isRequired = false) => address
        .Takes("watchlist", "Id of a watchlist.", Text, isRequired: isRequired).Takes("topic", "Id of a topic in that watchlist.", Text, isRequired: isRequired);

    public static RouteHandlerBuilder TakesText(this RouteHandlerBuilder address, string name, string description) => address.Takes(name, description, Text);

    public static RouteHandlerBuilder TakesSince(this RouteHandlerBuilder address) => address.Takes("since", "A duration such as 24h or 30d, or an ISO 8601 moment.", Text);

    public static RouteHandlerBuilder TakesPage(this RouteHandlerBuilder address, string name) => address.Takes(name, "The next of the page before.", Number).TakesLimit();

    private static RouteHandlerBuilder Takes(
        this RouteHandlerBuilder address, string name, string description, OpenApiSchema schema, ParameterLocation place = ParameterLocation.Query, bool isRequired = false) =>
        address.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            // One that the framework found in the address already is described better here.
            var described = new OpenApiParameter { Name = name, In = place, Description = description, Schema = schema, Required = isRequired || place == ParameterLocation.Path };
            operation.Parameters = [.. (operation.Parameters ?? []).Where(parameter => parameter.Name != name), described];
            return Task.CompletedTask;
        });
}
