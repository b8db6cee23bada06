#include <sqlite3.h>

// sqlite3_config takes a variable number of arguments, which Swift cannot call. Has to come before
// the first connection; gives SQLITE_MISUSE and changes nothing when it comes later.
static inline int tradewind_sqlite_without_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
