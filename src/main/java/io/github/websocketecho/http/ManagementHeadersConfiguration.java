package io.github.websocketecho.http;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;

/**
 * Adds the {@link SecurityHeadersFilter} and the {@link AllowHeaderFilter} to the port of health
 * and metrics if that is another one, because it does not have the filters of the main port.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementHeadersConfiguration {

  /** No bean at the main port, whose component scan finds this class too. */
  @Bean
  @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
  static SecurityHeadersFilter managementSecurityHeadersFilter() {
    return new SecurityHeadersFilter();
  }

  @Bean
  @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
  static AllowHeaderFilter managementAllowHeaderFilter() {
    return new AllowHeaderFilter();
  }
}
