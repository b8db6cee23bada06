public import Kernel

/// A refusal with a status of 500 or above that its sender asked for, to try out a program against
/// it: no fault of ours, and logged as none.
public protocol FailureOnRequest: Refusal {}
