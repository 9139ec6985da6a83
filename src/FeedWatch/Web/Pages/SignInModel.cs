namespace FeedWatch.Web.Pages;

/// <summary>The form that takes the token.</summary>
public sealed record SignInModel(Frame Frame, string? Error);
