package dev.pithyjaunt.server.signin;

import dev.pithyjaunt.server.platform.ServerAddress;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Says on standard output where the server is and, until there is an account, how to become its
/// administrator.
@Component
final class FirstStart {

    private final SignInLinks links;
    private final ServerAddress address;

    FirstStart(SignInLinks links, ServerAddress address) {
        this.links = links;
        this.address = address;
    }

    @EventListener(ApplicationReadyEvent.class)
    void tell() {
        System.out.println("Pithy Jaunt is ready at " + address.url());
        links.findFirst(address.url())
                .ifPresent(link ->
                        System.out.println(
                                "Become its administrator (once, within 24 hours): " + link));
        System.out.flush();
    }
}
