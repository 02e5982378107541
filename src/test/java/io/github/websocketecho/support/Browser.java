package io.github.websocketecho.support;

import com.deque.html.axecore.providers.EmbeddedResourceAxeProvider;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.naming.OperationNotSupportedException;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A headless Chromium that prefers English and trusts every certificate. A {@link BrowserTest}
 * receives one as a parameter. Every wait ends after {@link #PATIENCE}.
 */
public final class Browser implements AutoCloseable {

  /**
   * Chromium without windows, from Debian, which opens pages faster. It is not that of the {@code
   * PATH}, which is a script that does not end it.
   */
  private static final Path HEADLESS_SHELL = Path.of("/usr/lib/chromium/chromium-headless-shell");

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private static final String LINES_OF_THE_LOG =
      """
      const done = arguments[0];
      const list = document.getElementById('output');
      const frame = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
      const found = new Map();
      const collect = () => {
        for (const line of list.querySelectorAll('.line')) {
          const words = line.querySelector('.what').innerText;
          found.set(Number(line.dataset.number), `${line.dataset.kind} | ${words}`);
        }
      };
      const scrollThrough = async () => {
        const { scrollTop } = list;
        const atEnd = list.scrollHeight - scrollTop - list.clientHeight < 8;
        for (let top = 0; top < list.scrollHeight; top += list.clientHeight) {
          list.scrollTop = top;
          await frame();
          collect();
        }
        list.scrollTop = atEnd ? list.scrollHeight : scrollTop;
        await frame();
      };
      collect();
      const all = list.scrollHeight > list.clientHeight ? scrollThrough() : Promise.resolve();
      all.then(() => done([...found.keys()].sort((a, b) => a - b).map(number => found.get(number))));
      """;

  private static final String VISIBLE_TEXT =
      """
      const element = document.getElementById(arguments[0]);
      if (element === null) { return null; }
      const visible = element.checkVisibility({ visibilityProperty: true });
      if (!visible) { return ''; }
      return element.innerText.replace(/[\\t\\u00a0]/gu, ' ').replace(/\\n{2,}/gu, '\\n').trim();
      """;

  /**
   * The longest wait. Pages may be slow, because several browsers and servers share the machine.
   */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long a wait pauses between two looks, each of which occupies the browser for a moment. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final Duration PATIENCE_WITH_AXE = Duration.ofMinutes(1);

  private static final String ACCESSIBILITY_VIOLATIONS =
      """
      const done = arguments[1];
      axe.run({ resultTypes: ['violations'], ...JSON.parse(arguments[0]) }).then(
        ({ violations }) => done(violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target} ${html}`))),
        error => done([String(error)]));
      """;

  private final ChromeDriver driver;

  Browser() {
    var options = new ChromeOptions();
    options.setBinary(browser().orElseThrow().toFile());
    options.setAcceptInsecureCerts(true);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions",
        // One process for all pages. Starting one for each page takes longer than most tests.
        "--renderer-process-limit=1",
        "--disable-site-isolation-trials",
        "--disable-features=SpareRendererForSitePerProcess",
        "--window-size=1440,1000",
        "--accept-lang=en");
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(onPath("chromedriver").orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
  }

  static boolean isInstalled() {
    return browser().isPresent() && onPath("chromedriver").isPresent();
  }

  /** The program of the browser; empty if none is installed. */
  public static Optional<Path> browser() {
    if (Files.isExecutable(HEADLESS_SHELL) && !Extent.isThorough()) {
      return Optional.of(HEADLESS_SHELL);
    }
    return BROWSERS.stream().map(Browser::onPath).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Path> onPath(String program) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    Stream<String> folders = Arrays.stream(path.split(Pattern.quote(File.pathSeparator), -1));
    return folders.map(folder -> Path.of(folder, program)).filter(Files::isExecutable).findFirst();
  }

  public void open(String url) {
    driver.get(url);
  }

  /**
   * Restores the state after the start: one empty window, no stored data, and default preferences.
   */
  void reset() {
    closeOtherWindows();
    // Leaves the page first, because it could store data again.
    driver.get("about:blank");
    driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
    driver.executeCdpCommand(
        "Storage.clearDataForOrigin", Map.of("origin", "*", "storageTypes", "all"));
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    block();
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia", Map.of("media", "", "features", List.of()));
    preferLanguage("");
  }

  private void closeOtherWindows() {
    String own = driver.getWindowHandle();
    for (String window : driver.getWindowHandles()) {
      if (!window.equals(own)) {
        driver.switchTo().window(window).close();
      }
    }
    driver.switchTo().window(own);
  }

  public void click(String id) {
    driver.findElement(By.id(id)).click();
  }

  public void clickLink(String text) {
    driver.findElement(By.linkText(text)).click();
  }

  /**
   * Replaces the content of a field, as an input method does: with one event for the complete text.
   * An event for each key, as {@link #press} has it, takes five times as long for an address.
   */
  public void type(String id, String text) {
    WebElement field = driver.findElement(By.id(id));
    field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    driver.executeCdpCommand("Input.insertText", Map.of("text", text));
  }

  /** Presses keys in the focused element. */
  public void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** The id of the focused element; "" if it has none. */
  public String focused() {
    return Objects.requireNonNullElse(driver.switchTo().activeElement().getDomAttribute("id"), "");
  }

  /**
   * The visible text of an element, with a space between cells and one line end between blocks; ""
   * if it is hidden.
   */
  public String text(String id) {
    // WebElement.getText runs a script that takes five times as long.
    Object text = script(VISIBLE_TEXT, id);
    if (text == null) {
      throw new NoSuchElementException("No element has the id " + id);
    }
    return text.toString();
  }

  public String value(String id) {
    return Objects.requireNonNullElse(driver.findElement(By.id(id)).getDomProperty("value"), "");
  }

  /** Whether an element is visible. */
  public boolean isShown(String id) {
    return driver.findElement(By.id(id)).isDisplayed();
  }

  public @Nullable String attribute(String id, String name) {
    return driver.findElement(By.id(id)).getDomAttribute(name);
  }

  public String title() {
    return Objects.requireNonNullElse(driver.getTitle(), "");
  }

  /**
   * All lines in the list of the log, by scrolling: their kinds and texts, without time and size.
   */
  public List<String> log() {
    return strings(asyncScript(LINES_OF_THE_LOG));
  }

  /** The text colour of a line of the log with a kind. */
  public String colourOf(String kind) {
    return driver
        .findElement(By.cssSelector("#output .line[data-kind=" + kind + "] .label"))
        .getCssValue("color");
  }

  /** Selects a file in a file field. */
  public void selectFile(String id, Path file) {
    driver.findElement(By.id(id)).sendKeys(file.toAbsolutePath().toString());
  }

  public @Nullable Object script(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Runs a script that calls its last argument with the result. */
  public @Nullable Object asyncScript(String script, Object... arguments) {
    driver.manage().timeouts().scriptTimeout(PATIENCE);
    return driver.executeAsyncScript(script, arguments);
  }

  public void resize(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Blocks requests, as a filter does, to the URLs that match these patterns alone. */
  public void block(String... patterns) {
    driver.executeCdpCommand("Network.enable", Map.of());
    driver.executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of(patterns)));
  }

  /** Shows the page as on a medium, such as {@code print}. */
  public void emulateMedia(String medium) {
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", medium));
  }

  /** Sets the preferred colour scheme, {@code light} or {@code dark}. */
  public void preferScheme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  /** Sets the preferred language, such as {@code zh-CN}. */
  public void preferLanguage(String language) {
    driver.executeCdpCommand(
        "Emulation.setUserAgentOverride", Map.of("userAgent", "", "acceptLanguage", language));
  }

  /**
   * The accessibility violations that axe finds on the page, each with its rule and its element.
   * axe runs within the page, which has no frames. Its own runner opens another window each time,
   * and needs twice as long.
   */
  public List<String> accessibilityViolations() {
    return violations("{}");
  }

  /** The same, only of the rule about the contrast of text, which depends on colours alone. */
  public List<String> contrastViolations() {
    return violations("{\"runOnly\": [\"color-contrast\"]}");
  }

  /** The same, of all other rules. */
  public List<String> violationsExceptContrast() {
    return violations("{\"rules\": {\"color-contrast\": {\"enabled\": false}}}");
  }

  private List<String> violations(String options) {
    if (Boolean.TRUE.equals(script("return window.axe === undefined"))) {
      script(axe());
    }
    driver.manage().timeouts().scriptTimeout(PATIENCE_WITH_AXE);
    return strings(driver.executeAsyncScript(ACCESSIBILITY_VIOLATIONS, options));
  }

  private static String axe() {
    try {
      return new EmbeddedResourceAxeProvider().getScript();
    } catch (IOException | OperationNotSupportedException e) {
      throw new IllegalStateException("axe is not on the class path", e);
    }
  }

  private static List<String> strings(@Nullable Object list) {
    return ((List<?>) Objects.requireNonNull(list)).stream().map(String.class::cast).toList();
  }

  /** Whether something is wider than the window. */
  public boolean scrollsHorizontally() {
    return Boolean.TRUE.equals(
        script(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth"));
  }

  /** Saves a screenshot of the complete page. */
  public void saveScreenshot(Path file) {
    Map<String, Object> result =
        driver.executeCdpCommand(
            "Page.captureScreenshot",
            Map.of("format", "png", "captureBeyondViewport", true, "optimizeForSpeed", true));
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.write(
          file, Base64.getDecoder().decode(Objects.requireNonNull(result.get("data")).toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until an assertion holds. */
  public void await(Runnable assertion) {
    new WebDriverWait(driver, PATIENCE, PAUSE)
        .ignoring(AssertionError.class)
        .until(
            _ -> {
              assertion.run();
              return true;
            });
  }

  public void awaitText(String id, String expected) {
    new WebDriverWait(driver, PATIENCE, PAUSE)
        .withMessage(
            () -> "#" + id + " has the text “" + text(id) + "” instead of “" + expected + "”")
        .until(_ -> text(id).equals(expected));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
