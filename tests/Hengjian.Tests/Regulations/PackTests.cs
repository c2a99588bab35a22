using Hengjian.Governance.Regulations;

namespace Hengjian.Tests.Regulations;

public sealed class PackTests
{
    [Fact]
    public void Pack_OfTheProduct_HoldsEveryClauseOnceInOrder() =>
        Rules.Catalog.Packs.Single().Clauses.Select(c => c.Id).ShouldBe(ClauseIds.R17);
}
