using System.Globalization;
using System.Text;
using FeedWatch.Cli;

// Output is the same whatever the machine's language is.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
return await CommandLine.RunAsync(args);
