package dev.pithyjaunt.server.platform;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.Set;

/// The keys that all servers on one database have to have in common. The first one leaves their
/// fingerprints; one that has others does not start, since it could read no secret of the others,
/// and runners could not sign for it.
final class CommonKeys {

    private final Database database;
    private final boolean changed;

    /// @param changed whether other keys than before are meant, and take their place
    CommonKeys(Database database, boolean changed) {
        this.database = database;
        this.changed = changed;
    }

    /// A master that replaces the one before, which is still heard, is meant.
    ///
    /// @throws DifferentException when another server has others
    void check(Vault vault, WebhookSecret master) {
        check(
                "vault",
                vault.fingerprint("vault"),
                Set.of(),
                Vault.SETTING,
                DataDirectory.SECRET_KEY);
        String previous = master.previous();
        check(
                "webhook",
                ofMaster(vault, master.text()),
                previous == null ? Set.of() : Set.of(ofMaster(vault, previous)),
                "GITHUB_WEBHOOK_SECRET",
                DataDirectory.WEBHOOK_SECRET);
    }

    private static String ofMaster(Vault vault, String text) {
        return vault.fingerprint("webhook " + text);
    }

    /// @param replaced fingerprints in whose place this one may come
    private void check(
            String name, String fingerprint, Set<String> replaced, String setting, String file) {
        boolean same =
                database.write(sql -> {
                    sql.sql(
                                    """
                                    insert into key_fingerprint (name, fingerprint)
                                    values (:name, :fingerprint)
                                    on conflict (name) do nothing
                                    """)
                            .param("name", name)
                            .param("fingerprint", fingerprint)
                            .update();
                    if (changed || replaced.contains(stored(sql, name))) {
                        sql.sql(
                                        """
                                        update key_fingerprint set fingerprint = :fingerprint
                                        where name = :name
                                        """)
                                .param("name", name)
                                .param("fingerprint", fingerprint)
                                .update();
                    }
                    return stored(sql, name).equals(fingerprint);
                });
        if (!same) {
            throw new DifferentException(setting, file);
        }
    }

    private static String stored(JdbcClient sql, String name) {
        return sql.sql("select fingerprint from key_fingerprint where name = :name")
                .param("name", name)
                .query(String.class)
                .single();
    }

    /// A key of this server is not that of the others.
    static final class DifferentException extends RuntimeException {

        DifferentException(String setting, String file) {
            super(
                    "%s is another one here than on the servers that have used this database: copy it from one of them, where it is a setting or the file %s in the data directory. If it was changed on purpose, start once with JAUNT_KEYS_CHANGED=true."
                            .formatted(setting, file));
        }
    }

    /// Says it without a stack trace.
    static final class Analyzer extends AbstractFailureAnalyzer<DifferentException> {

        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, DifferentException cause) {
            return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
        }
    }
}
