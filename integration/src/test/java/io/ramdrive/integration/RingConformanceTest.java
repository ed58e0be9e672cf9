// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import org.junit.jupiter.api.Nested;

/** Each kind of request once more, through rings: their parts arrive there in another way. */
@OverRings
class RingConformanceTest {
  @Nested
  class Allocation extends AllocationConformanceTest {}

  @Nested
  class Copying extends CopyConformanceTest {}

  @Nested
  class Directories extends DirectoryConformanceTest {}

  @Nested
  class Links extends LinkConformanceTest {}

  @Nested
  class Mappings extends MappingConformanceTest {}

  @Nested
  class Nodes extends NodeConformanceTest {}

  @Nested
  class Renames extends RenameConformanceTest {}

  @Nested
  class Times extends TimeConformanceTest {}

  @Nested
  class Xattrs extends XattrConformanceTest {}
}
