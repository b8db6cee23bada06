#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Blocks this thread for a while: for clients that ask again until something has happened.
func pause(milliseconds: Int) { usleep(UInt32(milliseconds) * 1000) }
