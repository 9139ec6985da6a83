Console.Error.WriteLine("feedwatch");
return 2;
