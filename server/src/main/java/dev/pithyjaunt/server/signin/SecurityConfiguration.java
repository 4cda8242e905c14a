package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.github.rest.GitHubAddress;
import dev.pithyjaunt.protocol.proxy.Proxies;
import dev.pithyjaunt.server.platform.Problems;
import dev.pithyjaunt.server.platform.SecuritySettings.OAuthApp;
import dev.pithyjaunt.server.platform.Settings;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.time.Duration;

/// Who gets through to which address, and what every answer tells the browser.
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String CONTENT =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// Nothing of what a browser can do beyond showing pages.
    private static final String PERMISSIONS =
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(), midi=(), publickey-credentials-get=(), display-capture=(), browsing-topics=()";

    private static final long YEAR_SECONDS = Duration.ofDays(365).toSeconds();

    /// What runners and GitHub send is proven by its signature or identity token, which its
    /// endpoint verifies.
    private static final RequestMatcher SIGNED =
            new OrRequestMatcher(
                    PathPatternRequestMatcher.pathPattern(HttpMethod.POST, "/api/webhook/*"),
                    PathPatternRequestMatcher.pathPattern(
                            HttpMethod.PUT, "/api/execution/{id}/file/{kind}"),
                    PathPatternRequestMatcher.pathPattern(
                            HttpMethod.POST, "/api/execution/{id}/secret"));

    private final Problems problems;

    SecurityConfiguration(Problems problems) {
        this.problems = problems;
    }

    /// What each filter does is not worth an observation: there are a dozen of them in each
    /// request.
    @Bean
    SecurityObservationSettings filtersUnobserved() {
        return SecurityObservationSettings.noObservations();
    }

    /// No account, session or page has a part in these, and they are most of all requests.
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain signed(HttpSecurity http, Settings settings) {
        return http.securityMatcher(SIGNED)
                .headers(headers -> tellBrowser(headers, settings.isSecure()))
                .anonymous(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .exceptionHandling(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .build();
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, Credentials credentials, Settings settings) {
        RequestAttributeSecurityContextRepository contexts =
                new RequestAttributeSecurityContextRepository();
        return http.authorizeHttpRequests(who ->
                        who.dispatcherTypeMatchers(
                                        DispatcherType.ASYNC,
                                        DispatcherType.ERROR,
                                        DispatcherType.FORWARD)
                                .permitAll()
                                .requestMatchers(
                                        "/actuator/health",
                                        "/v3/api-docs",
                                        "/sign-in/**",
                                        "/assets/**",
                                        "/favicon.ico")
                                .permitAll()
                                // Failures are sent on to it; nobody has anything to ask there.
                                .requestMatchers("/error")
                                .denyAll()
                                .anyRequest()
                                .authenticated())
                .csrf(csrf ->
                        csrf.csrfTokenRepository(csrfCookie(settings.isSecure()))
                                .ignoringRequestMatchers(Credentials::bringsToken))
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .securityContext(context -> context.securityContextRepository(contexts))
                .addFilterBefore(
                        new CredentialsFilter(credentials, contexts, problems), CsrfFilter.class)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> tellBrowser(headers, settings.isSecure()))
                .exceptionHandling(failure ->
                        failure.authenticationEntryPoint(
                                        (request, response, _) -> refuseStranger(request, response))
                                .accessDeniedHandler(
                                        (request, response, _) -> refuseForgery(request, response)))
                .build();
    }

    private static void tellBrowser(HeadersConfigurer<HttpSecurity> headers, boolean secure) {
        headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(PERMISSIONS))
                .crossOriginOpenerPolicy(
                        opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(
                        resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN));
        if (secure) {
            // The proxy that speaks https speaks http to this server.
            headers.httpStrictTransportSecurity(https ->
                    https.requestMatcher(AnyRequestMatcher.INSTANCE)
                            .includeSubDomains(false)
                            .maxAgeInSeconds(YEAR_SECONDS));
        } else {
            headers.httpStrictTransportSecurity(HeadersConfigurer.HstsConfig::disable);
        }
    }

    /// Absent where no OAuth app is configured.
    @Bean
    @Nullable GitHubSignIn gitHubSignIn(Settings settings, JsonMapper json) {
        OAuthApp app = settings.security().gitHubSignIn();
        return app == null
                ? null
                : new GitHubSignIn(
                        GitHubAddress.of(settings.gitHub().url()),
                        app,
                        Proxies.from(System.getenv()),
                        json);
    }

    private static CookieCsrfTokenRepository csrfCookie(boolean secure) {
        CookieCsrfTokenRepository cookie = new CookieCsrfTokenRepository();
        cookie.setCookieName(secure ? "__Host-jaunt-csrf" : "jaunt-csrf");
        cookie.setCookiePath("/");
        cookie.setCookieCustomizer(custom -> custom.httpOnly(true).secure(secure).sameSite("Lax"));
        return cookie;
    }

    private void refuseStranger(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!Problems.isForPrograms(request)) {
            response.sendRedirect("/sign-in");
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.send(
                request,
                response,
                Problems.problem(
                        HttpStatus.UNAUTHORIZED,
                        "unauthorized",
                        "send a good API token as \"Authorization: Bearer pj_…\", or sign in"));
    }

    private void refuseForgery(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!Problems.isForPrograms(request)) {
            response.sendError(HttpStatus.FORBIDDEN.value());
            return;
        }
        if (SecurityContextHolder.getContext().getAuthentication() == null) {
            refuseStranger(request, response);
            return;
        }
        problems.send(
                request,
                response,
                Problems.problem(
                        HttpStatus.FORBIDDEN,
                        "csrf",
                        "the page is too old or not from here: reload it and try again"));
    }
}
