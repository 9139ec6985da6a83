using System.Runtime.Versioning;

// Signals, users and Unix sockets: these tests are about the machine that the service runs on.
[assembly: SupportedOSPlatform("linux")]
