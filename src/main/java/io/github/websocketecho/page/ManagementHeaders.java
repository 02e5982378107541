package io.github.websocketecho.page;

import io.github.websocketecho.problem.AllowHeader;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;

/**
 * The {@link SecurityHeaders} and the {@link AllowHeader} at the port of health and metrics, where
 * they have one of their own: the filters of the main port are not there.
 */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementHeaders {

  /** None at the main port, whose scan for components finds this class too. */
  @Bean
  @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
  static SecurityHeaders headersOfManagement() {
    return new SecurityHeaders();
  }

  @Bean
  @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
  static AllowHeader allowHeaderOfManagement() {
    return new AllowHeader();
  }
}
