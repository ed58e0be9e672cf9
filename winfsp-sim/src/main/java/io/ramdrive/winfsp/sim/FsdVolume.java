// SPDX-License-Identifier: Apache-2.0
package io.ramdrive.winfsp.sim;

import io.ramdrive.winfsp.binding.WinNt;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/**
 * The driver's half of one volume: what its requests share. The requests themselves are in classes
 * of their own.
 */
final class FsdVolume implements KernelVolume {
  final VolumeTraits traits;
  final UserMode userMode;
  final VirtualClock clock;
  final Violations violations;
  final SimSettings settings;
  final NodeTable nodes;

  /** Opens take it shared, renames exclusively, notifications shared. */
  final DriverLock renames;

  final Watchers watchers;
  final ModelVolume model;
  final FileInfoCheck infoCheck;
  final DataCheck dataCheck;
  final Activity activity = new Activity();
  final CacheManager cache;
  final LateWork lateWork;
  final MetaCache securityCache;
  final MetaCache listingCache;
  final MetaCache streamCache;
  final MetaCache eaCache;
  final VolumeInfoCache volumeInfo;
  final CreateRequests creates;
  final CleanupRequests cleanups;
  final DataRequests data;
  final InformationRequests information;
  final NameRequests names;
  final DirectoryRequests directories;
  final MetadataRequests metadata;
  final VolumeCheck volumeCheck;
  final QueryOpen queryOpen;
  private final NotifyWork notifyWork;
  private final Random random;
  private final Set<String> mountPoints = new CopyOnWriteArraySet<>();
  private volatile boolean stopped;

  FsdVolume(
      byte[] params,
      UserMode userMode,
      SimSettings settings,
      Violations violations,
      VirtualClock clock) {
    traits = new VolumeTraits(params);
    this.userMode = userMode;
    this.settings = settings;
    this.violations = violations;
    this.clock = clock;
    random = new Random(settings.seed());
    nodes = new NodeTable(traits);
    renames = new DriverLock("FileRenameResource", Invariant.THREADING, patienceMillis());
    watchers = new Watchers(traits);
    model = new ModelVolume(traits);
    infoCheck = new FileInfoCheck(traits, model, userMode);
    dataCheck = new DataCheck(model);
    securityCache = new MetaCache(traits.securityTimeout(), 4096, clock);
    listingCache = new MetaCache(traits.dirInfoTimeout(), 65536, clock);
    streamCache = new MetaCache(traits.streamInfoTimeout(), 16384, clock);
    eaCache = new MetaCache(traits.eaTimeout(), 16384, clock);
    volumeInfo = new VolumeInfoCache(this);
    cache = new CacheManager(this);
    lateWork = new LateWork(this);
    creates = new CreateRequests(this);
    cleanups = new CleanupRequests(this);
    data = new DataRequests(this);
    information = new InformationRequests(this);
    names = new NameRequests(this);
    directories = new DirectoryRequests(this);
    metadata = new MetadataRequests(this);
    volumeCheck = new VolumeCheck(this);
    queryOpen = new QueryOpen(this);
    notifyWork = new NotifyWork(this);
  }

  /** How long a lock may be waited for before that counts as a hang. */
  long patienceMillis() {
    return settings.watchdogMillis() * 3;
  }

  /** A number from the seed's sequence. */
  int random(int bound) {
    synchronized (random) {
      return random.nextInt(bound);
    }
  }

  /** The sequence itself, for shuffling; its own monitor guards it. */
  Random random() {
    return random;
  }

  /**
   * Begins a system call: lets the kernel's own threads do a little before it, and says that it
   * runs.
   */
  Activity.Operation begin() {
    violations.check();
    lateWork.tick();
    return activity.begin();
  }

  /** Sends a request. */
  Response call(Request request) {
    return userMode.call(request);
  }

  /** As {@link #call}, and throws a failure to the program. */
  Response ask(Request request) {
    Response response = userMode.call(request);
    if (!response.succeeded()) {
      throw new NtStatusException(response.status());
    }
    return response;
  }

  /** Takes an answer's FileInfo for the truth. */
  void setFileInfo(FsdNode node, Response response) {
    byte @Nullable [] bytes = response.fileInfo();
    if (bytes == null) {
      throw new InvariantViolation(
          Invariant.FILE_INFO, "An answer about " + node.name() + " has no FileInfo");
    }
    node.setFileInfo(FileInformation.of(bytes, 0), fileInfoExpiry());
  }

  long fileInfoExpiry() {
    return VolumeTraits.expiry(traits.fileInfoTimeout(), clock);
  }

  /** The listing that a name is in (for a stream the list of streams) is not true any more. */
  void invalidateParentListing(String name) {
    boolean stream = FileName.streamStart(name) != 0;
    FsdNode above = nodes.find(stream ? FileName.main(name) : FileName.parent(name));
    if (above != null) {
      (stream ? streamCache : listingCache).remove(above);
    }
    volumeInfo.invalidate();
  }

  /** Everything but data that is cached about a node. */
  void invalidateMetadata(FsdNode node) {
    securityCache.remove(node);
    listingCache.remove(node);
    streamCache.remove(node);
    eaCache.remove(node);
  }

  /** Tells watchers of a file that came, went or was renamed. */
  void reportName(FsdNode node, int action, String name) {
    int filter =
        node.directory
            ? WinNt.FILE_NOTIFY_CHANGE_DIR_NAME
            : FileName.streamStart(name) != 0
                ? FILE_NOTIFY_CHANGE_STREAM_NAME
                : WinNt.FILE_NOTIFY_CHANGE_FILE_NAME;
    watchers.report(filter, action, name);
  }

  /** FILE_NOTIFY_CHANGE_STREAM_NAME of ntifs.h. */
  static final int FILE_NOTIFY_CHANGE_STREAM_NAME = 0x00000200;

  boolean isStopped() {
    return stopped;
  }

  /** Whether programs can reach it. */
  boolean isServed() {
    return !stopped && !mountPoints.isEmpty();
  }

  List<String> mountPoints() {
    return List.copyOf(mountPoints);
  }

  @Override
  public void mounted(String mountPoint) {
    mountPoints.add(mountPoint);
  }

  @Override
  public void unmounted(String mountPoint) {
    mountPoints.remove(mountPoint);
  }

  @Override
  public boolean tryBeginNotify() {
    return notifyWork.tryBegin();
  }

  @Override
  public void notify(byte[] records) {
    notifyWork.process(records);
  }

  @Override
  public void stopped() {
    stopped = true;
  }

  @Override
  public void deleted() {
    stopped = true;
    mountPoints.clear();
    lateWork.stop();
  }
}
