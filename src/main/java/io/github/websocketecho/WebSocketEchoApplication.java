package io.github.websocketecho;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.micrometer.metrics.autoconfigure.task.TaskExecutorMetricsAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration;

/**
 * Starts the server: {@code java -jar websocket-echo-exec.jar}. What it does not use of Spring Boot
 * is left out, because it would take a tenth of the time of the start: proxies, scheduled and
 * asynchronous tasks, and Tomcat's metrics, which are only those of HTTP sessions here. The client
 * of Redis has a context of its own, and need not be there, so its names are texts.
 */
@SpringBootApplication(
    exclude = {
      AopAutoConfiguration.class,
      ScheduledTasksObservationAutoConfiguration.class,
      TaskExecutionAutoConfiguration.class,
      TaskExecutorMetricsAutoConfiguration.class,
      TaskSchedulingAutoConfiguration.class,
      TomcatMetricsAutoConfiguration.class,
    },
    excludeName = {
      "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
      "org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration",
      "org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration",
      "org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration",
      "org.springframework.boot.data.redis.autoconfigure.health.DataRedisReactiveHealthContributorAutoConfiguration",
      "org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration",
      "org.springframework.boot.data.autoconfigure.metrics.DataRepositoryMetricsAutoConfiguration",
      "org.springframework.boot.data.autoconfigure.web.DataWebAutoConfiguration",
      "org.springframework.boot.netty.autoconfigure.NettyAutoConfiguration",
      "org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration",
      "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
      "org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration",
      "org.springframework.boot.transaction.jta.autoconfigure.JtaAutoConfiguration",
    })
@ConfigurationPropertiesScan
public class WebSocketEchoApplication {

  static void main(String[] args) {
    OutOfMemory.endTheProcess();
    SpringApplication.run(WebSocketEchoApplication.class, args);
  }
}
