/* Between a process and its disk, for files below DISK_PREFIX: writes down what is done (DISK_LOG), and lets the n-th
   call of a sort fail. Loaded with LD_PRELOAD; `tests/store/disk.py` reads what it writes. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES 4096
enum sort { WRITE, SYNC, OPEN, NAME };
static uint64_t inode[FILES]; /* of the files that are watched, by descriptor; 0: not watched */
static char *folder[FILES];
static int seen[4], fail_sort = -1, fail_first, fail_times, fail_errno, failed, log_file = -2;

#define REAL(name) ((typeof(&name))dlsym(RTLD_NEXT, #name))

static void put(const void *data, size_t size) { if (REAL(write)(log_file, data, size) != (ssize_t)size) abort(); }

static void record(char what, uint64_t number, uint64_t place, const void *data, uint32_t size, const char *other) {
    if (log_file == -2) {
        const char *name = getenv("DISK_LOG");
        log_file = name ? REAL(open)(name, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600) : -1;
    }
    if (log_file < 0) return;
    uint32_t more = other ? strlen(other) : 0;
    char head[25];
    head[0] = what;
    memcpy(head + 1, &number, 8); memcpy(head + 9, &place, 8); memcpy(head + 17, &size, 4); memcpy(head + 21, &more, 4);
    put(head, 25); put(data, size); put(other, more);
}

static int watched(const char *path) {
    const char *prefix = getenv("DISK_PREFIX");
    return prefix && path && !strncmp(path, prefix, strlen(prefix));
}

static int fails(enum sort sort) {
    int number = ++seen[sort];
    if (sort != (enum sort)fail_sort || number < fail_first || number >= fail_first + fail_times) return 0;
    failed++;
    errno = fail_errno;
    return 1;
}

void disk_fail(int sort, int first, int times, int error) {
    fail_sort = sort; fail_first = first; fail_times = times; fail_errno = error; failed = 0;
    memset(seen, 0, sizeof seen);
}
int disk_failed(void) { return failed; }
int disk_seen(int sort) { return seen[sort]; }
void disk_note(const char *text) { record('A', 0, 0, text, strlen(text), NULL); }

static int opened(int file, const char *path, int flags, int was_there) {
    struct stat status;
    if (file < 0 || file >= FILES || fstat(file, &status)) return file;
    if (S_ISDIR(status.st_mode)) { inode[file] = status.st_ino; free(folder[file]); folder[file] = strdup(path); return file; }
    inode[file] = status.st_ino;
    if (!was_there) record('C', status.st_ino, 0, path, strlen(path), NULL);
    else if (flags & O_TRUNC) record('T', status.st_ino, 0, "", 0, NULL);
    return file;
}

static int do_open(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
    if (!watched(path)) return real(path, flags, mode);
    if (fails(OPEN)) return -1;
    int was_there = !access(path, F_OK);
    return opened(real(path, flags, mode), path, flags, was_there);
}
#define MODE mode_t mode = 0; if (flags & O_CREAT) { va_list a; va_start(a, flags); mode = va_arg(a, mode_t); va_end(a); }
int open(const char *path, int flags, ...) { MODE return do_open(REAL(open), path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return do_open(REAL(open64), path, flags, mode); }

/* A name below an open folder, as `shutil.rmtree` gives it. */
static const char *below(int at, const char *path, char *whole) {
    if (at == AT_FDCWD || *path == '/') return path;
    if (at < 0 || at >= FILES || !folder[at]) return NULL;
    return snprintf(whole, PATH_MAX, "%s/%s", folder[at], path) < PATH_MAX ? whole : NULL;
}
static int do_openat(int (*real)(int, const char *, int, ...), int at, const char *path, int flags, mode_t mode) {
    char place[PATH_MAX];
    const char *whole = below(at, path, place);
    if (!watched(whole)) return real(at, path, flags, mode);
    if (fails(OPEN)) return -1;
    int was_there = !access(whole, F_OK);
    return opened(real(at, path, flags, mode), whole, flags, was_there);
}
int openat(int at, const char *path, int flags, ...) { MODE return do_openat(REAL(openat), at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { MODE return do_openat(REAL(openat64), at, path, flags, mode); }
DIR *opendir(const char *path) { return watched(path) && fails(OPEN) ? NULL : REAL(opendir)(path); }

int close(int file) {
    if (file >= 0 && file < FILES) { inode[file] = 0; free(folder[file]); folder[file] = NULL; }
    return REAL(close)(file);
}
#define IS_WATCHED(file) (file >= 0 && file < FILES && inode[file])

ssize_t write(int file, const void *data, size_t size) {
    if (!IS_WATCHED(file)) return REAL(write)(file, data, size);
    if (fails(WRITE)) return -1;
    off64_t place = fcntl(file, F_GETFL) & O_APPEND ? lseek64(file, 0, SEEK_END) : lseek64(file, 0, SEEK_CUR);
    ssize_t done = REAL(write)(file, data, size);
    if (done > 0) record('W', inode[file], place, data, done, NULL);
    return done;
}
static ssize_t do_pwrite(ssize_t (*real)(int, const void *, size_t, off64_t), int file, const void *data, size_t size,
                         off64_t place) {
    if (!IS_WATCHED(file)) return real(file, data, size, place);
    if (fails(WRITE)) return -1;
    ssize_t done = real(file, data, size, place);
    if (done > 0) record('W', inode[file], place, data, done, NULL);
    return done;
}
ssize_t pwrite64(int file, const void *data, size_t size, off64_t place) { return do_pwrite(REAL(pwrite64), file, data, size, place); }
ssize_t pwrite(int file, const void *data, size_t size, off_t place) { return do_pwrite((void *)REAL(pwrite), file, data, size, place); }

static int do_truncate(int (*real)(int, off64_t), int file, off64_t size) {
    if (!IS_WATCHED(file)) return real(file, size);
    if (fails(WRITE)) return -1;
    int done = real(file, size);
    if (!done) record('T', inode[file], size, "", 0, NULL);
    return done;
}
int ftruncate64(int file, off64_t size) { return do_truncate(REAL(ftruncate64), file, size); }
int ftruncate(int file, off_t size) { return do_truncate((void *)REAL(ftruncate), file, size); }

static int do_sync(int (*real)(int), int file) {
    if (!IS_WATCHED(file)) return real(file);
    if (fails(SYNC)) return -1;
    int done = real(file);
    if (!done) record(folder[file] ? 'D' : 'S', inode[file], 0, "", 0, NULL);
    return done;
}
int fsync(int file) { return do_sync(REAL(fsync), file); }
int fdatasync(int file) { return do_sync(REAL(fdatasync), file); }

#define NAMED(what, path, other, call) \
    if (!watched(path)) return call; \
    if (fails(NAME)) return -1; \
    int done = call; \
    if (!done) record(what, 0, 0, path, strlen(path), other); \
    return done;
int rename(const char *path, const char *to) { NAMED('R', path, to, REAL(rename)(path, to)) }
int link(const char *path, const char *to) { NAMED('L', path, to, REAL(link)(path, to)) }
int unlink(const char *path) { NAMED('U', path, NULL, REAL(unlink)(path)) }
int unlinkat(int at, const char *path, int flags) {
    char place[PATH_MAX];
    const char *whole = below(at, path, place);
    NAMED('U', whole, NULL, REAL(unlinkat)(at, path, flags))
}
int rmdir(const char *path) { NAMED('U', path, NULL, REAL(rmdir)(path)) }
int mkdir(const char *path, mode_t mode) { NAMED('M', path, NULL, REAL(mkdir)(path, mode)) }
