package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.account.Account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.view.UrlBasedViewResolver;

/// Tells every page who is looking at it.
@Component
final class SignedInAccount implements HandlerInterceptor, WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public void postHandle(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @Nullable ModelAndView page) {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (page != null
                && !String.valueOf(page.getViewName())
                        .startsWith(UrlBasedViewResolver.REDIRECT_URL_PREFIX)
                && who != null
                && who.getPrincipal() instanceof Account account) {
            page.addObject("account", account);
        }
    }
}
