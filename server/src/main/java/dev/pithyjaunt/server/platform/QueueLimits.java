package dev.pithyjaunt.server.platform;

/// How many executions run at once, and how many may wait. These hold for both backends and all
/// servers of a database together; what one machine runs at once is [Settings#maxRunning].
///
/// @param inAll (`JAUNT_MAX_RUNNING_IN_ALL`)
/// @param ofRepository (`JAUNT_MAX_RUNNING_OF_REPOSITORY`)
/// @param ofUser (`JAUNT_MAX_RUNNING_OF_USER`)
/// @param waiting (`JAUNT_MAX_WAITING`)
public record QueueLimits(int inAll, int ofRepository, int ofUser, int waiting) {

    /// More than there will ever be.
    public static final int NONE = Integer.MAX_VALUE;

    private static final int MOST = 1_000_000;

    static QueueLimits of(SettingValues values) {
        return new QueueLimits(
                values.number("JAUNT_MAX_RUNNING_IN_ALL", 1, MOST, NONE),
                values.number("JAUNT_MAX_RUNNING_OF_REPOSITORY", 1, MOST, NONE),
                values.number("JAUNT_MAX_RUNNING_OF_USER", 1, MOST, NONE),
                values.number("JAUNT_MAX_WAITING", 1, MOST, 10_000));
    }
}
