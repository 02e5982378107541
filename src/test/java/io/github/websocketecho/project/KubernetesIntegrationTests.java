package io.github.websocketecho.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.websocketecho.support.Document;
import io.github.websocketecho.support.RawClient;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the documents have for Kubernetes fits together, the image, and the server. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class KubernetesIntegrationTests {

  private final List<JsonNode> documents = new ArrayList<>();

  @LocalServerPort private int port;

  KubernetesIntegrationTests() {
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    for (Object document : yaml.loadAll(Document.page("deploy").blocks("yaml").getFirst())) {
      documents.add(new JsonMapper().valueToTree(document));
    }
  }

  private JsonNode document(String kind) {
    return documents.stream()
        .filter(document -> document.path("kind").stringValue("").equals(kind))
        .findAny()
        .orElseThrow();
  }

  private JsonNode pod() {
    return document("Deployment").at("/spec/template/spec");
  }

  @Test
  void theProbesAreThere() throws Exception {
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      JsonNode get = pod().at("/containers/0/" + probe + "/httpGet");
      assertThat(get.path("port").stringValue()).isEqualTo("http");
      try (var client = RawClient.connect(port)) {
        String path = Objects.requireNonNull(get.path("path").stringValue());
        assertThat(client.request("GET", path, List.of("Host: localhost")).status())
            .as(path)
            .isEqualTo(200);
      }
    }
  }

  @Test
  void thePartsNameEachOther() throws Exception {
    JsonNode name = document("Deployment").at("/metadata/name");
    JsonNode labels = document("Deployment").at("/spec/template/metadata/labels");
    assertThat(document("Deployment").at("/spec/selector/matchLabels")).isEqualTo(labels);
    assertThat(document("Service").at("/spec/selector")).isEqualTo(labels);
    assertThat(document("Service").at("/spec/ports/0/targetPort").stringValue())
        .isEqualTo(pod().at("/containers/0/ports/0/name").stringValue());
    assertThat(document("HorizontalPodAutoscaler").at("/spec/scaleTargetRef/name")).isEqualTo(name);
    assertThat(pod().at("/containers/0/volumeMounts/0/name"))
        .isEqualTo(pod().at("/volumes/0/name"));
    int port = pod().at("/containers/0/ports/0/containerPort").intValue();
    String image = Files.readString(Path.of("Dockerfile"));
    assertThat(image).contains("EXPOSE " + port + "\n").containsPattern("USER [1-9][0-9]*:");
  }

  @Test
  void theReplicasFindRedis() {
    List<JsonNode> redis = new ArrayList<>();
    var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    List<String> blocks = Document.page("deploy").blocks("yaml");
    assertThat(blocks).hasSize(3);
    for (Object document : yaml.loadAll(blocks.get(1))) {
      redis.add(new JsonMapper().valueToTree(document));
    }
    JsonNode patch = new JsonMapper().valueToTree(yaml.load(blocks.get(2)));
    JsonNode container = patch.at("/spec/template/spec/containers/0");
    assertThat(container.path("name")).isEqualTo(pod().at("/containers/0/name"));
    JsonNode variable = container.at("/env/0");
    assertThat(variable.path("name").stringValue()).isEqualTo("WEBSOCKET_ECHO_REPLICAS_REDIS");
    var url = URI.create(Objects.requireNonNull(variable.path("value").stringValue()));
    JsonNode service = redis.get(1);
    assertThat(url.getHost()).isEqualTo(service.at("/metadata/name").stringValue());
    assertThat(url.getPort()).isEqualTo(service.at("/spec/ports/0/port").intValue());
    assertThat(service.at("/spec/selector"))
        .isEqualTo(redis.get(0).at("/spec/template/metadata/labels"));
    assertThat(service.at("/spec/ports/0/targetPort"))
        .isEqualTo(redis.get(0).at("/spec/template/spec/containers/0/ports/0/name"));
    assertThat(redis.get(2).at("/spec/selector/matchLabels"))
        .isEqualTo(document("Deployment").at("/spec/selector/matchLabels"));
    int grace = pod().at("/terminationGracePeriodSeconds").intValue();
    assertThat(container.at("/lifecycle/preStop/sleep/seconds").intValue()).isBetween(1, grace / 2);
  }

  @Test
  void thePodHasNoRightsThatItDoesNotNeed() {
    assertThat(pod().at("/securityContext/runAsNonRoot").booleanValue()).isTrue();
    JsonNode container = pod().at("/containers/0/securityContext");
    assertThat(container)
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true,
                     "capabilities": {"drop": ["ALL"]}}
                    """));
  }
}
