package io.github.websocketecho.monitoring;

import io.github.websocketecho.engine.EventLoops;
import io.github.websocketecho.replica.SharedState;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds the event loops and the replicas to Spring Boot's health. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

  @Bean
  HealthIndicator loopsHealthIndicator(EventLoops loops) {
    return new LoopsHealthIndicator(loops, LoopsHealthIndicator.BOUND);
  }

  /** Without other replicas there is no such component, so no setting decides about a bean. */
  @Bean
  SmartInitializingSingleton replicasHealth(
      SharedState replicas, ObjectProvider<HealthContributorRegistry> health) {
    return () -> {
      if (replicas.isOn()) {
        health.ifAvailable(
            registry ->
                registry.registerContributor("replicas", new ReplicasHealthIndicator(replicas)));
      }
    };
  }
}
