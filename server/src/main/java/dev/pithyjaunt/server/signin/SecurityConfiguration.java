package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.platform.Problems;
import dev.pithyjaunt.server.platform.Settings;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

import java.io.IOException;

/// Who gets through to which address, and what every answer tells the browser.
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String CONTENT =
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// What runners send is proven by its signature, which the event's endpoint verifies.
    private static final PathPatternRequestMatcher EVENTS =
            PathPatternRequestMatcher.pathPattern(HttpMethod.POST, "/api/webhook/*");

    private static final PathPatternRequestMatcher FILES =
            PathPatternRequestMatcher.pathPattern(
                    HttpMethod.PUT, "/api/execution/{id}/file/{kind}");

    /// Whose identity token is verified there.
    private static final PathPatternRequestMatcher INTRODUCTIONS =
            PathPatternRequestMatcher.pathPattern(HttpMethod.POST, "/api/execution/{id}/secret");

    private final Problems problems;

    SecurityConfiguration(Problems problems) {
        this.problems = problems;
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
                                .requestMatchers(EVENTS, FILES, INTRODUCTIONS)
                                .permitAll()
                                .requestMatchers(
                                        "/actuator/health",
                                        "/v3/api-docs",
                                        "/sign-in/**",
                                        "/assets/**",
                                        "/favicon.ico",
                                        "/error")
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .csrf(csrf ->
                        csrf.csrfTokenRepository(csrfCookie(settings.isSecure()))
                                .ignoringRequestMatchers(Credentials::bringsToken)
                                .ignoringRequestMatchers(EVENTS, FILES, INTRODUCTIONS))
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .securityContext(context -> context.securityContextRepository(contexts))
                .addFilterAfter(
                        new CredentialsFilter(credentials, contexts),
                        SecurityContextHolderFilter.class)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers ->
                        headers.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT))
                                .referrerPolicy(
                                        referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN)))
                .exceptionHandling(failure ->
                        failure.authenticationEntryPoint(
                                        (request, response, _) -> refuseStranger(request, response))
                                .accessDeniedHandler(
                                        (request, response, _) -> refuseForgery(request, response)))
                .build();
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
        problems.send(
                request,
                response,
                Problems.problem(
                        HttpStatus.FORBIDDEN,
                        "csrf",
                        "the page is too old or not from here: reload it and try again"));
    }
}
