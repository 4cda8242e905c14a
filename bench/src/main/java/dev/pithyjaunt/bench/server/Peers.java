package dev.pithyjaunt.bench.server;

import dev.pithyjaunt.bench.program.DatabaseKind;
import dev.pithyjaunt.bench.program.Scratch;
import dev.pithyjaunt.bench.program.ServerDatabase;
import dev.pithyjaunt.git.process.Environment;
import dev.pithyjaunt.git.process.ProcessTree;
import dev.pithyjaunt.protocol.signature.Secret;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/// What others do of the same: verify events without storing them, store rows without verifying
/// them.
final class Peers {

    private static final int ROWS = 20;
    private static final String SECRET = "peer";

    /// Verifies the same signature, with what node itself brings.
    private static final String NODE =
            """
            const http = require('http'), crypto = require('crypto');
            http.createServer((request, response) => {
              const parts = [];
              request.on('data', part => parts.push(part));
              request.on('end', () => {
                const body = Buffer.concat(parts), h = request.headers;
                const own = crypto.createHmac('sha256', process.argv[2])
                  .update(h['webhook-id'] + '.' + h['webhook-timestamp'] + '.').update(body).digest();
                const given = Buffer.from(h['webhook-signature'].slice(3), 'base64');
                const good = own.length === given.length && crypto.timingSafeEqual(own, given);
                if (good) JSON.parse(body);
                const text = JSON.stringify({ok: good});
                response.writeHead(good ? 200 : 401, {'content-length': text.length});
                response.end(text);
              });
            }).listen(0, '127.0.0.1', function () { console.log(this.address().port); });
            """;

    private Peers() {}

    static void measure(LoadOptions options, PrintWriter out) throws IOException, SQLException {
        node(options, out);
        for (DatabaseKind kind : options.databases()) {
            String name = kind.word();
            try (Scratch scratch = Scratch.make();
                    ServerDatabase database = ServerDatabase.open(kind, scratch.folder())) {
                Files.createDirectories(database.file().getParent());
                out.println(Figures.line("stored only: " + name, stored(database, options, 1)));
                out.println(
                        Figures.line(
                                "stored only: %s, in groups of %d".formatted(name, ROWS),
                                stored(database, options, ROWS)));
                out.flush();
            }
        }
    }

    private static void node(LoadOptions options, PrintWriter out) throws IOException {
        try (Scratch scratch = Scratch.make()) {
            Path script = Files.writeString(scratch.folder().resolve("peer.js"), NODE);
            ProcessBuilder builder = new ProcessBuilder("node", script.toString(), SECRET);
            builder.environment().clear();
            builder.environment().putAll(Environment.basic());
            Process node;
            try {
                node = builder.start();
            } catch (IOException _) {
                out.println("verified only: node is not on PATH");
                return;
            }
            try (BufferedReader output = node.inputReader(StandardCharsets.UTF_8)) {
                int port = Integer.parseInt(output.readLine());
                List<Rows.Open> any =
                        java.util.Collections.nCopies(
                                options.connections(),
                                new Rows.Open("task-0123456789", "execution-0123"));
                Load load =
                        new Load(
                                port,
                                new SignedEvents(any, options.connections(), Secret.of(SECRET)));
                load.run(options.connections(), options.warmUp());
                Tally tally = load.run(options.connections(), options.duration());
                out.println(Figures.line("verified only: node", tally, 0, 0));
                out.flush();
            } finally {
                ProcessTree.end(node.toHandle(), Duration.ofSeconds(5));
            }
        }
    }

    /// Rows a second of 600 bytes, each with a key, on one connection.
    private static double stored(ServerDatabase database, LoadOptions options, int group)
            throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            if (database.kind() == DatabaseKind.SQLITE) {
                statement.execute("pragma journal_mode = wal");
                statement.execute("pragma synchronous = full");
            }
            statement.execute("drop table if exists stored");
            statement.execute("create table stored (id text primary key, body text not null)");
            String body = "x".repeat(SignedEvents.BYTES);
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            long end = start + options.duration().toNanos();
            long rows = 0;
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into stored (id, body) values (?, ?)")) {
                while (System.nanoTime() < end) {
                    for (int i = 0; i < group; i++) {
                        insert.setString(1, Long.toString(rows++));
                        insert.setString(2, body);
                        insert.addBatch();
                    }
                    insert.executeBatch();
                    connection.commit();
                }
            }
            return rows / ((System.nanoTime() - start) / 1e9);
        }
    }
}
