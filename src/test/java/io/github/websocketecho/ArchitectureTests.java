package io.github.websocketecho;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dependencies between the packages, as in the design document. */
class ArchitectureTests {

  private static final String ROOT = "io.github.websocketecho";

  /** For all tests, because the import takes longer than each of them. */
  private static final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void packagesDependInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage(ROOT + "..")
        .layer("root")
        .definedBy(ROOT)
        .layer("protocol")
        .definedBy(ROOT + ".protocol..")
        .layer("engine")
        .definedBy(ROOT + ".engine..")
        .layer("tomcat")
        .definedBy(ROOT + ".tomcat..")
        .layer("http")
        .definedBy(ROOT + ".http..")
        .layer("replica")
        .definedBy(ROOT + ".replica..")
        .layer("transcript")
        .definedBy(ROOT + ".transcript..")
        .layer("sequence")
        .definedBy(ROOT + ".sequence..")
        .layer("scenario")
        .definedBy(ROOT + ".scenario..")
        .layer("conformance")
        .definedBy(ROOT + ".conformance..")
        .layer("certificate")
        .definedBy(ROOT + ".certificate..")
        .layer("admission")
        .definedBy(ROOT + ".admission..")
        .layer("endpoint")
        .definedBy(ROOT + ".endpoint..")
        .layer("page")
        .definedBy(ROOT + ".page..")
        .layer("monitoring")
        .definedBy(ROOT + ".monitoring..")
        .layer("hosting")
        .definedBy(ROOT + ".hosting..")
        .layer("replica")
        .definedBy(ROOT + ".replica..")
        .layer("testing")
        .definedBy(ROOT + ".testing..")
        .whereLayer("root")
        .mayNotAccessAnyLayer()
        .whereLayer("protocol")
        .mayNotAccessAnyLayer()
        .whereLayer("http")
        .mayOnlyAccessLayers("protocol", "root")
        .whereLayer("admission")
        .mayOnlyAccessLayers("http", "root")
        .whereLayer("replica")
        .mayOnlyAccessLayers("http", "root")
        .whereLayer("engine")
        .mayOnlyAccessLayers("protocol", "root")
        .whereLayer("tomcat")
        .mayOnlyAccessLayers(
            "engine", "admission", "http", "certificate", "scenario", "transcript", "root")
        .whereLayer("tomcat")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("transcript")
        .mayOnlyAccessLayers("admission", "http", "replica", "engine", "protocol", "root")
        .whereLayer("scenario")
        .mayOnlyAccessLayers("http", "replica", "transcript", "engine", "protocol")
        .whereLayer("certificate")
        .mayOnlyAccessLayers("scenario", "transcript", "engine", "root")
        .whereLayer("conformance")
        .mayOnlyAccessLayers(
            "admission", "http", "replica", "scenario", "transcript", "engine", "protocol", "root")
        .whereLayer("sequence")
        .mayOnlyAccessLayers("http", "replica", "transcript")
        .whereLayer("replica")
        .mayOnlyAccessLayers("http", "root")
        .whereLayer("endpoint")
        .mayOnlyAccessLayers(
            "admission",
            "conformance",
            "http",
            "replica",
            "scenario",
            "sequence",
            "transcript",
            "engine",
            "protocol",
            "root")
        .whereLayer("monitoring")
        .mayOnlyAccessLayers("http", "endpoint", "replica", "transcript", "engine", "protocol")
        .whereLayer("hosting")
        .mayOnlyAccessLayers("root")
        .whereLayer("testing")
        .mayNotAccessAnyLayer()
        .whereLayer("testing")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("page")
        .mayOnlyAccessLayers("certificate", "conformance", "http", "scenario", "protocol", "root")
        .check(classes);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(classes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "protocol",
        "engine",
        "tomcat",
        "http",
        "transcript",
        "admission",
        "certificate",
        "monitoring",
        "hosting",
        "replica",
        "testing"
      })
  void classesOfAPackageAreFreeOfCycles(String name) {
    slices()
        .assignedFrom(new TopLevelClasses(ROOT + "." + name))
        .should()
        .beFreeOfCycles()
        .check(classes);
  }

  private record TopLevelClasses(String packageName) implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      if (!javaClass.getPackageName().equals(packageName)) {
        return SliceIdentifier.ignore();
      }
      JavaClass top = javaClass;
      while (top.getEnclosingClass().isPresent()) {
        top = top.getEnclosingClass().get();
      }
      return SliceIdentifier.of(top.getSimpleName());
    }

    @Override
    public String getDescription() {
      return "top-level classes of " + packageName;
    }
  }

  @Test
  void protocolDependsOnTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".protocol..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", ROOT + ".protocol..")
        .check(classes);
  }

  /** The class path of a test gains nothing else. */
  @Test
  void testingDependsOnTheJdkAndJUnitOnly() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".testing..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "org.jspecify..", "org.junit.jupiter.api.extension..", ROOT + ".testing..")
        .check(classes);
  }

  @Test
  void protocolUsesNoIoAndNoClock() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".protocol..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.io..", "java.net..", "java.nio.channels..", "java.time..")
        .check(classes);
  }

  @Test
  void engineDependsOnProtocolSpringWebSocketAndTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".engine..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    ROOT + ".engine..",
                    ROOT + ".protocol..",
                    "java..",
                    "com.sun.management..",
                    "org.jspecify..",
                    "org.apache.commons.logging..",
                    "org.springframework.beans.factory..",
                    "org.springframework.context..",
                    "org.springframework.stereotype..",
                    "org.springframework.http..",
                    "org.springframework.web.socket..")
                .or(type(OutOfMemory.class)))
        .check(classes);
  }

  @Test
  void onlyPackageTomcatDependsOnTomcat() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".tomcat..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.catalina..",
            "org.apache.coyote..",
            "org.apache.tomcat..",
            "org.apache.juli..",
            "org.springframework.boot.tomcat",
            "org.springframework.boot.tomcat.servlet..",
            "jakarta.websocket..")
        .check(classes);
  }

  @Test
  void onlyEngineAndTomcatDependOnLibrariesOfApache() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".engine..", ROOT + ".tomcat..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache..")
        .check(classes);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(classes.getPackage(ROOT).getSubpackagesInTree())
        .isNotEmpty()
        .allSatisfy(ArchitectureTests::assertNullMarked);
    assertNullMarked(classes.getPackage(ROOT));
  }

  private static void assertNullMarked(JavaPackage javaPackage) {
    assertThat(javaPackage.isAnnotatedWith(NullMarked.class)).as(javaPackage.getName()).isTrue();
  }
}
