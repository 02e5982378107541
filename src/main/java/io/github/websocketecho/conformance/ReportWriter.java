package io.github.websocketecho.conformance;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.InvalidSettingException;
import io.github.websocketecho.replica.ReplicasUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the reports to a directory, in English, under the file names of the Autobahn Testsuite.
 * One thread writes at a time; any thread.
 */
@Component
final class ReportWriter {

  private static final Logger logger = LoggerFactory.getLogger(ReportWriter.class);

  /** The setting for no directory. */
  private static final String NONE = "none";

  private final ReportStore reports;
  private final Documents documents;
  private final ITemplateEngine templates;
  private final JsonMapper json;
  private final @Nullable Path directory;
  private final Lock lock = new ReentrantLock();

  /** The files of each report that were written. */
  private final Map<String, Set<Path>> written = new HashMap<>();

  /**
   * @throws InvalidSettingException if there is a directory, and it cannot be written to
   */
  ReportWriter(
      EchoProperties properties,
      ReportStore reports,
      Documents documents,
      ITemplateEngine templates,
      JsonMapper json) {
    this.reports = reports;
    this.documents = documents;
    this.templates = templates;
    this.json =
        json.rebuild().enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT).build();
    directory = directory(properties.conformance().directory());
  }

  private static @Nullable Path directory(String setting) {
    if (setting.equals(NONE)) {
      return null;
    }
    try {
      Path path = Files.createDirectories(Path.of(setting));
      if (Files.isWritable(path)) {
        return path;
      }
    } catch (IOException | InvalidPathException e) {
      logger.debug("Cannot make the directory", e);
    }
    throw new InvalidSettingException(
        "websocket-echo.conformance.directory",
        setting,
        "none, or a directory that exists or can be made, and that the server can write to");
  }

  /** Whether there is a directory. */
  boolean isOn() {
    return directory != null;
  }

  /**
   * Writes the reports that have changed, and the index of all, and deletes the files of reports
   * that were discarded. Logs it if that fails.
   */
  void write() {
    if (directory == null) {
      return;
    }
    lock.lock();
    try {
      List<Report> all = reports.all();
      for (Report report : all) {
        if (report.takeChanged()) {
          write(report, directory);
        }
      }
      deleteDiscarded(all);
      Map<String, ?> index = IndexDocument.of(all);
      replace(directory.resolve("index.json"), json.writeValueAsString(index));
      replace(directory.resolve("index.html"), html("reports/index", Map.of("index", index)));
    } catch (IOException | ReplicasUnavailableException e) {
      logger.warn("Cannot write the reports to websocket-echo.conformance.directory", e);
    } finally {
      lock.unlock();
    }
  }

  private void deleteDiscarded(List<Report> all) throws IOException {
    Set<String> kept = all.stream().map(Report::file).collect(Collectors.toSet());
    for (String file : List.copyOf(written.keySet())) {
      if (!kept.contains(file)) {
        for (Path path : written.getOrDefault(file, Set.of())) {
          Files.deleteIfExists(path);
        }
        written.remove(file);
      }
    }
  }

  private void write(Report report, Path directory) throws IOException {
    Set<Path> files = written.computeIfAbsent(report.file(), _ -> new HashSet<>());
    for (CaseResult result : report.results()) {
      CaseDocument document = documents.document(report, result, Locale.ENGLISH);
      String name = ReportFiles.of(report.file(), result.tested().id());
      files.addAll(List.of(directory.resolve(name + ".json"), directory.resolve(name + ".html")));
      replace(directory.resolve(name + ".json"), json.writeValueAsString(document));
      replace(directory.resolve(name + ".html"), html("reports/case", Map.of("result", document)));
    }
  }

  private String html(String template, Map<String, Object> variables) {
    return templates.process(template, new Context(Locale.ENGLISH, variables));
  }

  /** A reader never sees half a file. */
  private static void replace(Path file, String content) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part, content);
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
