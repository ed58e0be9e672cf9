// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.integration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The {@link SharedDrive} of such a test class, and of the classes in it, takes its requests
 * through io_uring. Needs what {@link RingSwitch} needs.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface OverRings {
  /** Further options of the drive, as {@link TestDrive#mount} takes them. */
  String[] value() default {};
}
