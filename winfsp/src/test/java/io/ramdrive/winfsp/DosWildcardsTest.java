// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DosWildcardsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '\'',
      value = {
        "* name.txt true",
        "*.TXT name.txt true",
        "*.txt name.doc false",
        "n?me.* name.txt true",
        "n?me nme false",
        "a*b*c aXXbYYc true",
        "a*b*c aXXbYY false",
        "<.txt one.two.txt true",
        "<.two one.two.txt false",
        "name\"* name true",
        "name\"* name.txt true",
        "name\"* names false",
        "n>>>>>.txt name.txt true",
        "n>.txt name.txt false",
        "name name true",
        "name names false"
      })
  void patternMeansWhatTheKernelMeans(String pattern, String name, boolean matches) {
    assertThat(DosWildcards.matches(pattern, name, false)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({"NAME,name,false", "name,name,true"})
  void caseMattersWhereNamesDifferByIt(String pattern, String name, boolean matches) {
    assertThat(DosWildcards.matches(pattern, name, true)).isEqualTo(matches);
  }
}
