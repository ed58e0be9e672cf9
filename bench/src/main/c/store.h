// SPDX-License-Identifier: Apache-2.0
/*
 * What the server in raw.c keeps: buffers, the data of files, nodes and their names.
 *
 *   tree lock      names, who is whose parent
 *   lock of a node its attributes and data; taken below the tree lock
 */
#include <errno.h>
#include <limits.h>
#include <linux/fuse.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>

#define PAGE 4096UL
#define MIB (1UL << 20)
#define ARENA (32 * MIB)
#define LARGEST 8 /* the class of buffers of a MiB: PAGE << 8 */
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

struct node;

struct entry {
  struct entry *next; /* in its bucket */
  struct node *parent, *node;
  uint32_t hash, slot, length;
  char name[];
};

struct node {
  struct fuse_attr attr;
  pthread_rwlock_t lock;
  atomic_ulong lookups; /* how many times the kernel has been told of it */
  union {
    struct { /* A regular file: bytes beyond its size are garbage, a chunk that is NULL is a hole. */
      char **chunks; /* of a MiB each; the first is of class first_class, large enough for the bytes in it */
      uint32_t chunk_count;
      int first_class;
    };
    struct { /* A directory: an entry keeps its slot, so that a listing can go on after any change. */
      struct node *parent;
      struct entry **slots;
      uint32_t slot_count, slots_made, entries;
      uint32_t *free_slots, free_slot_count;
    };
    char *target; /* A symbolic link. */
  };
};

static pthread_rwlock_t tree = PTHREAD_RWLOCK_INITIALIZER;
static struct node root;
static struct entry **buckets;
static uint64_t bucket_count, entry_count;
static uint64_t last_ino = FUSE_ROOT_ID;

static pthread_mutex_t memory = PTHREAD_MUTEX_INITIALIZER;
static void *recycled[LARGEST + 1]; /* each buffer begins with the address of the next */
static char *arena;
static uint64_t arena_left, used, capacity;

/* ---- memory ---- */

/* A buffer of garbage, or NULL when the capacity is used up. What was given back is faulted in already and taken first. */
static void *take_buffer(int class) {
  uint64_t size = PAGE << class;
  pthread_mutex_lock(&memory);
  void *buffer = NULL;
  if (used + size <= capacity) {
    buffer = recycled[class];
    if (buffer) {
      recycled[class] = *(void **)buffer;
    } else {
      if (arena_left < size) {
        char *fresh = mmap(NULL, ARENA + 2 * MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (fresh != MAP_FAILED) {
          arena = (char *)(((uintptr_t)fresh + 2 * MIB - 1) & ~(2 * MIB - 1));
          arena_left = ARENA;
          madvise(arena, ARENA, MADV_HUGEPAGE);
        }
      }
      if (arena_left >= size) {
        arena_left -= size;
        buffer = arena + arena_left;
      }
    }
  }
  if (buffer) used += size;
  pthread_mutex_unlock(&memory);
  return buffer;
}

static void give_buffer(void *buffer, int class) {
  pthread_mutex_lock(&memory);
  *(void **)buffer = recycled[class];
  recycled[class] = buffer;
  used -= PAGE << class;
  pthread_mutex_unlock(&memory);
}

static int class_of(uint64_t size) {
  int class = 0;
  while (PAGE << class < size) class++;
  return class;
}

/* ---- data of a file; the caller holds the node's lock ---- */

static int chunk_class(struct node *n, uint64_t chunk) { return chunk ? LARGEST : n->first_class; }

/* How many bytes of a chunk are below the file's size. */
static uint64_t valid_bytes(struct node *n, uint64_t chunk) {
  uint64_t start = chunk * MIB;
  return n->attr.size <= start ? 0 : MIN(n->attr.size - start, MIB);
}

/* The chunk, to be written from one offset in it to another; NULL without memory. */
static char *chunk_for(struct node *n, uint64_t chunk, uint64_t from, uint64_t to) {
  if (chunk >= n->chunk_count) {
    uint32_t count = MAX(chunk + 1, 2 * n->chunk_count);
    char **grown = realloc(n->chunks, count * sizeof *grown);
    if (!grown) return NULL;
    memset(grown + n->chunk_count, 0, (count - n->chunk_count) * sizeof *grown);
    n->chunks = grown;
    n->chunk_count = count;
  }
  char *old = n->chunks[chunk];
  uint64_t valid = valid_bytes(n, chunk);
  if (old && PAGE << chunk_class(n, chunk) >= to) return old;
  int class = chunk ? LARGEST : class_of(MAX(to, valid));
  char *fresh = take_buffer(class);
  if (!fresh) return NULL;
  if (old) {
    memcpy(fresh, old, valid);
    give_buffer(old, n->first_class);
  } else {
    memset(fresh, 0, from);
    if (valid > to) memset(fresh + to, 0, valid - to);
  }
  if (!chunk) n->first_class = class;
  return n->chunks[chunk] = fresh;
}

static int resize(struct node *n, uint64_t size) {
  uint64_t last = n->attr.size / MIB;
  if (size > n->attr.size) {
    if (last < n->chunk_count && n->chunks[last]) {
      uint64_t from = valid_bytes(n, last), to = MIN(size - last * MIB, MIB);
      char *chunk = chunk_for(n, last, from, to);
      if (!chunk) return -ENOSPC;
      memset(chunk + from, 0, to - from);
    }
  } else {
    for (uint64_t i = (size + MIB - 1) / MIB; i < n->chunk_count; i++) {
      if (n->chunks[i]) give_buffer(n->chunks[i], chunk_class(n, i));
      n->chunks[i] = NULL;
    }
  }
  n->attr.size = size;
  n->attr.blocks = (size + PAGE - 1) / PAGE * (PAGE / 512);
  return 0;
}

static int write_data(struct node *n, const char *data, uint64_t offset, uint64_t length) {
  int error = offset > n->attr.size ? resize(n, offset) : 0;
  for (uint64_t at = offset, end = offset + length; !error && at < end;) {
    uint64_t within = at % MIB, part = MIN(MIB - within, end - at);
    char *chunk = chunk_for(n, at / MIB, within, within + part);
    if (!chunk) return -ENOSPC;
    memcpy(chunk + within, data + (at - offset), part);
    at += part;
    if (at > n->attr.size) {
      n->attr.size = at;
      n->attr.blocks = (at + PAGE - 1) / PAGE * (PAGE / 512);
    }
  }
  return error;
}

/* ---- nodes and names; the caller holds the tree lock ---- */

static struct timespec now(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME_COARSE, &time);
  return time;
}

static void changed(struct node *n, bool content) {
  struct timespec time = now();
  n->attr.ctime = time.tv_sec, n->attr.ctimensec = time.tv_nsec;
  if (content) n->attr.mtime = time.tv_sec, n->attr.mtimensec = time.tv_nsec;
}

static void touch(struct node *n, bool content, int more_links) {
  pthread_rwlock_wrlock(&n->lock);
  n->attr.nlink += more_links;
  changed(n, content);
  pthread_rwlock_unlock(&n->lock);
}

static struct node *node_of(uint64_t id) { return id == FUSE_ROOT_ID ? &root : (struct node *)(uintptr_t)id; }

static struct node *make_node(const struct fuse_in_header *request, struct node *parent, uint32_t mode, uint32_t device) {
  struct node *n = calloc(1, sizeof *n);
  if (!n) return NULL;
  pthread_rwlock_init(&n->lock, NULL);
  n->attr.ino = ++last_ino;
  n->attr.mode = mode;
  n->attr.nlink = S_ISDIR(mode) ? 2 : 1;
  n->attr.uid = request->uid;
  n->attr.gid = request->gid;
  n->attr.rdev = device;
  n->attr.blksize = PAGE;
  if (parent->attr.mode & S_ISGID) {
    n->attr.gid = parent->attr.gid;
    if (S_ISDIR(mode)) n->attr.mode |= S_ISGID;
  }
  if (S_ISDIR(mode)) n->parent = parent;
  changed(n, true);
  n->attr.atime = n->attr.mtime, n->attr.atimensec = n->attr.mtimensec;
  return n;
}

/* Frees what has neither a name nor the kernel's attention. */
static void drop_if_unused(struct node *n) {
  if (n->attr.nlink || n->lookups || n == &root) return;
  if (S_ISREG(n->attr.mode)) {
    resize(n, 0);
    free(n->chunks);
  } else if (S_ISDIR(n->attr.mode)) {
    free(n->slots);
    free(n->free_slots);
  } else {
    free(n->target);
  }
  pthread_rwlock_destroy(&n->lock);
  free(n);
}

static uint32_t hash_of(struct node *parent, const char *name, size_t length) {
  uint64_t hash = (uintptr_t)parent * 0x9E3779B97F4A7C15UL;
  for (size_t i = 0; i < length; i++) hash = (hash ^ (unsigned char)name[i]) * 0x100000001B3UL;
  return hash ^ hash >> 32;
}

static struct entry *find(struct node *parent, const char *name) {
  size_t length = strlen(name);
  uint32_t hash = hash_of(parent, name, length);
  struct entry *e = buckets[hash & (bucket_count - 1)];
  while (e && (e->hash != hash || e->parent != parent || e->length != length || memcmp(e->name, name, length))) e = e->next;
  return e;
}

static void double_buckets(void) {
  struct entry **grown = calloc(2 * bucket_count, sizeof *grown);
  if (!grown) return;
  for (uint64_t i = 0; i < bucket_count; i++) {
    for (struct entry *e = buckets[i], *next; e; e = next) {
      next = e->next;
      e->next = grown[e->hash & (2 * bucket_count - 1)];
      grown[e->hash & (2 * bucket_count - 1)] = e;
    }
  }
  free(buckets);
  buckets = grown;
  bucket_count *= 2;
}

static bool grow_slots(struct node *parent) {
  uint32_t made = MAX(8, 2 * parent->slots_made);
  struct entry **slots = realloc(parent->slots, made * sizeof *slots);
  if (slots) parent->slots = slots;
  uint32_t *free_slots = realloc(parent->free_slots, made * sizeof *free_slots);
  if (free_slots) parent->free_slots = free_slots;
  if (!slots || !free_slots) return false;
  parent->slots_made = made;
  return true;
}

static int add_entry(struct node *parent, const char *name, struct node *n) {
  size_t length = strlen(name);
  if (length > NAME_MAX) return -ENAMETOOLONG;
  struct entry *e = malloc(sizeof *e + length);
  if (!e) return -ENOMEM;
  if (!parent->free_slot_count && parent->slot_count == parent->slots_made && !grow_slots(parent)) {
    free(e);
    return -ENOMEM;
  }
  if (++entry_count > bucket_count) double_buckets();
  *e = (struct entry){.parent = parent, .node = n, .hash = hash_of(parent, name, length), .length = length};
  memcpy(e->name, name, length);
  e->slot = parent->free_slot_count ? parent->free_slots[--parent->free_slot_count] : parent->slot_count++;
  parent->slots[e->slot] = e;
  struct entry **bucket = &buckets[e->hash & (bucket_count - 1)];
  e->next = *bucket;
  *bucket = e;
  parent->entries++;
  if (S_ISDIR(n->attr.mode)) n->parent = parent;
  touch(parent, true, S_ISDIR(n->attr.mode) ? 1 : 0);
  return 0;
}

static void remove_entry(struct entry *e) {
  struct node *parent = e->parent;
  struct entry **at = &buckets[e->hash & (bucket_count - 1)];
  while (*at != e) at = &(*at)->next;
  *at = e->next;
  entry_count--;
  parent->slots[e->slot] = NULL;
  parent->free_slots[parent->free_slot_count++] = e->slot;
  parent->entries--;
  touch(parent, true, S_ISDIR(e->node->attr.mode) ? -1 : 0);
  free(e);
}

/* Begins with an empty directory. */
static void make_root(uint64_t bytes) {
  capacity = bytes;
  bucket_count = 4096;
  buckets = calloc(bucket_count, sizeof *buckets);
  root.attr = (struct fuse_attr){.ino = FUSE_ROOT_ID, .mode = S_IFDIR | 0755, .nlink = 2, .blksize = PAGE};
  pthread_rwlock_init(&root.lock, NULL);
  changed(&root, true);
}
