package io.github.websocketecho.monitoring;

import io.github.websocketecho.engine.EventLoops;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Adds the event loops to Spring Boot's health. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

  @Bean
  HealthIndicator loopsHealthIndicator(EventLoops loops) {
    return new LoopsHealthIndicator(loops, LoopsHealthIndicator.BOUND);
  }
}
