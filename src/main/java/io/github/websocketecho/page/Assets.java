package io.github.websocketecho.page;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The addresses of the page's files, relative to the page, so that they are right with any path
 * prefix of a proxy. They lead to the bundle if the build made one, and otherwise to the files as
 * they are in the sources. Any thread.
 */
@Component
public final class Assets {

  /** How esbuild names the imports that a browser loads before the file runs. */
  private static final String STATIC = "import-statement";

  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final Map<String, Output> outputs;

  /**
   * Reads the description of the bundle.
   *
   * @param manifest the metafile of esbuild; does not exist if there is no bundle
   */
  Assets(@Value("classpath:bundle.json") Resource manifest) throws IOException {
    outputs = manifest.exists() ? read(manifest) : Map.of();
    outputs.forEach(
        (address, output) -> {
          String source = output.source();
          if (source != null) {
            addresses.put(source, address);
          }
        });
  }

  private static Map<String, Output> read(Resource manifest) throws IOException {
    try (InputStream in = manifest.getInputStream()) {
      return JsonMapper.shared().readValue(in, Manifest.class).outputs();
    }
  }

  /**
   * The address of a file.
   *
   * @param file its path in the sources, such as {@code assets/page.js}
   */
  public String address(String file) {
    return addresses.getOrDefault(file, file);
  }

  /**
   * The addresses of the files that a module imports, directly or not. Empty without a bundle.
   *
   * @param file the path of the module in the sources
   */
  public SequencedSet<String> imports(String file) {
    var found = new LinkedHashSet<String>();
    addImports(address(file), found);
    return found;
  }

  private void addImports(String address, SequencedSet<String> found) {
    Output output = outputs.get(address);
    if (output != null) {
      for (Import imported : output.imports()) {
        if (imported.kind().equals(STATIC) && found.add(imported.path())) {
          addImports(imported.path(), found);
        }
      }
    }
  }

  private record Manifest(Map<String, Output> outputs) {}

  /** A file of the bundle, the file of the sources that it begins with, and all of its sources. */
  private record Output(
      @Nullable String entryPoint, Map<String, Object> inputs, List<Import> imports) {

    /** The file of the sources that this one replaces. esbuild does not name it for a copy. */
    @Nullable String source() {
      return entryPoint == null && inputs.size() == 1
          ? inputs.keySet().iterator().next()
          : entryPoint;
    }
  }

  private record Import(String path, String kind) {}
}
