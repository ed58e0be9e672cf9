// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

/** What is done with each extended attribute of a list. */
@FunctionalInterface
public interface EaVisitor {
  /**
   * Handles one.
   *
   * @param context what {@link EaEnumeration#enumerate} was given
   * @param singleEa a {@link FullEaInformation}, good until the method returns
   * @return an NTSTATUS; a failure ends the enumeration
   */
  int visit(long context, long singleEa);
}
