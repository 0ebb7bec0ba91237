namespace ProgressHub.EndToEnd.Tests.Api;

/// <summary>Each wrong request gets a problem that tells the cure, and stores nothing.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private TestHost _host = null!;

    public async Task InitializeAsync() => _host = await TestHost.StartAsync(
        hub => hub.AddCount().AddNothing(),
        options => options.Limits.BodyBytes = 100_000);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("""{"kind":"cuont","args":{"to":1}}""", "unknown-kind", "kind", "count")]
    [InlineData("""{"args":{"to":1}}""", "invalid-request", "kind", "kind")]
    [InlineData("""{"kind":"","args":{"to":1}}""", "invalid-request", "kind", "kind")]
    [InlineData("""{"kind":5}""", "invalid-request", "kind", "kind")]
    [InlineData("""{"kind":"count","args":{}}""", "invalid-request", "args.to", "to")]
    [InlineData("""{"kind":"count"}""", "invalid-request", "args.to", "to")]
    [InlineData("""{"kind":"count","args":{"to":"many"}}""", "invalid-request", "args.to", "to")]
    [InlineData("""{"kind":"count","args":{"to":null}}""", "invalid-request", "args.to", "to")]
    [InlineData("""{"kind":"count","args":{"to":1e99}}""", "invalid-request", "args.to", "to")]
    [InlineData("""{"kind":"count","args":{"to":1,"tow":2}}""", "invalid-request", "args.tow", "tow")]
    [InlineData("""{"kind":"count","args":[1]}""", "invalid-request", "args", "object")]
    [InlineData("""{"kind":"count","args":"to"}""", "invalid-request", "args", "object")]
    [InlineData("""{"kind":"count","args":{"to":1},"prio":1}""", "invalid-request", "prio", "prio")]
    [InlineData("""{"kind":"count","args":{"to":1},"priority":"high"}""", "invalid-request", "priority", "priority")]
    [InlineData("""{"kind":"count","args":{"to":1},"priority":1001}""", "invalid-request", "priority", "1000")]
    [InlineData("""{"kind":"count","args":{"to":1},"maxAttempts":0}""", "invalid-request", "maxAttempts", "1 to 100")]
    [InlineData("""{"kind":"count","args":{"to":1},"dueAt":"tomorrow"}""", "invalid-request", "dueAt", "dueAt")]
    [InlineData("""{"kind":"count","args":{"to":1},"groups":["a b"]}""", "invalid-group", "groups[0]", "a b")]
    [InlineData("""{"kind":"count","args":{"to":1},"groups":["ok",""]}""", "invalid-group", "groups[1]", "group")]
    [InlineData("""{"kind":"count","args":{"to":1},"groups":[null]}""", "invalid-group", "groups[0]", "group")]
    [InlineData("""{"kind":"count","args":{"to":1},"groups":["all"]}""", "invalid-group", "groups", "all")]
    [InlineData("""{"kind":"count","args":{"to":1},"groups":"one"}""", "invalid-request", "groups", "groups")]
    [InlineData("""{"kind":"count","args":{"to":1},"concurrencyKey":"a b"}""", "invalid-request", "concurrencyKey", "a b")]
    [InlineData("""{"kind":"count","args":{"to":1},"concurrencyKey":""}""", "invalid-request", "concurrencyKey", "A-Za-z0-9")]
    [InlineData("""{"kind":"count","args":{"to":1},"concurrencyKey":42}""", "invalid-request", "concurrencyKey", "concurrencyKey")]
    [InlineData("null", "invalid-request", "body", "object")]
    [InlineData("[]", "invalid-request", "body", "object")]
    [InlineData("7", "invalid-request", "body", "object")]
    public async Task AWrongMemberIsNamed(string body, string code, string member, string word)
    {
        using var response = await _host.SubmitTextAsync(body);

        var problem = await response.ShouldBeProblemAsync(code, 400);
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe([member]);
        problem.GetProperty("detail").GetString()!.ShouldContain(word);
        await NothingIsStoredAsync();
    }

    [Theory]
    [InlineData("""{"kind":"count",}""", "line 1, byte 17")]
    [InlineData("{\"kind\":\"count\",\n  \"args\":{to:1}}", "line 2, byte 11")]
    [InlineData("", "line 1, byte 1")]
    [InlineData("{", "line 1, byte 2")]
    [InlineData("""{"kind":"count"} trailing""", "line 1, byte 18")]
    public async Task MalformedJsonIsAnsweredWithThePlace(string body, string place)
    {
        using var response = await _host.SubmitTextAsync(body);

        var problem = await response.ShouldBeProblemAsync("malformed-json", 400);
        problem.GetProperty("detail").GetString()!.ShouldContain(place);
        await NothingIsStoredAsync();
    }

    [Fact]
    public async Task SeventeenGroupsAreTooManyAndSixteenAreNot()
    {
        var groups = string.Join(',', Enumerable.Range(1, 16).Select(n => $"\"g:{n}\""));
        using var tooMany = await _host.SubmitTextAsync($$"""{"kind":"nothing","groups":[{{groups}},"g:17"]}""");
        (await tooMany.ShouldBeProblemAsync("invalid-request", 400)).GetProperty("errors").TryGetProperty("groups", out _).ShouldBeTrue();
        await NothingIsStoredAsync();

        using var enough = await _host.SubmitTextAsync($$"""{"kind":"nothing","groups":[{{groups}}]}""");
        ((int)enough.StatusCode).ShouldBe(202);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ABodyOverTheCapIsTooLargeWithOrWithoutALength(bool hasLength)
    {
        var body = new byte[120_000];
        Array.Fill(body, (byte)' ');
        using var content = hasLength ? new ByteArrayContent(body) : (HttpContent)new StreamContent(new Unmeasured(body));
        content.Headers.ContentType = new("application/json");

        using var response = await _host.Http.PostAsync("api/jobs", content);

        await response.ShouldBeProblemAsync("too-large", 413);
        await NothingIsStoredAsync();
    }

    [Fact]
    public async Task ArgumentsOverTheirCapAreTooLargeAndTheCapIsTold()
    {
        using var response = await _host.SubmitTextAsync($$$"""{"kind":"count","args":{"to":1,"message":"{{{new string('x', 70_000)}}}"}}""");

        (await response.ShouldBeProblemAsync("too-large", 413)).GetProperty("detail").GetString()!.ShouldContain("65536");
        await NothingIsStoredAsync();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("")]
    public async Task ABodyOfAnotherTypeIsNotTaken(string type)
    {
        using var response = await _host.SubmitTextAsync("""{"kind":"nothing"}""", type);

        await response.ShouldBeProblemAsync("unsupported-media-type", 415);
        await NothingIsStoredAsync();
    }

    [Theory]
    [InlineData("text/xml")]
    [InlineData("image/png, text/csv")]
    [InlineData(";;;")]
    public async Task AnAnswerThatCannotBeGivenIsNotAcceptable(string accept)
    {
        var id = await _host.SubmitAsync("nothing");

        using var response = await _host.GetAsync($"api/jobs/{id}", ("Accept", accept));

        await response.ShouldBeProblemAsync("not-acceptable", 406);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("019aa0d2")]
    [InlineData("019aa0d27c1e7f3a9b5e2f8f6f0b1c11")]
    [InlineData("{019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11}")]
    public async Task AnIdThatIsNoneIsToldEverywhere(string id)
    {
        foreach (var (method, rest) in Commands)
        {
            using var response = await _host.SendAsync(method, $"api/jobs/{Uri.EscapeDataString(id)}{rest}");
            await response.ShouldBeProblemAsync("invalid-id", 400);
        }
    }

    [Fact]
    public async Task AnUnknownJobIsNotFoundAnywhere()
    {
        foreach (var (method, rest) in Commands)
        {
            using var response = await _host.SendAsync(method, $"api/jobs/019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11{rest}");
            await response.ShouldBeProblemAsync("job-not-found", 404);
        }
    }

    [Theory]
    [InlineData("api/jobs/{0}?aftr=5", "after")]
    [InlineData("api/jobs/{0}?After=5", "after")]
    [InlineData("api/jobs/{0}/events?lod=1", "logs")]
    [InlineData("api/jobs?stat=failed", "state")]
    [InlineData("api/jobs?limits=5", "limit")]
    [InlineData("api/groups/g/events?modus=jobs", "mode")]
    public async Task AMisspeltParameterIsRefusedWithTheNearestName(string path, string nearest)
    {
        var id = await _host.SubmitAsync("nothing");

        using var response = await _host.GetAsync(string.Format(path, id));

        (await response.ShouldBeProblemAsync("unknown-parameter", 400)).GetProperty("detail").GetString()!.ShouldContain($"Did you mean '{nearest}'?");
    }

    [Theory]
    [InlineData("after=1&wait=-1", "invalid-wait")]
    [InlineData("after=1&wait=999999", "invalid-wait")]
    [InlineData("after=1&wait=x", "invalid-wait")]
    [InlineData("wait=x", "invalid-wait")]
    [InlineData("after=1&wait=NaN", "invalid-wait")]
    [InlineData("after=1&wait=1e9", "invalid-wait")]
    [InlineData("after=x", "invalid-version")]
    [InlineData("after=-1", "invalid-version")]
    [InlineData("after=1.5", "invalid-version")]
    [InlineData("after=99999999999999999999", "invalid-version")]
    [InlineData("after=1&after=2", "invalid-request")]
    public async Task AWrongWaitOrVersionIsToldAndNotGuessed(string query, string code)
    {
        var id = await _host.SubmitAsync("nothing");

        using var response = await _host.GetAsync($"api/jobs/{id}?{query}").Within();

        await response.ShouldBeProblemAsync(code, 400);
    }

    [Theory]
    [InlineData("api/jobs?group=a%20b", "invalid-group")]
    [InlineData("api/jobs?limit=0", "invalid-request")]
    [InlineData("api/jobs?limit=501", "invalid-request")]
    [InlineData("api/jobs?limit=x", "invalid-request")]
    [InlineData("api/jobs?state=done", "invalid-request")]
    [InlineData("api/jobs?cursor=nonsense", "invalid-cursor")]
    [InlineData("api/jobs?createdAfter=soon", "invalid-request")]
    [InlineData("api/jobs?parent=x", "invalid-id")]
    [InlineData("api/groups/a%20b", "invalid-group")]
    [InlineData("api/groups/-a", "invalid-group")]
    [InlineData("api/groups/a%20b/events", "invalid-group")]
    [InlineData("api/groups/g/events?mode=x", "invalid-request")]
    public async Task AWrongFilterOrNameIsTold(string path, string code)
    {
        using var response = await _host.GetAsync(path);

        await response.ShouldBeProblemAsync(code, 400);
    }

    [Theory]
    [InlineData("api/nothing", "not-found")]
    [InlineData("api/jobs/019aa0d2-7c1e-7f3a-9b5e-2f8f6f0b1c11/nothing", "not-found")]
    [InlineData("api/groups/nobody", "group-not-found")]
    public async Task AnAddressWithNothingAtItIsNotFound(string path, string code)
    {
        using var response = await _host.GetAsync(path);

        await response.ShouldBeProblemAsync(code, 404);
    }

    private static readonly (HttpMethod Method, string Path)[] Commands =
    [
        (HttpMethod.Get, ""), (HttpMethod.Get, "/result"), (HttpMethod.Get, "/events"),
        (HttpMethod.Post, "/cancel"), (HttpMethod.Post, "/retry"), (HttpMethod.Delete, ""),
    ];

    private async Task NothingIsStoredAsync()
    {
        using var response = await _host.GetAsync("api/jobs");
        (await response.PageAsync()).Jobs.ShouldBeEmpty();
    }

    /// <summary>A stream that does not know its length, so that the body is sent in chunks.</summary>
    private sealed class Unmeasured(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
