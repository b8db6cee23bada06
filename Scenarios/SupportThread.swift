import Kernel

/// Runs work that blocks on threads of its own, within the task of the test: what it expects is
/// counted for that test, and the threads that all tests share stay free.
func onSupportThread<Result: Sendable>(
    _ body: @Sendable () async throws -> Result
) async throws -> Result {
    try await withTaskExecutorPreference(SupportThread()) { try await body() }
}

private final class SupportThread: TaskExecutor {
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        OwnThread.start { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
