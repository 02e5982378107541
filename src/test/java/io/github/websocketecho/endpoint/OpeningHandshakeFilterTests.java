package io.github.websocketecho.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.FixedLocaleResolver;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

class OpeningHandshakeFilterTests {

  private final List<String> handled = new ArrayList<>();
  private final StaticWebApplicationContext context = new StaticWebApplicationContext();
  private final OpeningHandshakeFilter filter =
      new OpeningHandshakeFilter(
          context.getBeanProvider(HandlerMapping.class),
          context.getBeanProvider(LocaleResolver.class));

  @BeforeEach
  void start() {
    register("second", 2, "/**");
    register("first", 1, "/first/{name}");
    context.registerBean(LocaleResolver.class, () -> new FixedLocaleResolver(Locale.CHINESE));
    context.refresh();
    filter.afterSingletonsInstantiated();
  }

  private void register(String name, int order, String pattern) {
    context.registerBean(
        name,
        HandlerMapping.class,
        () -> {
          var mapping = new WebSocketHandlerMapping();
          mapping.setUrlMap(Map.of(pattern, handler(name)));
          mapping.setOrder(order);
          return mapping;
        });
  }

  private HttpRequestHandler handler(String name) {
    return (request, _) ->
        handled.add(
            "%s %s in %s"
                .formatted(
                    name,
                    request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE),
                    LocaleContextHolder.getLocale()));
  }

  private boolean goesOn(String method, String path, String upgrade) throws Exception {
    var request = new MockHttpServletRequest(method, path);
    request.addHeader("Upgrade", upgrade);
    var chain = new MockFilterChain();
    filter.doFilter(request, new MockHttpServletResponse(), chain);
    return chain.getRequest() != null;
  }

  @Test
  void firstMatchingMappingHandlesTheHandshakeInTheRequestLocale() throws Exception {
    assertThat(goesOn("GET", "/first/x", "websocket")).isFalse();
    assertThat(goesOn("GET", "/other", "WebSocket")).isFalse();
    assertThat(handled).containsExactly("first {name=x} in zh", "second null in zh");
  }

  @Test
  void localeIsResetAfterTheHandshake() throws Exception {
    assertThat(goesOn("GET", "/", "websocket")).isFalse();
    assertThat(LocaleContextHolder.getLocaleContext()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"POST, websocket", "HEAD, websocket", "GET, h2c", "GET, ''"})
  void plainRequestGoesOnDownTheChain(String method, String upgrade) throws Exception {
    assertThat(goesOn(method, "/first/x", upgrade)).isTrue();
    assertThat(handled).isEmpty();
  }

  @Test
  void handshakeThatNoMappingMatchesGoesOnDownTheChain() throws Exception {
    context.removeBeanDefinition("second");
    filter.afterSingletonsInstantiated();
    assertThat(goesOn("GET", "/other", "websocket")).isTrue();
    assertThat(handled).isEmpty();
  }

  @Test
  void mappingMatchesNeitherPlainRequestsNorErrorPages() throws Exception {
    var mapping = new OpeningHandshakeFilter.Mapping();
    mapping.setUrlMap(Map.of("/**", handler("own")));
    mapping.setApplicationContext(context);
    var request = new MockHttpServletRequest("GET", "/");
    ServletRequestPathUtils.parseAndCache(request);
    assertThat(mapping.getHandler(request)).isNull();
    request.addHeader("Upgrade", "websocket");
    assertThat(mapping.getHandler(request)).isNotNull();
    request.setDispatcherType(DispatcherType.ERROR);
    assertThat(mapping.getHandler(request)).isNull();
  }
}
