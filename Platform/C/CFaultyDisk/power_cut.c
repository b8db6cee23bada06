#include "power_cut.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SECTOR = 512 };

void power_cut_begin(power_cut *cut) {
    pthread_mutex_init(&cut->lock, 0);
    cut->media = 0;
    cut->watches = 1;
}

static int set_size(medium *medium, sqlite3_int64 size) {
    if (size > medium->room) {
        sqlite3_int64 room = size * 2 + 65536;
        unsigned char *image = realloc(medium->image, (size_t)room);
        if (!image) return 0;
        medium->image = image;
        medium->room = room;
    }
    if (size > medium->size) memset(medium->image + medium->size, 0, (size_t)(size - medium->size));
    medium->size = size;
    return 1;
}

static void apply(medium *medium, const change *change, int count) {
    if (change->count < 0) {
        set_size(medium, change->at);
        return;
    }
    sqlite3_int64 end = change->at + count;
    if (count > 0 && (end <= medium->size || set_size(medium, end))) {
        memcpy(medium->image + change->at, change->bytes, (size_t)count);
    }
}

static void forget_changes(medium *medium) {
    for (change *one = medium->first; one;) {
        change *next = one->next;
        free(one->bytes);
        free(one);
        one = next;
    }
    medium->first = medium->last = 0;
    medium->changes = 0;
}

medium *power_cut_medium(power_cut *cut, const char *path, sqlite3_file *real) {
    if (!cut->watches || !path) return 0;
    pthread_mutex_lock(&cut->lock);
    medium *found = cut->media;
    while (found && strcmp(found->path, path) != 0) found = found->next;
    if (!found) {
        found = calloc(1, sizeof *found);
        char *own = found ? strdup(path) : 0;
        if (own) {
            sqlite3_int64 size = 0;
            real->pMethods->xFileSize(real, &size);
            found->path = own;
            if (size > 0 && set_size(found, size)) {
                real->pMethods->xRead(real, found->image, (int)size, 0);
            }
            found->next = cut->media;
            cut->media = found;
        }
    }
    pthread_mutex_unlock(&cut->lock);
    return found;
}

void power_cut_change(
    power_cut *cut, medium *medium, const void *from, int count, sqlite3_int64 at) {
    if (!cut->watches || !medium) return;
    change *new = calloc(1, sizeof *new);
    if (!new) return;
    new->at = at;
    new->count = count;
    if (count > 0) {
        new->bytes = malloc((size_t)count);
        if (new->bytes) memcpy(new->bytes, from, (size_t)count);
    }
    pthread_mutex_lock(&cut->lock);
    if (medium->last) medium->last->next = new;
    else medium->first = new;
    medium->last = new;
    medium->changes++;
    pthread_mutex_unlock(&cut->lock);
}

void power_cut_sync(power_cut *cut, medium *medium) {
    if (!cut->watches || !medium) return;
    pthread_mutex_lock(&cut->lock);
    for (change *one = medium->first; one; one = one->next) apply(medium, one, one->count);
    forget_changes(medium);
    pthread_mutex_unlock(&cut->lock);
}

static void forget(medium *medium) {
    forget_changes(medium);
    free(medium->image);
    free(medium->path);
    free(medium);
}

void power_cut_delete(power_cut *cut, const char *path) {
    if (!cut->watches || !path) return;
    pthread_mutex_lock(&cut->lock);
    for (medium **link = &cut->media; *link; link = &(*link)->next) {
        if (strcmp((*link)->path, path) != 0) continue;
        medium *gone = *link;
        *link = gone->next;
        forget(gone);
        break;
    }
    pthread_mutex_unlock(&cut->lock);
}

static unsigned long long draw(unsigned long long *state) {
    // SplitMix64: the same seed draws the same fate.
    unsigned long long z = (*state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

static void survive(medium *medium, unsigned long long *state) {
    long count = medium->changes;
    change **order = count ? malloc((size_t)count * sizeof *order) : 0;
    if (!order) return;
    long place = 0;
    for (change *one = medium->first; one; one = one->next) order[place++] = one;
    // A disk writes what it was not told to flush in any order.
    for (long last = count - 1; last > 0; last--) {
        long other = (long)(draw(state) % (unsigned long long)(last + 1));
        change *kept = order[last];
        order[last] = order[other];
        order[other] = kept;
    }
    for (place = 0; place < count; place++) {
        change *one = order[place];
        switch (draw(state) % 3) {
        case 0: break;
        case 1: apply(medium, one, one->count); break;
        default: {
            int sectors = one->count / SECTOR;
            int first = sectors > 0 ? (int)(draw(state) % (unsigned long long)(sectors + 1)) : 0;
            apply(medium, one, first * SECTOR);
        }
        }
    }
    free(order);
}

long power_cut_end(power_cut *cut, unsigned long long seed) {
    long lost = 0;
    pthread_mutex_lock(&cut->lock);
    for (medium *one = cut->media; one;) {
        medium *next = one->next;
        lost += one->changes;
        survive(one, &seed);
        int file = open(one->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (file >= 0) {
            sqlite3_int64 done = 0;
            while (done < one->size) {
                ssize_t count = write(file, one->image + done, (size_t)(one->size - done));
                if (count <= 0) break;
                done += count;
            }
            close(file);
        }
        forget(one);
        one = next;
    }
    cut->media = 0;
    cut->watches = 0;
    pthread_mutex_unlock(&cut->lock);
    return lost;
}
