using Hengjian.Governance.Committees.Contracts;

namespace Hengjian.Governance.Committees.Domain;

/// <summary>The count of a motion against the numbers of HP-7.2.</summary>
/// <param name="Needed">Votes that make a quorum: the share of all members, rounded up.</param>
/// <param name="HasQuorum">Enough members voted; those who stood aside do not count.</param>
/// <param name="Carried">The votes for it are more than the share of the votes cast.</param>
internal readonly record struct MotionTally(int Needed, bool HasQuorum, bool Carried)
{
    public static MotionTally Of(MotionFacts motion, int quorumPercent, int approvalPercent)
    {
        var needed = (int)Math.Ceiling(motion.Members * quorumPercent / 100.0);
        return new MotionTally(needed, motion.Voted >= Math.Max(1, needed), motion.For * 100 > motion.Voted * approvalPercent);
    }
}
