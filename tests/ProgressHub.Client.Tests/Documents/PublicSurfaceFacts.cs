using System.Reflection;
using ProgressHub.Tests.Documents;

namespace ProgressHub.Client.Tests.Documents;

public sealed class PublicSurfaceFacts
{
    [Fact]
    public void WhatIsPublicIsWhatIsWrittenDown() => Compare(typeof(ProgressHubClient).Assembly, "client/dotnet/ProgressHub.Client/PublicSurface.txt");

    private static void Compare(Assembly assembly, string path)
    {
        var surface = PublicSurface.Of(assembly);
        if (Environment.GetEnvironmentVariable("PROGRESSHUB_WRITE_DOCUMENTS") == "1")
        {
            File.WriteAllText(Repository.At(path), surface);
            return;
        }

        Repository.Read(path).ShouldBe(surface, $"The public surface has changed. If that is meant, write {path} anew with PROGRESSHUB_WRITE_DOCUMENTS=1, read it, and commit it.");
    }
}
