// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.ramdrive.volume.Volume;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XattrHandlersTest {
  private final ScriptedKernel kernel = new ScriptedKernel();
  private final long node = kernel.create("f");

  @AfterEach
  void close() {
    kernel.close();
  }

  @Test
  void setGetListRemove() {
    kernel.ask(set("user.colour", "red", 0)).assertOk(0);
    kernel.ask(set("user.size", "", 0)).assertOk(0);
    assertThat(kernel.ask(get("user.colour", 100)).text()).isEqualTo("red");
    assertThat(kernel.ask(get("user.colour", 0)).assertOk(8).u32(0)).isEqualTo(3);
    kernel.ask(get("user.colour", 2)).assertError(Errno.ERANGE);
    kernel.ask(get("user.size", 100)).assertOk(0);
    assertThat(kernel.ask(list(100)).text().split("\0"))
        .containsExactlyInAnyOrder("user.colour", "user.size");
    assertThat(kernel.ask(list(0)).assertOk(8).u32(0))
        .isEqualTo("user.colour".length() + "user.size".length() + 2);
    kernel.ask(list(5)).assertError(Errno.ERANGE);
    kernel.ask(remove("user.colour")).assertOk(0);
    kernel.ask(remove("user.colour")).assertError(Errno.ENODATA);
    kernel.ask(get("user.colour", 100)).assertError(Errno.ENODATA);
  }

  @Test
  void flagsDecideWhetherTheAttributeMayExist() {
    kernel.ask(set("user.x", "1", Volume.XATTR_REPLACE)).assertError(Errno.ENODATA);
    kernel.ask(set("user.x", "1", Volume.XATTR_CREATE)).assertOk(0);
    kernel.ask(set("user.x", "2", Volume.XATTR_CREATE)).assertError(Errno.EEXIST);
    kernel.ask(set("user.x", "2", Volume.XATTR_REPLACE)).assertOk(0);
    assertThat(kernel.ask(get("user.x", 10)).text()).isEqualTo("2");
  }

  @Test
  void theLargestValue() {
    String value = "v".repeat(Volume.MAX_XATTR_SIZE);
    kernel.ask(set("user.large", value, 0)).assertOk(0);
    assertThat(kernel.ask(get("user.large", Volume.MAX_XATTR_SIZE)).text()).isEqualTo(value);
    kernel.ask(set("user.larger", value + "v", 0)).assertError(Errno.E2BIG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "system.nfs4_acl", "os2.x", "", "user"})
  void otherClassesAreNotOffered(String name) {
    kernel.ask(set(name, "x", 0)).assertError(Errno.EOPNOTSUPP);
    kernel.ask(get(name, 100)).assertError(Errno.EOPNOTSUPP);
    kernel.ask(remove(name)).assertError(Errno.EOPNOTSUPP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"user.", "trusted.", "security."})
  void aClassIsNoName(String name) {
    kernel.ask(set(name, "x", 0)).assertError(Errno.EINVAL);
    kernel.ask(get(name, 100)).assertError(Errno.EINVAL);
    kernel.ask(remove(name)).assertError(Errno.EINVAL);
  }

  @Test
  void removingAnAbsentAccessListIsNoError() {
    kernel.ask(remove("system.posix_acl_access")).assertOk(0);
    kernel.ask(get("system.posix_acl_access", 100)).assertError(Errno.ENODATA);
  }

  @Test
  void aMountWithoutAttributesSaysSoForGood() {
    try (ScriptedKernel bare = new ScriptedKernel(FuseOptions.builder().xattrs(false).build())) {
      bare.ask(set("user.x", "1", 0)).assertError(Errno.ENOSYS);
      bare.ask(get("security.capability", 20)).assertError(Errno.ENOSYS);
      bare.ask(list(100)).assertError(Errno.ENOSYS);
      bare.ask(remove("user.x")).assertError(Errno.ENOSYS);
    }
  }

  @Test
  void accessListsThatNobodyHeedsAreRefused() {
    FuseOptions unchecked = FuseOptions.builder().checkPermissions(false).build();
    try (ScriptedKernel lax = new ScriptedKernel(unchecked)) {
      assertThat(lax.create("f")).isEqualTo(node);
      lax.ask(get("system.posix_acl_access", 100)).assertError(Errno.EOPNOTSUPP);
      lax.ask(set("system.posix_acl_default", "x", 0)).assertError(Errno.EOPNOTSUPP);
      lax.ask(set("user.x", "1", 0)).assertOk(0);
    }
  }

  @Test
  void onlyRootSeesTrustedNamesWhoeverAskedBefore() {
    kernel.ask(set("trusted.secret", "x", 0)).assertOk(0);
    kernel.ask(set("user.open", "x", 0)).assertOk(0);
    kernel.create("g");
    assertThat(kernel.ask(list(100).from(0, 0)).text().split("\0"))
        .containsExactlyInAnyOrder("trusted.secret", "user.open");
    assertThat(kernel.ask(list(100)).text()).isEqualTo("user.open\0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"user.x", "trusted.x", "security.capability"})
  void theOfferedClasses(String name) {
    kernel.ask(get(name, 100)).assertError(Errno.ENODATA);
  }

  private Request set(String name, String value, int flags) {
    return Request.of(Opcode.FUSE_SETXATTR, node)
        .u32(value.length())
        .u32(flags)
        .u32(0)
        .u32(0)
        .name(name)
        .bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  private Request get(String name, int size) {
    return Request.of(Opcode.FUSE_GETXATTR, node).u32(size).u32(0).name(name);
  }

  private Request list(int size) {
    return Request.of(Opcode.FUSE_LISTXATTR, node).u32(size).u32(0);
  }

  private Request remove(String name) {
    return Request.of(Opcode.FUSE_REMOVEXATTR, node).name(name);
  }
}
