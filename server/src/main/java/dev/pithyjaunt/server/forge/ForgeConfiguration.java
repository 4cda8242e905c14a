package dev.pithyjaunt.server.forge;

import dev.pithyjaunt.github.rest.Timing;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ForgeConfiguration {

    @Bean
    Timing timing() {
        return Timing.standard();
    }
}
