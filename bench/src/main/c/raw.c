// SPDX-License-Identifier: Apache-2.0
/*
 * A small file system in memory on /dev/fuse itself, without a library: as little work for each request as a server can do, to
 * compare with. It promises the kernel all that saves requests: what the kernel knows is true for ever, files need no OPEN.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <getopt.h>
#include <sched.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/uio.h>
#include <unistd.h>

#include "store.h"

#define REQUEST (MIB + 2 * PAGE) /* the largest, and room */
#define FOR_EVER (1UL << 30)     /* seconds */
#define DOTS 2                   /* "." and ".." come before the entries */

/* What a thread works with. */
struct reader {
  int device;
  char *request, *reply;
  int followed; /* the process whose CPU this thread last went to */
  uint64_t looked;
  bool nonblocking;
};

static struct options {
  int threads, cpu, poll_micros;
  bool follow;
  uint64_t size;
} options = {.threads = 2, .cpu = -1, .size = 2UL << 30};

static int first_device;
static char zeros[MIB];

/* ---- requests: each returns the length of its reply, or an error below 0 ---- */

static void copy_attr(struct node *n, struct fuse_attr *to) {
  pthread_rwlock_rdlock(&n->lock);
  *to = n->attr;
  pthread_rwlock_unlock(&n->lock);
}

static int reply_attr(struct node *n, char *reply) {
  struct fuse_attr_out *out = (void *)reply;
  *out = (struct fuse_attr_out){.attr_valid = FOR_EVER};
  copy_attr(n, &out->attr);
  return sizeof *out;
}

/* Tells the kernel of a node, or with NULL that there is none. */
static int reply_entry(struct node *n, char *reply) {
  struct fuse_entry_out *out = (void *)reply;
  *out = (struct fuse_entry_out){.entry_valid = FOR_EVER, .attr_valid = FOR_EVER};
  if (n) {
    n->lookups++;
    out->nodeid = n == &root ? FUSE_ROOT_ID : (uintptr_t)n;
    copy_attr(n, &out->attr);
  }
  return sizeof *out;
}

static int lookup(struct node *parent, const char *name, char *reply) {
  pthread_rwlock_rdlock(&tree);
  struct entry *e = find(parent, name);
  int length = reply_entry(e ? e->node : NULL, reply);
  pthread_rwlock_unlock(&tree);
  return length;
}

static void forget(uint64_t id, uint64_t lookups) {
  struct node *n = node_of(id);
  n->lookups -= lookups;
  drop_if_unused(n);
}

static int make(const struct fuse_in_header *h, const char *name, uint32_t mode, uint32_t device, const char *target, char *reply) {
  struct node *parent = node_of(h->nodeid);
  pthread_rwlock_wrlock(&tree);
  struct node *n = NULL;
  int error = find(parent, name) ? -EEXIST : (n = make_node(h, parent, mode, device)) ? 0 : -ENOMEM;
  if (n && target) {
    n->target = strdup(target);
    n->attr.size = strlen(target);
  }
  if (n && (error = add_entry(parent, name, n)) < 0) {
    n->attr.nlink = 0;
    drop_if_unused(n);
  }
  int length = error ? error : reply_entry(n, reply);
  pthread_rwlock_unlock(&tree);
  return length;
}

static int create(const struct fuse_in_header *h, const struct fuse_create_in *in, char *reply) {
  int length = make(h, (const char *)(in + 1), in->mode, 0, NULL, reply);
  if (length < 0) return length;
  *(struct fuse_open_out *)(reply + length) = (struct fuse_open_out){.open_flags = FOPEN_KEEP_CACHE | FOPEN_NOFLUSH};
  return length + sizeof(struct fuse_open_out);
}

static int hard_link(struct node *parent, const struct fuse_link_in *in, char *reply) {
  struct node *n = node_of(in->oldnodeid);
  const char *name = (const char *)(in + 1);
  pthread_rwlock_wrlock(&tree);
  int error = find(parent, name) ? -EEXIST : add_entry(parent, name, n);
  if (!error) touch(n, false, 1);
  int length = error ? error : reply_entry(n, reply);
  pthread_rwlock_unlock(&tree);
  return length;
}

static void unlink_entry(struct entry *e) {
  struct node *n = e->node;
  remove_entry(e);
  touch(n, false, S_ISDIR(n->attr.mode) ? -(int)n->attr.nlink : -1);
  drop_if_unused(n);
}

static int unlink_name(struct node *parent, const char *name) {
  pthread_rwlock_wrlock(&tree);
  struct entry *e = find(parent, name);
  int error = !e ? -ENOENT : S_ISDIR(e->node->attr.mode) && e->node->entries ? -ENOTEMPTY : 0;
  if (!error) unlink_entry(e);
  pthread_rwlock_unlock(&tree);
  return error;
}

static int move(struct node *parent, uint64_t new_parent, uint32_t flags, const char *name) {
  struct node *to = node_of(new_parent);
  const char *new_name = name + strlen(name) + 1;
  if (flags & ~1U /* RENAME_NOREPLACE */) return -EINVAL;
  pthread_rwlock_wrlock(&tree);
  struct entry *source = find(parent, name), *target = find(to, new_name);
  int error = !source ? -ENOENT : target && flags ? -EEXIST : 0;
  if (!error && target && S_ISDIR(target->node->attr.mode) && target->node->entries) error = -ENOTEMPTY;
  if (!error) {
    struct node *n = source->node;
    if (target) unlink_entry(target);
    remove_entry(source);
    error = add_entry(to, new_name, n);
    touch(n, false, 0);
  }
  pthread_rwlock_unlock(&tree);
  return error;
}

static int set_attr(struct node *n, const struct fuse_setattr_in *in, char *reply) {
  pthread_rwlock_wrlock(&n->lock);
  struct fuse_attr *a = &n->attr;
  int error = in->valid & FATTR_SIZE && in->size != a->size ? resize(n, in->size) : 0;
  if (in->valid & FATTR_MODE) a->mode = (a->mode & S_IFMT) | (in->mode & ~S_IFMT);
  if (in->valid & FATTR_UID) a->uid = in->uid;
  if (in->valid & FATTR_GID) a->gid = in->gid;
  if (in->valid & FATTR_KILL_SUIDGID || (in->valid & (FATTR_UID | FATTR_GID) && !S_ISDIR(a->mode))) a->mode &= ~(S_ISUID | S_ISGID);
  changed(n, in->valid & FATTR_SIZE);
  struct timespec time = now();
  if (in->valid & FATTR_ATIME_NOW) a->atime = time.tv_sec, a->atimensec = time.tv_nsec;
  else if (in->valid & FATTR_ATIME) a->atime = in->atime, a->atimensec = in->atimensec;
  if (in->valid & FATTR_MTIME_NOW) a->mtime = time.tv_sec, a->mtimensec = time.tv_nsec;
  else if (in->valid & FATTR_MTIME) a->mtime = in->mtime, a->mtimensec = in->mtimensec;
  pthread_rwlock_unlock(&n->lock);
  return error ? error : reply_attr(n, reply);
}

static int write_file(struct node *n, const struct fuse_write_in *in, char *reply) {
  pthread_rwlock_wrlock(&n->lock);
  int error = write_data(n, (const char *)(in + 1), in->offset, in->size);
  if (in->write_flags & FUSE_WRITE_KILL_SUIDGID) n->attr.mode &= ~(S_ISUID | S_ISGID);
  changed(n, true);
  pthread_rwlock_unlock(&n->lock);
  *(struct fuse_write_out *)reply = (struct fuse_write_out){.size = in->size};
  return error ? error : (int)sizeof(struct fuse_write_out);
}

static int list(struct node *directory, const struct fuse_read_in *in, bool plus, char *reply) {
  uint32_t filled = 0;
  pthread_rwlock_rdlock(&tree);
  for (uint64_t at = in->offset; at < (uint64_t)directory->slot_count + DOTS; at++) {
    struct entry *e = at < DOTS ? NULL : directory->slots[at - DOTS];
    if (!e && at >= DOTS) continue;
    const char *name = e ? e->name : "..";
    uint32_t name_length = e ? e->length : at + 1;
    struct node *n = e ? e->node : at == 1 && directory->parent ? directory->parent : directory;
    uint32_t length = FUSE_DIRENT_ALIGN((plus ? FUSE_NAME_OFFSET_DIRENTPLUS : FUSE_NAME_OFFSET) + name_length);
    if (filled + length > in->size) break;
    struct fuse_dirent *dirent = (void *)(reply + filled);
    if (plus) {
      dirent = &((struct fuse_direntplus *)dirent)->dirent;
      if (e) reply_entry(n, reply + filled);
      else memset(reply + filled, 0, sizeof(struct fuse_entry_out));
    }
    *dirent = (struct fuse_dirent){.ino = n->attr.ino, .off = at + 1, .namelen = name_length, .type = n->attr.mode >> 12};
    memcpy(dirent->name, name, name_length);
    filled += length;
  }
  pthread_rwlock_unlock(&tree);
  return filled;
}

static int stat_volume(char *reply) {
  struct fuse_statfs_out *out = (void *)reply;
  uint64_t total = capacity / PAGE, left = (capacity - used) / PAGE;
  *out = (struct fuse_statfs_out){
      .st = {.blocks = total, .bfree = left, .bavail = left, .bsize = PAGE, .frsize = PAGE, 
             .files = 1 << 20, .ffree = 1 << 20, .namelen = 255}};
  return sizeof *out;
}

/* ---- the protocol ---- */

static void send_reply(struct reader *r, uint64_t unique, int length) {
  struct fuse_out_header *out = (void *)r->reply;
  *out = (struct fuse_out_header){.unique = unique, .error = MIN(length, 0), .len = sizeof *out + MAX(length, 0)};
  if (write(r->device, out, out->len) < 0 && errno != ENOENT && errno != ENODEV) perror("reply");
}

/* The bytes go to the kernel from where they lie. */
static void read_file(struct reader *r, uint64_t unique, struct node *n, const struct fuse_read_in *in) {
  struct fuse_out_header out = {.unique = unique};
  struct iovec vectors[4] = {{&out, sizeof out}};
  int count = 1;
  pthread_rwlock_rdlock(&n->lock);
  uint64_t end = MIN(in->offset + in->size, n->attr.size);
  for (uint64_t at = in->offset; at < end; count++) {
    uint64_t within = at % MIB, part = MIN(MIB - within, end - at);
    char *chunk = at / MIB < n->chunk_count ? n->chunks[at / MIB] : NULL;
    vectors[count] = (struct iovec){(chunk ? chunk : zeros) + within, part};
    at += part;
  }
  out.len = sizeof out + (end > in->offset ? end - in->offset : 0);
  ssize_t sent = writev(r->device, vectors, count);
  pthread_rwlock_unlock(&n->lock);
  if (sent < 0 && errno != ENOENT && errno != ENODEV) perror("reply");
}

static void forget_all(const struct fuse_in_header *h) {
  pthread_rwlock_wrlock(&tree);
  if (h->opcode == FUSE_FORGET) {
    forget(h->nodeid, ((const struct fuse_forget_in *)(h + 1))->nlookup);
  } else {
    const struct fuse_batch_forget_in *in = (const void *)(h + 1);
    const struct fuse_forget_one *one = (const void *)(in + 1);
    for (uint32_t i = 0; i < in->count; i++) forget(one[i].nodeid, one[i].nlookup);
  }
  pthread_rwlock_unlock(&tree);
}

static void handle(struct reader *r) {
  const struct fuse_in_header *h = (const void *)r->request;
  struct node *n = h->opcode == FUSE_BATCH_FORGET ? NULL : node_of(h->nodeid);
  const void *in = h + 1;
  char *reply = r->reply + sizeof(struct fuse_out_header);
  int length;
  switch (h->opcode) {
    case FUSE_FORGET:
    case FUSE_BATCH_FORGET: forget_all(h); return;
    case FUSE_READ: read_file(r, h->unique, n, in); return;
    case FUSE_LOOKUP: length = lookup(n, in, reply); break;
    case FUSE_GETATTR: length = reply_attr(n, reply); break;
    case FUSE_SETATTR: length = set_attr(n, in, reply); break;
    case FUSE_WRITE: length = write_file(n, in, reply); break;
    case FUSE_CREATE: length = create(h, in, reply); break;
    case FUSE_UNLINK:
    case FUSE_RMDIR: length = unlink_name(n, in); break;
    case FUSE_LINK: length = hard_link(n, in, reply); break;
    case FUSE_READDIR: length = list(n, in, false, reply); break;
    case FUSE_READDIRPLUS: length = list(n, in, true, reply); break;
    case FUSE_STATFS: length = stat_volume(reply); break;
    case FUSE_RELEASE: length = 0; break;
    case FUSE_GETXATTR: length = -ENODATA; break;
    case FUSE_SETXATTR:
    case FUSE_REMOVEXATTR: length = -EOPNOTSUPP; break;
    case FUSE_READLINK: length = strlen(strcpy(reply, n->target)); break;
    case FUSE_SYMLINK: {
      const char *name = in;
      length = make(h, name, S_IFLNK | 0777, 0, name + strlen(name) + 1, reply);
      break;
    }
    case FUSE_MKDIR: {
      const struct fuse_mkdir_in *make_in = in;
      length = make(h, (const char *)(make_in + 1), S_IFDIR | make_in->mode, 0, NULL, reply);
      break;
    }
    case FUSE_MKNOD: {
      const struct fuse_mknod_in *make_in = in;
      length = make(h, (const char *)(make_in + 1), make_in->mode, make_in->rdev, NULL, reply);
      break;
    }
    case FUSE_RENAME: {
      const struct fuse_rename_in *rename_in = in;
      length = move(n, rename_in->newdir, 0, (const char *)(rename_in + 1));
      break;
    }
    case FUSE_RENAME2: {
      const struct fuse_rename2_in *rename_in = in;
      length = move(n, rename_in->newdir, rename_in->flags, (const char *)(rename_in + 1));
      break;
    }
    case FUSE_LISTXATTR: { /* none: a list of 0 bytes, or how long that is */
      const struct fuse_getxattr_in *list_in = in;
      *(struct fuse_getxattr_out *)reply = (struct fuse_getxattr_out){0};
      length = list_in->size ? 0 : (int)sizeof(struct fuse_getxattr_out);
      break;
    }
    default: length = -ENOSYS; /* for OPEN, OPENDIR, FLUSH and FSYNC: never ask again */
  }
  send_reply(r, h->unique, length);
}

static void answer_init(struct reader *r) {
  ssize_t got = read(r->device, r->request, REQUEST);
  const struct fuse_in_header *h = (const void *)r->request;
  const struct fuse_init_in *in = (const void *)(h + 1);
  if (got < (ssize_t)(sizeof *h + sizeof *in) || h->opcode != FUSE_INIT) {
    fprintf(stderr, "The kernel did not begin with INIT.\n");
    exit(1);
  }
  struct fuse_init_out *out = (void *)(r->reply + sizeof(struct fuse_out_header));
  *out = (struct fuse_init_out){
      .major = FUSE_KERNEL_VERSION,
      .minor = MIN(in->minor, FUSE_KERNEL_MINOR_VERSION),
      .max_readahead = in->max_readahead,
      .flags = in->flags &
               (FUSE_ASYNC_READ | FUSE_BIG_WRITES | FUSE_DO_READDIRPLUS | FUSE_READDIRPLUS_AUTO | FUSE_ASYNC_DIO | FUSE_NO_OPEN_SUPPORT |
                FUSE_PARALLEL_DIROPS | FUSE_MAX_PAGES | FUSE_CACHE_SYMLINKS | FUSE_NO_OPENDIR_SUPPORT | FUSE_EXPLICIT_INVAL_DATA |
                FUSE_HANDLE_KILLPRIV_V2),
      .max_background = 64,
      .congestion_threshold = 48,
      .max_write = MIB,
      .max_pages = MIB / PAGE,
      .time_gran = 1,
  };
  send_reply(r, h->unique, sizeof *out);
}

/* ---- threads and where they run ---- */

static uint64_t micros(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000UL + time.tv_nsec / 1000;
}

static void go_to(int cpu) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  if (sched_setaffinity(0, sizeof set, &set)) perror("CPU affinity");
}

/* Goes to the CPU where the client ran last (proc_pid_stat(5), field 39), which costs too much for every request. */
static void follow_client(struct reader *r, int pid) {
  uint64_t time = micros();
  if (pid <= 0 || (pid == r->followed && time - r->looked < 100)) return;
  r->followed = pid;
  r->looked = time;
  char text[1024];
  snprintf(text, sizeof text, "/proc/%d/stat", pid);
  int file = open(text, O_RDONLY | O_CLOEXEC);
  ssize_t length = file < 0 ? -1 : read(file, text, sizeof text - 1);
  if (file >= 0) close(file);
  if (length <= 0) return;
  text[length] = 0;
  const char *at = strrchr(text, ')');
  for (int field = 2; at && field < 39; field++) at = strchr(at + 1, ' ');
  if (at && atoi(at) != sched_getcpu()) go_to(atoi(at));
}

static void set_nonblocking(struct reader *r, bool nonblocking) {
  if (r->nonblocking != nonblocking) fcntl(r->device, F_SETFL, nonblocking ? O_NONBLOCK : 0);
  r->nonblocking = nonblocking;
}

/* Reads a request; polls for a while before it sleeps if that is wanted. */
static ssize_t receive(struct reader *r) {
  if (options.poll_micros) {
    uint64_t until = micros() + options.poll_micros;
    set_nonblocking(r, true);
    do {
      ssize_t got = read(r->device, r->request, REQUEST);
      if (got >= 0 || errno != EAGAIN) return got;
      sched_yield();
    } while (micros() < until);
    set_nonblocking(r, false);
  }
  return read(r->device, r->request, REQUEST);
}

static void *serve(void *argument) {
  struct reader *r = argument;
  if (options.cpu >= 0) go_to(options.cpu);
  for (;;) {
    if (receive(r) >= 0) {
      int pid = ((const struct fuse_in_header *)r->request)->pid;
      handle(r);
      if (options.follow) follow_client(r, pid);
    } else if (errno != EINTR && errno != ENOENT && errno != EAGAIN) {
      return NULL; /* unmounted */
    }
  }
}

static struct reader *make_reader(bool first) {
  struct reader *r = calloc(1, sizeof *r);
  r->device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
  if (first) first_device = r->device;
  if (r->device < 0 || (!first && ioctl(r->device, FUSE_DEV_IOC_CLONE, &first_device))) {
    perror("/dev/fuse");
    exit(1);
  }
  /* The data of a WRITE begins at a page. */
  r->request = (char *)aligned_alloc(PAGE, REQUEST + PAGE) + PAGE - sizeof(struct fuse_in_header) - sizeof(struct fuse_write_in);
  r->reply = aligned_alloc(PAGE, REQUEST);
  return r;
}

static const char *parse(int count, char **arguments) {
  static const struct option known[] = {{"threads", required_argument, NULL, 't'}, {"cpu", required_argument, NULL, 'c'},
                                        {"poll", required_argument, NULL, 'p'},    {"follow", no_argument, NULL, 'f'},
                                        {"size", required_argument, NULL, 's'},    {NULL, 0, NULL, 0}};
  int option;
  while ((option = getopt_long(count, arguments, "", known, NULL)) != -1) {
    switch (option) {
      case 't': options.threads = MAX(atoi(optarg), 1); break;
      case 'c': options.cpu = atoi(optarg); break;
      case 'p': options.poll_micros = atoi(optarg); break;
      case 'f': options.follow = true; break;
      case 's': options.size = strtoull(optarg, NULL, 10); break;
      default: return NULL;
    }
  }
  return optind + 1 == count ? arguments[optind] : NULL;
}

int main(int count, char **arguments) {
  const char *directory = parse(count, arguments);
  if (!directory) {
    fprintf(stderr, "Usage: raw-c [--threads N] [--cpu N] [--poll MICROSECONDS] [--follow] [--size BYTES] DIRECTORY\n");
    return 2;
  }
  make_root(options.size);
  struct reader *first = make_reader(true);
  char mount_options[128];
  snprintf(mount_options, sizeof mount_options, "fd=%d,rootmode=40755,user_id=0,group_id=0,default_permissions,allow_other", first_device);
  if (mount("raw-c", directory, "fuse.raw-c", MS_NOSUID | MS_NODEV, mount_options)) {
    fprintf(stderr, "%s cannot be mounted: %s\n", directory, strerror(errno));
    return 1;
  }
  answer_init(first);
  for (int i = 1; i < options.threads; i++) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, make_reader(false))) perror("thread");
  }
  puts("mounted");
  fflush(stdout);
  serve(first);
  return 0;
}
