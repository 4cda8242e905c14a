package dev.pithyjaunt.server.usage;

import dev.pithyjaunt.protocol.EditCount;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.Row;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.List;

/// How well edits of each form fitted.
record EditCountStore(Database database) {

    /// Stores those of an execution in the place of those it had. Several of one provider, model
    /// and form are added up.
    void put(String executionId, List<EditCount> edits) {
        database.write(sql -> {
            int stored =
                    sql.sql("delete from edit_count where execution_id = :executionId")
                            .param("executionId", executionId)
                            .update();
            for (EditCount count : edits) {
                stored +=
                        sql.sql(
                                        """
                                        insert into edit_count
                                            (execution_id, provider, model, form, stated, fitted)
                                        values (:executionId, :provider, :model, :form, :stated,
                                            :fitted)
                                        on conflict (execution_id, provider, model, form)
                                        do update set stated = edit_count.stated + excluded.stated,
                                            fitted = edit_count.fitted + excluded.fitted
                                        """)
                                .param("executionId", executionId)
                                .param("provider", count.provider())
                                .param("model", count.model())
                                .param("form", count.form())
                                .param("stated", count.stated())
                                .param("fitted", count.fitted())
                                .update();
            }
            return stored;
        });
    }

    /// @param rate the part of those stated that fitted, 0 to 1; absent when none was stated
    record Line(
            String provider,
            String model,
            String form,
            long stated,
            long fitted,
            @Nullable Double rate) {

        private static Line of(Row row) throws SQLException {
            long stated = row.number("stated");
            long fitted = row.number("fitted");
            return new Line(
                    row.text("provider"),
                    row.text("model"),
                    row.text("form"),
                    stated,
                    fitted,
                    stated == 0 ? null : (Double) ((double) fitted / stated));
        }
    }

    /// Of the executions that were made within a period.
    ///
    /// @param ownerId of tasks; absent: everybody's
    List<Line> read(Period period, @Nullable String ownerId) {
        return database.read(sql ->
                sql.sql(
                                """
                                select c.provider, c.model, c.form, sum(c.stated) as stated,
                                    sum(c.fitted) as fitted
                                from edit_count c join execution e on e.id = c.execution_id
                                where e.created_at >= :start and e.created_at < :end
                                    and (:isAll = 1 or e.owner_id = :ownerId)
                                group by c.provider, c.model, c.form
                                order by c.provider, c.model, c.form
                                """)
                        .param("start", period.start())
                        .param("end", period.end())
                        .param("isAll", ownerId == null ? 1 : 0)
                        .param("ownerId", ownerId == null ? "" : ownerId)
                        .query((set, _) -> Line.of(new Row(set)))
                        .list());
    }
}
