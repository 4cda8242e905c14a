package dev.pithyjaunt.server.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerProperties;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.type.LogicalType;

import java.time.InstantSource;

import javax.sql.DataSource;

@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

    @Bean
    Database database(Settings settings) {
        return Database.open(settings);
    }

    /// For db-scheduler and the health check. Stores use [Database].
    @Bean(destroyMethod = "")
    DataSource writer(Database database) {
        return database.writer();
    }

    /// How due rows are taken depends on the database; the rest is in `application.properties`.
    @Bean
    static BeanPostProcessor schedulerOfTheDatabase(ObjectProvider<Database> database) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                if (bean instanceof DbSchedulerProperties properties) {
                    properties.setPollingStrategy(database.getObject().pollingStrategy());
                }
                return bean;
            }
        };
    }

    /// Background work is due by the server's clock.
    @Bean
    Clock dbSchedulerClock(InstantSource clock) {
        return clock::instant;
    }

    @Bean
    WebhookSecret webhookSecret(Settings settings) {
        return WebhookSecret.of(settings);
    }

    /// There when this server's keys are those of the others on its database.
    @Bean
    CommonKeys commonKeys(Settings settings, Database database, WebhookSecret master) {
        CommonKeys keys = new CommonKeys(database, settings.security().keysChanged());
        keys.check(database.vault(), master);
        return keys;
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    /// The API's JSON has the form of the protocol's. Numbers are not taken for text.
    @Bean
    JsonMapperBuilderCustomizer jsonOfTheProtocol() {
        return json ->
                json.changeDefaultPropertyInclusion(
                                old -> old.withValueInclusion(JsonInclude.Include.NON_NULL))
                        .enumNamingStrategy(EnumNamingStrategies.SNAKE_CASE)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .withCoercionConfig(
                                LogicalType.Textual,
                                text ->
                                        text.setCoercion(
                                                        CoercionInputShape.Integer,
                                                        CoercionAction.Fail)
                                                .setCoercion(
                                                        CoercionInputShape.Float,
                                                        CoercionAction.Fail)
                                                .setCoercion(
                                                        CoercionInputShape.Boolean,
                                                        CoercionAction.Fail));
    }
}
