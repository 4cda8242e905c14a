package dev.pithyjaunt.server.usage;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.platform.Database;
import dev.pithyjaunt.server.platform.InvalidInputException;
import dev.pithyjaunt.server.usage.UsageReport.By;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What was spent: of everybody for an administrator, of their own tasks for others.
@RestController
@RequestMapping("/api/usage")
final class UsageApi {

    private final UsageReport report;
    private final EditCountStore edits;
    private final InstantSource clock;

    UsageApi(Database database, InstantSource clock) {
        this.report = new UsageReport(database);
        this.edits = new EditCountStore(database);
        this.clock = clock;
    }

    @GetMapping
    Usage usage(
            @AuthenticationPrincipal Account account,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "day") String by) {
        Period period = period(from, to);
        return new Usage(
                period.from(), period.to(), by, report.read(period, by(by), ownOrAll(account)));
    }

    /// How well edits of each form fitted, by model.
    @GetMapping("/edits")
    Edits edits(
            @AuthenticationPrincipal Account account,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        Period period = period(from, to);
        return new Edits(period.from(), period.to(), edits.read(period, ownOrAll(account)));
    }

    private Period period(@Nullable String from, @Nullable String to) {
        return Period.of(from, to, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private static By by(String word) {
        return Arrays.stream(By.values())
                .filter(by -> by.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        new InvalidInputException(
                                "by",
                                "\"%s\": expected one of %s"
                                        .formatted(
                                                word,
                                                Arrays.stream(By.values())
                                                        .map(By::word)
                                                        .collect(Collectors.joining(", ")))));
    }

    private static @Nullable String ownOrAll(Account account) {
        return account.isAdministrator() ? null : account.id();
    }

    /// @param items days in their order, all else by key
    record Usage(LocalDate from, LocalDate to, String by, List<UsageReport.Line> items) {}

    record Edits(LocalDate from, LocalDate to, List<EditCountStore.Line> items) {}
}
