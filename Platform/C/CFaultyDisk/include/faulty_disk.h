// A disk that fails when it is told to: an SQLite VFS over the system's own, for tests only.
#ifndef FAULTY_DISK_H
#define FAULTY_DISK_H

// Kinds of input and output that count and may fail; may be joined by |.
enum {
    FAULTY_DISK_OPEN = 1,
    FAULTY_DISK_WRITE = 2,
    FAULTY_DISK_SYNC = 4,
    FAULTY_DISK_TRUNCATE = 8,
    FAULTY_DISK_DELETE = 16
};

// What the disk says.
enum {
    // EIO, once.
    FAULTY_DISK_BROKEN = 0,
    // ENOSPC, from then on until it is healed.
    FAULTY_DISK_FULL = 1,
    // EIO, and nothing reaches the disk any more until it is healed.
    FAULTY_DISK_CUT = 2
};

typedef struct faulty_disk faulty_disk;

// Makes a disk that works, registered with SQLite under a name; null when there is no memory.
// It is never freed: SQLite keeps its address.
faulty_disk *faulty_disk_make(const char *name);

// From now on counts what is of these kinds, and fails at the nth.
void faulty_disk_fail(faulty_disk *disk, int kinds, long nth, int how);

// Works again, and counts nothing.
void faulty_disk_heal(faulty_disk *disk);

// Nothing reaches the disk any more, as if the process had ended, until it is healed.
void faulty_disk_end(faulty_disk *disk);

// Remembers from now on what is written to files and not flushed, for a power cut.
void faulty_disk_watch(faulty_disk *disk);

// The power goes at the nth write, flush or truncation from now on.
void faulty_disk_cut(faulty_disk *disk, long nth);

// What the power cut leaves, once every file is closed: what was flushed, and of the rest what the
// seed says, each write whole, not at all or its first sectors, in any order. Gives how many writes
// were at stake.
long faulty_disk_lose(faulty_disk *disk, unsigned long long seed);

// How often it has failed since it was last told to.
long faulty_disk_failures(const faulty_disk *disk);

// The kinds that have failed since it was last told to.
int faulty_disk_failed_kinds(const faulty_disk *disk);

#endif
