#include "faulty_disk.h"
#include "power_cut.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct faulty_disk {
    sqlite3_vfs vfs;
    sqlite3_vfs *system;
    atomic_int kinds;
    atomic_long left;
    atomic_int how;
    atomic_int full;
    atomic_int ended;
    atomic_long failures;
    atomic_int failed;
    power_cut cut;
};

// A file of ours: the system's lies right behind it.
typedef struct {
    sqlite3_file base;
    faulty_disk *disk;
    sqlite3_file *real;
    medium *medium;
    sqlite3_io_methods methods;
} faulty_file;

static faulty_file *ours(sqlite3_file *file) { return (faulty_file *)file; }

enum { WORKS, BREAKS, NO_ROOM };

static int told(faulty_disk *disk, int kind, int outcome) {
    atomic_fetch_add(&disk->failures, 1);
    atomic_fetch_or(&disk->failed, kind);
    return outcome;
}

static int arrive(faulty_disk *disk, int kind) {
    if (atomic_load(&disk->ended)) {
        errno = EIO;
        return BREAKS;
    }
    // A full disk takes nothing more and gives room back gladly.
    if (atomic_load(&disk->full)) {
        return kind == FAULTY_DISK_WRITE ? told(disk, kind, NO_ROOM) : WORKS;
    }
    if (!(atomic_load(&disk->kinds) & kind)) return WORKS;
    if (atomic_fetch_sub(&disk->left, 1) != 1) return WORKS;
    if (atomic_load(&disk->how) == FAULTY_DISK_CUT) atomic_store(&disk->ended, 1);
    if (atomic_load(&disk->how) == FAULTY_DISK_FULL) {
        atomic_store(&disk->full, 1);
        return kind == FAULTY_DISK_TRUNCATE ? WORKS : told(disk, kind, NO_ROOM);
    }
    errno = EIO;
    return told(disk, kind, BREAKS);
}

static int x_close(sqlite3_file *file) { return ours(file)->real->pMethods->xClose(ours(file)->real); }

static int x_read(sqlite3_file *file, void *to, int count, sqlite3_int64 at) {
    return ours(file)->real->pMethods->xRead(ours(file)->real, to, count, at);
}

static int x_write(sqlite3_file *file, const void *from, int count, sqlite3_int64 at) {
    sqlite3_file *real = ours(file)->real;
    switch (arrive(ours(file)->disk, FAULTY_DISK_WRITE)) {
    case WORKS: {
        int code = real->pMethods->xWrite(real, from, count, at);
        if (code == SQLITE_OK) {
            power_cut_change(&ours(file)->disk->cut, ours(file)->medium, from, count, at);
        }
        return code;
    }
    case NO_ROOM:
        // What the system does: some of it may have found room.
        if (count > 1) real->pMethods->xWrite(real, from, count / 2, at);
        return SQLITE_FULL;
    default: return SQLITE_IOERR_WRITE;
    }
}

static int x_truncate(sqlite3_file *file, sqlite3_int64 size) {
    sqlite3_file *real = ours(file)->real;
    if (arrive(ours(file)->disk, FAULTY_DISK_TRUNCATE) != WORKS) return SQLITE_IOERR_TRUNCATE;
    int code = real->pMethods->xTruncate(real, size);
    if (code == SQLITE_OK) {
        power_cut_change(&ours(file)->disk->cut, ours(file)->medium, 0, -1, size);
    }
    return code;
}

static int x_sync(sqlite3_file *file, int flags) {
    sqlite3_file *real = ours(file)->real;
    if (arrive(ours(file)->disk, FAULTY_DISK_SYNC) != WORKS) return SQLITE_IOERR_FSYNC;
    // A power cut that is played needs no flush of the real disk, which would take its time.
    if (ours(file)->medium) {
        power_cut_sync(&ours(file)->disk->cut, ours(file)->medium);
        return SQLITE_OK;
    }
    return real->pMethods->xSync(real, flags);
}

static int x_size(sqlite3_file *file, sqlite3_int64 *size) {
    return ours(file)->real->pMethods->xFileSize(ours(file)->real, size);
}

static int x_lock(sqlite3_file *file, int level) {
    return ours(file)->real->pMethods->xLock(ours(file)->real, level);
}

static int x_unlock(sqlite3_file *file, int level) {
    return ours(file)->real->pMethods->xUnlock(ours(file)->real, level);
}

static int x_check_lock(sqlite3_file *file, int *is_locked) {
    return ours(file)->real->pMethods->xCheckReservedLock(ours(file)->real, is_locked);
}

static int x_control(sqlite3_file *file, int what, void *with) {
    return ours(file)->real->pMethods->xFileControl(ours(file)->real, what, with);
}

static int x_sector(sqlite3_file *file) {
    return ours(file)->real->pMethods->xSectorSize(ours(file)->real);
}

static int x_device(sqlite3_file *file) {
    return ours(file)->real->pMethods->xDeviceCharacteristics(ours(file)->real);
}

static int x_map(sqlite3_file *file, int page, int size, int extend, void volatile **to) {
    return ours(file)->real->pMethods->xShmMap(ours(file)->real, page, size, extend, to);
}

static int x_map_lock(sqlite3_file *file, int offset, int count, int flags) {
    return ours(file)->real->pMethods->xShmLock(ours(file)->real, offset, count, flags);
}

static void x_barrier(sqlite3_file *file) {
    ours(file)->real->pMethods->xShmBarrier(ours(file)->real);
}

static int x_unmap(sqlite3_file *file, int deletes) {
    return ours(file)->real->pMethods->xShmUnmap(ours(file)->real, deletes);
}

static faulty_disk *disk_of(sqlite3_vfs *vfs) { return (faulty_disk *)vfs->pAppData; }

static int x_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *got) {
    faulty_disk *disk = disk_of(vfs);
    faulty_file *mine = ours(file);
    memset(mine, 0, sizeof *mine);
    if (arrive(disk, FAULTY_DISK_OPEN) != WORKS) return SQLITE_CANTOPEN;
    mine->disk = disk;
    mine->real = (sqlite3_file *)(mine + 1);
    int code = disk->system->xOpen(disk->system, name, mine->real, flags, got);
    if (code != SQLITE_OK) return code;
    mine->medium = power_cut_medium(&disk->cut, name, mine->real);
    // Version 2: with shared memory for the log, without mapped pages, which would bypass us.
    mine->methods = (sqlite3_io_methods){
        2, x_close, x_read, x_write, x_truncate, x_sync, x_size, x_lock, x_unlock, x_check_lock,
        x_control, x_sector, x_device, x_map, x_map_lock, x_barrier, x_unmap, 0, 0};
    mine->base.pMethods = &mine->methods;
    return SQLITE_OK;
}

static int x_delete(sqlite3_vfs *vfs, const char *name, int sync) {
    faulty_disk *disk = disk_of(vfs);
    if (arrive(disk, FAULTY_DISK_DELETE) != WORKS) return SQLITE_IOERR_DELETE;
    int code = disk->system->xDelete(disk->system, name, sync);
    if (code == SQLITE_OK) power_cut_delete(&disk->cut, name);
    return code;
}

static int x_access(sqlite3_vfs *vfs, const char *name, int flags, int *is_so) {
    return disk_of(vfs)->system->xAccess(disk_of(vfs)->system, name, flags, is_so);
}

static int x_full_path(sqlite3_vfs *vfs, const char *name, int count, char *to) {
    return disk_of(vfs)->system->xFullPathname(disk_of(vfs)->system, name, count, to);
}

static int x_random(sqlite3_vfs *vfs, int count, char *to) {
    return disk_of(vfs)->system->xRandomness(disk_of(vfs)->system, count, to);
}

static int x_sleep(sqlite3_vfs *vfs, int microseconds) {
    return disk_of(vfs)->system->xSleep(disk_of(vfs)->system, microseconds);
}

static int x_time(sqlite3_vfs *vfs, double *to) {
    return disk_of(vfs)->system->xCurrentTime(disk_of(vfs)->system, to);
}

static int x_last_error(sqlite3_vfs *vfs, int count, char *to) {
    return disk_of(vfs)->system->xGetLastError(disk_of(vfs)->system, count, to);
}

faulty_disk *faulty_disk_make(const char *name) {
    sqlite3_vfs *system = sqlite3_vfs_find(0);
    faulty_disk *disk = calloc(1, sizeof *disk);
    char *own_name = strdup(name);
    if (!system || !disk || !own_name) {
        free(disk);
        free(own_name);
        return 0;
    }
    disk->system = system;
    disk->vfs.iVersion = 1;
    disk->vfs.szOsFile = (int)sizeof(faulty_file) + system->szOsFile;
    disk->vfs.mxPathname = system->mxPathname;
    disk->vfs.zName = own_name;
    disk->vfs.pAppData = disk;
    disk->vfs.xOpen = x_open;
    disk->vfs.xDelete = x_delete;
    disk->vfs.xAccess = x_access;
    disk->vfs.xFullPathname = x_full_path;
    disk->vfs.xRandomness = x_random;
    disk->vfs.xSleep = x_sleep;
    disk->vfs.xCurrentTime = x_time;
    disk->vfs.xGetLastError = x_last_error;
    if (sqlite3_vfs_register(&disk->vfs, 0) != SQLITE_OK) {
        free(disk);
        free(own_name);
        return 0;
    }
    return disk;
}

void faulty_disk_heal(faulty_disk *disk) {
    atomic_store(&disk->kinds, 0);
    atomic_store(&disk->full, 0);
    atomic_store(&disk->ended, 0);
}

void faulty_disk_fail(faulty_disk *disk, int kinds, long nth, int how) {
    faulty_disk_heal(disk);
    atomic_store(&disk->left, nth);
    atomic_store(&disk->how, how);
    atomic_store(&disk->failures, 0);
    atomic_store(&disk->failed, 0);
    atomic_store(&disk->kinds, kinds);
}

void faulty_disk_watch(faulty_disk *disk) { power_cut_begin(&disk->cut); }

void faulty_disk_cut(faulty_disk *disk, long nth) {
    faulty_disk_fail(
        disk, FAULTY_DISK_WRITE | FAULTY_DISK_SYNC | FAULTY_DISK_TRUNCATE, nth, FAULTY_DISK_CUT);
}

long faulty_disk_lose(faulty_disk *disk, unsigned long long seed) {
    return power_cut_end(&disk->cut, seed);
}

void faulty_disk_end(faulty_disk *disk) { atomic_store(&disk->ended, 1); }

long faulty_disk_failures(const faulty_disk *disk) { return atomic_load(&disk->failures); }

int faulty_disk_failed_kinds(const faulty_disk *disk) { return atomic_load(&disk->failed); }
