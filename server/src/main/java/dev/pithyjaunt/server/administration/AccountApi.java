package dev.pithyjaunt.server.administration;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.account.AccountStore;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.util.List;

/// Accounts, for administrators.
@RestController
@RequestMapping("/api/account")
final class AccountApi {

    private static final String DEED = "keep accounts";

    private final Accounts accounts;
    private final AccountStore store;

    AccountApi(Accounts accounts, AccountStore store) {
        this.accounts = accounts;
        this.store = store;
    }

    record Items(List<Account> items) {}

    @GetMapping
    Items list(@AuthenticationPrincipal Account account) {
        account.requireAdministrator(DEED);
        return new Items(store.list());
    }

    @PostMapping
    ResponseEntity<Accounts.Created> create(
            @AuthenticationPrincipal Account account, @RequestBody Accounts.Wanted wanted) {
        account.requireAdministrator(DEED);
        Accounts.Created created = accounts.create(wanted);
        return ResponseEntity.created(URI.create("/api/account/" + created.account().id()))
                .body(created);
    }

    @GetMapping("/{id}")
    Account get(@AuthenticationPrincipal Account account, @PathVariable String id) {
        account.requireAdministrator(DEED);
        return accounts.get(id);
    }

    @PatchMapping("/{id}")
    Account change(
            @AuthenticationPrincipal Account account,
            @PathVariable String id,
            @RequestBody Accounts.Wanted wanted) {
        account.requireAdministrator(DEED);
        return accounts.change(id, wanted);
    }

    @PostMapping("/{id}/link")
    @ResponseStatus(HttpStatus.CREATED)
    Accounts.Created invite(@AuthenticationPrincipal Account account, @PathVariable String id) {
        account.requireAdministrator(DEED);
        return accounts.invite(id);
    }
}
