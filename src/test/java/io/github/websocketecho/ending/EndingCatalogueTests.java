package io.github.websocketecho.ending;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.server.PathContainer;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.pattern.PathPatternParser;

class EndingCatalogueTests {

  private final List<Ending> endings =
      new EndingCatalogue(new AbstractWebSocketHandler() {}).endings();

  @Test
  void everyIdAndEveryAddressIsThereOnce() {
    assertThat(endings).extracting(Ending::id).doesNotHaveDuplicates();
    assertThat(endings).extracting(Ending::address).doesNotHaveDuplicates();
  }

  @Test
  void everyExampleIsOfItsAddressAndCarriesWhatItMay() {
    for (Ending ending : endings) {
      var example = UriComponentsBuilder.fromUriString(ending.example()).build();
      var match =
          Objects.requireNonNull(
              PathPatternParser.defaultInstance
                  .parse(ending.address())
                  .matchAndExtract(PathContainer.parsePath(String.valueOf(example.getPath()))),
              ending.example());
      Map<String, List<String>> query = example.getQueryParams();
      assertThat(ending.handler().apply(new AddressParameters(match.getUriVariables(), query)))
          .as(ending.example())
          .isNotNull();
      assertThat(ending.parameters())
          .extracting(parameter -> parameter.name())
          .containsAll(query.keySet())
          .containsAll(match.getUriVariables().keySet());
    }
  }

  @Test
  void everyDefaultIsAllowedAndSoAreBothEnds() {
    for (Ending ending : endings) {
      for (Parameter<?> parameter : ending.parameters()) {
        assertThat(parameter.read(parameter.defaultValue())).isNotNull();
        if (parameter.minimum() != null && parameter.maximum() != null) {
          assertThat(parameter.read(parameter.minimum())).isNotNull();
          assertThat(parameter.read(parameter.maximum())).isNotNull();
        }
      }
    }
  }

  @Test
  void everyEndingAndEveryParameterIsExplained() {
    var messages = new ResourceBundleMessageSource();
    messages.setBasename("messages/catalogue");
    var codes = new ArrayList<String>();
    for (Ending ending : endings) {
      codes.add(ending.does());
      for (Parameter<?> parameter : ending.parameters()) {
        codes.add("parameter." + parameter.name() + ".meaning");
        codes.add("parameter." + parameter.name() + ".allowed");
      }
    }
    assertThat(codes)
        .allSatisfy(
            code -> assertThat(messages.getMessage(code, null, Locale.ENGLISH)).isNotBlank());
  }
}
