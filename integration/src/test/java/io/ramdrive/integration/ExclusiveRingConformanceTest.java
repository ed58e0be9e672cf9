// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import org.junit.jupiter.api.Nested;

/** What the kernel writes back comes in the background, and through rings as well. */
@OverRings("--cache=exclusive")
class ExclusiveRingConformanceTest {
  @Nested
  class Copying extends CopyConformanceTest {}

  @Nested
  class Mappings extends MappingConformanceTest {}

  @Nested
  class Renames extends RenameConformanceTest {}
}
