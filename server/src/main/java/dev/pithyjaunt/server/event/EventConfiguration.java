package dev.pithyjaunt.server.event;

import io.micrometer.observation.ObservationPredicate;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

@Configuration(proxyBeanMethods = false)
class EventConfiguration {

    /// Deliveries are counted by what comes of them. They come by the thousand, and to observe each
    /// as a request takes a part of the time that it has.
    @Bean
    ObservationPredicate deliveriesUnobserved() {
        return (_, context) ->
                !(context instanceof ServerRequestObservationContext request)
                        || request.getCarrier() == null
                        || !request.getCarrier().getRequestURI().startsWith("/api/webhook/");
    }
}
