// What a power cut leaves of files: remembers what was written and not flushed. For faulty_disk.c.
#ifndef POWER_CUT_H
#define POWER_CUT_H

#include <pthread.h>
#include <sqlite3.h>

// One write that was not flushed; a count below zero cuts the file at `at`.
typedef struct change {
    sqlite3_int64 at;
    int count;
    unsigned char *bytes;
    struct change *next;
} change;

// One file: its content as flushed last, and what was written since, oldest first.
typedef struct medium {
    char *path;
    unsigned char *image;
    sqlite3_int64 size;
    sqlite3_int64 room;
    change *first;
    change *last;
    long changes;
    struct medium *next;
} medium;

typedef struct {
    pthread_mutex_t lock;
    medium *media;
    int watches;
} power_cut;

// Begins to remember what happens to files that are opened from now on.
void power_cut_begin(power_cut *cut);

// The file of a path, whoever opens it; null when nothing is remembered.
medium *power_cut_medium(power_cut *cut, const char *path, sqlite3_file *real);

// Something was written, or cut off (count below zero), and is not flushed.
void power_cut_change(power_cut *cut, medium *medium, const void *from, int count, sqlite3_int64 at);

// All of a file is flushed.
void power_cut_sync(power_cut *cut, medium *medium);

// A file is gone, and stays so: who deletes one that matters has its folder flushed.
void power_cut_delete(power_cut *cut, const char *path);

// Leaves in every file what was flushed, and of the rest what the seed says: each write whole, not
// at all or its first sectors, in any order. Forgets everything; gives how many writes were at stake.
long power_cut_end(power_cut *cut, unsigned long long seed);

#endif
