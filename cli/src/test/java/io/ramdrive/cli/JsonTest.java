// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void indents() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("a", 1L);
    map.put("b", true);
    map.put("c", List.of("x", Map.of("d", "y")));
    assertThat(Json.write(map))
        .isEqualTo(
            """
            {
              "a": 1,
              "b": true,
              "c": [
                "x",
                {
                  "d": "y"
                }
              ]
            }\
            """);
    assertThat(Json.write(List.of())).isEqualTo("[]");
    assertThat(Json.write(Map.of())).isEqualTo("{}");
  }

  @Test
  void escapesWhatJsonMustNotHold() {
    assertThat(Json.write("/mnt/\"x\"\\\n\u0001ü"))
        .isEqualTo("\"/mnt/\\\"x\\\"\\\\\\u000a\\u0001ü\"");
  }
}
