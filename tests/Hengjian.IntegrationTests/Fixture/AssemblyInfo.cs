using Hengjian.IntegrationTests.Fixture;

[assembly: AssemblyFixture(typeof(TestRun))]
