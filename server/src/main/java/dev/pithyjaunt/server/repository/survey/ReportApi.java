package dev.pithyjaunt.server.repository.survey;

import dev.pithyjaunt.server.account.Account;
import dev.pithyjaunt.server.repository.RepositoryStore;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/repo/{id}/report")
final class ReportApi {

    private final RepositoryStore repositories;
    private final ReportStore reports;
    private final Surveys surveys;

    ReportApi(RepositoryStore repositories, ReportStore reports, Surveys surveys) {
        this.repositories = repositories;
        this.reports = reports;
        this.surveys = surveys;
    }

    @GetMapping
    RepositoryReport get(@AuthenticationPrincipal Account account, @PathVariable String id) {
        return reports.find(repositories.get(account, id).id()).orElse(RepositoryReport.NONE);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    RepositoryReport ask(@AuthenticationPrincipal Account account, @PathVariable String id) {
        String repositoryId = repositories.get(account, id).id();
        surveys.ask(repositoryId);
        return reports.find(repositoryId).orElse(RepositoryReport.NONE);
    }
}
