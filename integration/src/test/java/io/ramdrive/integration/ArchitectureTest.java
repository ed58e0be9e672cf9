// SPDX-License-Identifier: Apache-2.0

package io.ramdrive.integration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The arrows between the modules, and what no module may do. */
class ArchitectureTest {

  private static final String VOLUME = "io.ramdrive.volume";
  private static final String NIO = "io.ramdrive.nio";
  private static final String FUSE = "io.ramdrive.fuse";
  private static final String BINDING = "io.ramdrive.winfsp.binding";
  private static final String WINFSP = "io.ramdrive.winfsp";
  private static final String DRIVE = "io.ramdrive";
  private static final String CLI = "io.ramdrive.cli";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(
              location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
          .withImportOption(location -> !location.contains("/io/ramdrive/spec/"))
          .withImportOption(location -> !location.contains("/io/ramdrive/winfsp/sim/"))
          .importPackages("io.ramdrive");

  private static final JavaClasses LIBRARY_CLASSES =
      CLASSES.that(resideInAnyPackage(VOLUME, NIO, FUSE, BINDING, WINFSP, DRIVE));

  /** Without this, a rule about a module whose classes were not found would pass. */
  @Test
  void theClassesOfEveryModuleAreLookedAt() {
    Set<String> packages =
        CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
    assertThat(packages).containsExactlyInAnyOrder(VOLUME, NIO, FUSE, BINDING, WINFSP, DRIVE, CLI);
  }

  @Test
  void arrowsPointDown() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .ensureAllClassesAreContainedInArchitecture()
        .layer("cli")
        .definedBy(CLI)
        .layer("drive")
        .definedBy(DRIVE)
        .layer("fuse")
        .definedBy(FUSE)
        .layer("winfsp")
        .definedBy(WINFSP)
        .layer("winfsp-binding")
        .definedBy(BINDING)
        .layer("nio")
        .definedBy(NIO)
        .layer("volume")
        .definedBy(VOLUME)
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("drive")
        .mayOnlyBeAccessedByLayers("cli")
        .whereLayer("fuse")
        .mayOnlyBeAccessedByLayers("drive")
        .whereLayer("winfsp")
        .mayOnlyBeAccessedByLayers("drive")
        .whereLayer("winfsp-binding")
        .mayOnlyBeAccessedByLayers("winfsp", "drive", "cli")
        .whereLayer("nio")
        .mayOnlyBeAccessedByLayers("drive")
        .whereLayer("volume")
        .mayOnlyBeAccessedByLayers("drive", "fuse", "nio", "winfsp")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices().assignedFrom(new PackageSlices()).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void librariesRunOnTheJdkAlone() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "org.jspecify.annotations", VOLUME, NIO, FUSE, BINDING, WINFSP, DRIVE)
        .check(LIBRARY_CLASSES);
  }

  @Test
  void librariesLogThroughSystemLogger() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.logging..")
        .because("a library logs through System.Logger and leaves the choice to its user")
        .check(CLASSES);
  }

  @Test
  void librariesPrintNothing() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(LIBRARY_CLASSES);
  }

  @Test
  void classesAreNamedAfterWhatTheyDo() {
    noClasses()
        .should()
        .haveSimpleNameContaining("Util")
        .orShould()
        .haveSimpleNameContaining("Helper")
        .because("such a name says that the class has no job of its own")
        .check(CLASSES);
  }

  private static final class PackageSlices implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      return SliceIdentifier.of(javaClass.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }
}
