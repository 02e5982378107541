package io.github.websocketecho.observation;

import io.github.websocketecho.engine.EventLoops;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Boot's health asks. */
@Configuration(proxyBeanMethods = false)
class ObservationConfiguration {

  @Bean
  HealthIndicator loopsHealthIndicator(EventLoops loops) {
    return new LoopsHealthIndicator(loops, LoopsHealthIndicator.BOUND);
  }
}
