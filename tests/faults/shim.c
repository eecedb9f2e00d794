/* Stands between a program and the C library (LD_PRELOAD) and spoils one chosen call on files below one folder.
 *
 * Calls that change files are counted (or, if asked, those that read them). At the chosen one the process is sent a signal
 * before it, after it or when half of it is done, or the call fails. Counter and name of the spoilt call lie in memory
 * that the parent shares, so that they outlive the process.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum deed { WATCH, BEFORE, AFTER, HALF, FAIL_ONCE, FAIL_FROM_THEN_ON };

struct shared {
    long calls;
    char spoilt[248];
};

static struct shared *shared;
static char folder[PATH_MAX];
static size_t folder_length;
static long chosen;
static int deed, number, on_reads;

void faults_arm(struct shared *where, const char *below, int reads, long at, int what, int which) {
    snprintf(folder, sizeof folder, "%s", below);
    folder_length = strlen(folder);
    chosen = at, deed = what, number = which, on_reads = reads;
    shared = where;
}

static int below(const char *path) {
    return strncmp(path, folder, folder_length) == 0 && (path[folder_length] == '/' || !path[folder_length]);
}

static int path_at(int at, const char *name, char *path) {
    ssize_t length = 0;
    char link[64];
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
        return 1;
    }
    if (at == AT_FDCWD) snprintf(link, sizeof link, "/proc/self/cwd");
    else snprintf(link, sizeof link, "/proc/self/fd/%d", at);
    length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    snprintf(path + length, PATH_MAX - length, name[0] ? "/%s" : "%s", name);
    return 1;
}

/* What to do with this call: 0 let it be, 1 it is the chosen one. */
static int counted(const char *call, int at, const char *name, int reads) {
    char path[PATH_MAX];
    int kept = errno, hit;
    if (!shared || reads != on_reads || !path_at(at, name, path) || !below(path)) {
        errno = kept;
        return 0;
    }
    long now = shared->calls++;
    hit = now == chosen || (deed == FAIL_FROM_THEN_ON && now > chosen);
    if (now == chosen) snprintf(shared->spoilt, sizeof shared->spoilt, "%s %.200s", call, path + folder_length);
    errno = kept;
    return hit && deed != WATCH;
}

static void strike(void) {
    struct shared *where = shared;
    shared = NULL; /* what a handler does is not counted */
    syscall(SYS_kill, getpid(), number);
    shared = where;
}

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

#define SPOIL(type, call, at, name, reads, go, half)              \
    do {                                                          \
        if (!counted(call, at, name, reads)) return go;           \
        if (deed == FAIL_ONCE || deed == FAIL_FROM_THEN_ON) {     \
            errno = number;                                       \
            return -1;                                            \
        }                                                         \
        if (deed == BEFORE) strike();                             \
        if (deed == HALF) {                                       \
            half;                                                 \
            strike();                                             \
        }                                                         \
        type result = go;                                         \
        int kept = errno;                                         \
        if (deed == AFTER) strike();                              \
        errno = kept;                                             \
        return result;                                            \
    } while (0)

#define ON_FD(type, call, fd, reads, go, half) SPOIL(type, call, fd, "", reads, go, half)
#define ON_PATH(call, path, go) SPOIL(int, call, AT_FDCWD, path, 0, go, (void)0)

ssize_t write(int fd, const void *data, size_t size) {
    ON_FD(ssize_t, "write", fd, 0, REAL(write)(fd, data, size), (void)!REAL(write)(fd, data, size / 2));
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t to) {
    ON_FD(ssize_t, "pwrite", fd, 0, REAL(pwrite)(fd, data, size, to), (void)!REAL(pwrite)(fd, data, size / 2, to));
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t to) {
    ON_FD(ssize_t, "pwrite", fd, 0, REAL(pwrite64)(fd, data, size, to), (void)!REAL(pwrite64)(fd, data, size / 2, to));
}
ssize_t sendfile(int to, int from, off_t *where, size_t size) {
    ON_FD(ssize_t, "sendfile", to, 0, REAL(sendfile)(to, from, where, size), (void)!REAL(sendfile)(to, from, where, size / 2));
}
ssize_t sendfile64(int to, int from, off64_t *where, size_t size) {
    ON_FD(ssize_t, "sendfile", to, 0, REAL(sendfile64)(to, from, where, size), (void)!REAL(sendfile64)(to, from, where, size / 2));
}
ssize_t copy_file_range(int from, off64_t *where, int to, off64_t *there, size_t size, unsigned flags) {
    ON_FD(ssize_t, "copy_file_range", to, 0, REAL(copy_file_range)(from, where, to, there, size, flags), (void)0);
}
ssize_t read(int fd, void *data, size_t size) { ON_FD(ssize_t, "read", fd, 1, REAL(read)(fd, data, size), (void)0); }
ssize_t pread(int fd, void *data, size_t size, off_t from) {
    ON_FD(ssize_t, "pread", fd, 1, REAL(pread)(fd, data, size, from), (void)0);
}
ssize_t pread64(int fd, void *data, size_t size, off64_t from) {
    ON_FD(ssize_t, "pread", fd, 1, REAL(pread64)(fd, data, size, from), (void)0);
}
int fsync(int fd) { ON_FD(int, "fsync", fd, 0, REAL(fsync)(fd), (void)0); }
int fdatasync(int fd) { ON_FD(int, "fdatasync", fd, 0, REAL(fdatasync)(fd), (void)0); }
int ftruncate(int fd, off_t size) { ON_FD(int, "ftruncate", fd, 0, REAL(ftruncate)(fd, size), (void)0); }
int ftruncate64(int fd, off64_t size) { ON_FD(int, "ftruncate", fd, 0, REAL(ftruncate64)(fd, size), (void)0); }
int rename(const char *old, const char *new) { ON_PATH("rename", new, REAL(rename)(old, new)); }
int link(const char *old, const char *new) { ON_PATH("link", new, REAL(link)(old, new)); }
int linkat(int a, const char *old, int b, const char *new, int flags) {
    SPOIL(int, "link", b, new, 0, REAL(linkat)(a, old, b, new, flags), (void)0);
}
int unlink(const char *path) { ON_PATH("unlink", path, REAL(unlink)(path)); }
int unlinkat(int at, const char *path, int flags) {
    SPOIL(int, "unlink", at, path, 0, REAL(unlinkat)(at, path, flags), (void)0);
}
int mkdir(const char *path, mode_t mode) { ON_PATH("mkdir", path, REAL(mkdir)(path, mode)); }
int chmod(const char *path, mode_t mode) { ON_PATH("chmod", path, REAL(chmod)(path, mode)); }

#define MODE(flags, mode)                \
    mode_t mode = 0;                     \
    if ((flags) & (O_CREAT | O_TMPFILE)) {             \
        va_list rest;                    \
        va_start(rest, flags);           \
        mode = va_arg(rest, mode_t);     \
        va_end(rest);                    \
    }
int open(const char *path, int flags, ...) {
    MODE(flags, mode)
    if (!(flags & O_CREAT) && !on_reads) return REAL(open)(path, flags, mode);
    SPOIL(int, "open", AT_FDCWD, path, !(flags & O_CREAT), REAL(open)(path, flags, mode), (void)0);
}
int open64(const char *path, int flags, ...) {
    MODE(flags, mode)
    if (!(flags & O_CREAT) && !on_reads) return REAL(open64)(path, flags, mode);
    SPOIL(int, "open", AT_FDCWD, path, !(flags & O_CREAT), REAL(open64)(path, flags, mode), (void)0);
}
int openat(int at, const char *path, int flags, ...) {
    MODE(flags, mode)
    if (!(flags & O_CREAT) && !on_reads) return REAL(openat)(at, path, flags, mode);
    SPOIL(int, "open", at, path, !(flags & O_CREAT), REAL(openat)(at, path, flags, mode), (void)0);
}
int openat64(int at, const char *path, int flags, ...) {
    MODE(flags, mode)
    if (!(flags & O_CREAT) && !on_reads) return REAL(openat64)(at, path, flags, mode);
    SPOIL(int, "open", at, path, !(flags & O_CREAT), REAL(openat64)(at, path, flags, mode), (void)0);
}
