// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.binding;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.ValueLayout;

/**
 * C's types as 64-bit Windows passes them: HANDLE, PWSTR and the like are pointers, SIZE_T and
 * UINT64 longs, ULONG and NTSTATUS ints, WCHAR and UINT16 shorts, BOOLEAN a byte. The interface has
 * no C {@code long}, so that the same signatures hold on every 64-bit platform.
 */
final class Signature {
  static final ValueLayout POINTER = Pointer.LAYOUT;
  static final ValueLayout LONG = ValueLayout.JAVA_LONG;
  static final ValueLayout INT = ValueLayout.JAVA_INT;
  static final ValueLayout SHORT = ValueLayout.JAVA_SHORT;
  static final ValueLayout BYTE = ValueLayout.JAVA_BYTE;

  private Signature() {}

  static FunctionDescriptor returning(ValueLayout result, ValueLayout... arguments) {
    return FunctionDescriptor.of(result, arguments);
  }

  static FunctionDescriptor returningVoid(ValueLayout... arguments) {
    return FunctionDescriptor.ofVoid(arguments);
  }
}
