// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp;

import io.ramdrive.volume.Attachment;
import io.ramdrive.volume.View;
import io.ramdrive.volume.Volume;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A mount's place among the views of its volume: it learns of changes, and tells its kernel. */
final class ViewAttachment {
  private final NotificationQueue queue;
  private final PathFinder paths;
  private final KernelNames kernelNames;
  private final Attachment attachment;

  /** Null before the kernel can be told anything, and where it is told nothing. */
  private @Nullable Invalidator invalidator;

  private ViewAttachment(
      NotificationQueue queue, PathFinder paths, KernelNames kernelNames, Attachment attachment) {
    this.queue = queue;
    this.paths = paths;
    this.kernelNames = kernelNames;
    this.attachment = attachment;
  }

  /**
   * Makes {@code view} one that learns of changes from now on.
   *
   * @param description the mount, within a sentence
   * @throws IOException in a sentence, when the volume may have no further view
   */
  static ViewAttachment attach(
      Volume volume,
      View view,
      String description,
      NotificationMatrix matrix,
      KernelNames kernelNames)
      throws IOException {
    NotificationQueue queue = new NotificationQueue();
    try {
      Attachment attachment =
          volume.attach(view, description, false, new ChangeNotifier(view, queue, matrix));
      return new ViewAttachment(
          queue, new PathFinder(volume, kernelNames), kernelNames, attachment);
    } catch (IllegalStateException refused) {
      throw new IOException(refused.getMessage(), refused);
    }
  }

  /**
   * Begins to tell the kernel; once the dispatcher runs, which has to answer what that leads to.
   */
  void tell(KernelNotifier kernel) {
    Invalidator teller = new Invalidator(queue, kernel, kernelNames, paths);
    teller.start();
    invalidator = teller;
  }

  /** Learns of nothing any more and tells nothing any more; before the dispatcher is stopped. */
  void detach() {
    attachment.close();
    Invalidator teller = invalidator;
    if (teller != null) {
      teller.stop();
    }
  }

  NotificationStatistics statistics() {
    Invalidator teller = invalidator;
    return teller == null ? new NotificationStatistics(0, 0, 0, 0) : teller.statistics();
  }
}
