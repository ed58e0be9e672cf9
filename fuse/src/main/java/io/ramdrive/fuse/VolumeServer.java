// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.fuse;

import io.ramdrive.volume.Attachment;
import io.ramdrive.volume.Change;
import io.ramdrive.volume.ChangeListener;
import io.ramdrive.volume.OpenableContent;
import io.ramdrive.volume.SparePages;
import io.ramdrive.volume.Volume;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves a volume, and tells the kernel of what others change in it. */
final class VolumeServer implements MountServer {
  private final FuseFileSystem fileSystem;
  private final RequestHook hook;
  private final Attachment attachment;

  /** Null where the kernel is told nothing. */
  private final @Nullable Invalidator invalidator;

  private VolumeServer(
      FuseFileSystem fileSystem,
      RequestHook hook,
      Attachment attachment,
      @Nullable Invalidator invalidator) {
    this.fileSystem = fileSystem;
    this.hook = hook;
    this.attachment = attachment;
    this.invalidator = invalidator;
  }

  /**
   * Makes a mount a view of {@code volume}.
   *
   * @param description the mount, within a sentence
   * @param connected the file that was mounted
   * @throws MountException when the volume may not be seen so, or memory or a thread is lacking
   */
  static VolumeServer start(
      Volume volume,
      String description,
      int connected,
      Negotiation negotiation,
      CoherenceSettings settings)
      throws MountException {
    LookupCounts view = new LookupCounts(volume);
    BackingFiles backingFiles = backingFiles(volume, connected, negotiation);
    FuseFileSystem fileSystem = new FuseFileSystem(volume, view, negotiation, backingFiles);
    if (!negotiation.notifies()) {
      Attachment attachment = attach(volume, view, description, negotiation, new Untold());
      return new VolumeServer(fileSystem, settings.hook(), attachment, null);
    }
    boolean epochs = settings.epochs() && negotiation.knowsEpochs();
    NotificationQueue queue = new NotificationQueue(settings.limits().limits(epochs));
    @Nullable KernelNotifier notifier = null;
    @Nullable Attachment attachment = null;
    try {
      notifier = settings.notifier().apply(new DeviceNotifier(connected));
      ChangeListener listener = new ChangeNotifier(view, queue, settings.matrix());
      attachment = attach(volume, view, description, negotiation, listener);
      Invalidator invalidator = new Invalidator(queue, notifier, view, epochs);
      invalidator.start();
      return new VolumeServer(fileSystem, settings.hook(), attachment, invalidator);
    } catch (MountException | OutOfMemoryError failure) {
      if (attachment != null) {
        attachment.close();
      }
      if (notifier != null) {
        notifier.close();
      }
      queue.close();
      throw failure instanceof MountException refusal
          ? refusal
          : new MountException("No thread for a mount; allow this user more threads.", failure);
    }
  }

  private static @Nullable BackingFiles backingFiles(
      Volume volume, int connected, Negotiation negotiation) throws MountException {
    Optional<OpenableContent> content = volume.openableContent();
    if (content.isPresent() != negotiation.passthrough()) {
      throw new MountException(
          content.isPresent()
              ? "The kernel writes to the files of this volume by itself, which only mounts with"
                  + " passthrough take notice of: mount it so."
              : "The files of this volume are not such that the kernel can read and write them by"
                  + " itself: make the drive with --data-path passthrough.");
    }
    return content.isPresent() ? BackingFiles.of(content.get(), connected) : null;
  }

  private static Attachment attach(
      Volume volume,
      LookupCounts view,
      String description,
      Negotiation negotiation,
      ChangeListener listener)
      throws MountException {
    try {
      return volume.attach(view, description, negotiation.isExclusive(), listener);
    } catch (IllegalStateException refused) {
      throw new MountException(String.valueOf(refused.getMessage()), refused);
    }
  }

  @Override
  public Runnable dispatcher(KernelChannel channel) {
    return new Dispatcher(channel, fileSystem, hook);
  }

  @Override
  public Optional<SparePages> spares(int bytes) {
    return SparePages.of(fileSystem.volume(), bytes);
  }

  @Override
  public boolean quiesce(Duration timeout) {
    return invalidator == null || invalidator.stop(timeout);
  }

  @Override
  public void unmounted() {
    attachment.close();
    fileSystem.lookupCounts().releaseAll();
  }

  @Override
  public NotificationStatistics notifications() {
    return invalidator == null ? NotificationStatistics.NONE : invalidator.statistics();
  }

  /** Of a mount whose kernel asks again by itself, or whose volume nobody else sees. */
  private static final class Untold implements ChangeListener {
    @Override
    public void changed(Change change) {}

    @Override
    public boolean awaitDelivered(long deadline) {
      return true;
    }
  }
}
