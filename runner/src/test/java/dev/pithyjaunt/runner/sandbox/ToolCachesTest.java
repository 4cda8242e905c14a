package dev.pithyjaunt.runner.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pithyjaunt.runner.sandbox.ToolCaches.Cache;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

class ToolCachesTest {

    private static List<String> names(String... lines) {
        return ToolCaches.of(List.of(lines), true).stream().map(Cache::name).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "mvn -B test, .m2/repository",
        "./mvnw -B test, .m2/repository .m2/wrapper",
        "npm ci, .npm/_cacache",
        "npx eslint ., .npm/_cacache",
        "python -m pip install -r requirements.txt, .cache/pip",
        "cargo test --workspace, .cargo/registry .cargo/git",
        "CI=1 go test ./..., go/pkg/mod .cache/go-build",
        "cd web && yarn test, .cache/yarn",
        "./gradlew check, .gradle/caches .gradle/wrapper",
    })
    void lineHasTheCachesOfItsTools(String line, String caches) {
        assertThat(names(line)).isEqualTo(List.of(caches.split(" ", -1)));
    }

    @Test
    void linesHaveThemTogether() {
        assertThat(names("npm ci", "npm test", "cargo test"))
                .containsExactly(".npm/_cacache", ".cargo/registry", ".cargo/git");
    }

    @Test
    void lineThatBeginsAnythingElseMayUseAllOfThem() {
        assertThat(names("npm ci", "make test"))
                .hasSize(16)
                .isEqualTo(names("sh test.sh"))
                .contains(".m2/repository", ".npm/_cacache", ".cargo/registry");
    }

    @Test
    void partHasAFlatName() {
        assertThat(ToolCaches.of(List.of("go vet"), false))
                .extracting(Cache::part)
                .containsExactly("caches/go-pkg-mod", "caches/.cache-go-build");
    }

    @Test
    void anotherUserHasNothingOfCachesThatAreLocked() {
        assertThat(ToolCaches.of(List.of("npm ci", "cargo test", "go test"), false))
                .extracting(Cache::ofThisUser)
                .containsOnly(Optional.empty());
    }

    @Test
    void cacheOfThisUserIsBelowTheHomeFolder() {
        Path home = Path.of(System.getProperty("user.home"));

        assertThat(ToolCaches.of(List.of("mvn test"), false).getFirst().ofThisUser())
                .isIn(Optional.empty(), Optional.of(home.resolve(".m2/repository")));
    }
}
