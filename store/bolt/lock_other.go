//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package bolt

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// lock leaves locking to bbolt.
func lock(*os.File, bool, time.Duration) (bool, error) { return false, nil }

// release closes a file. If it is mapped its lock may last until the process
// ends.
func release(f *os.File) error { return f.Close() }

// isFull reports whether an error says that a disk is used up.
func isFull(err error) bool {
	const windowsDiskFull, windowsHandleDiskFull = syscall.Errno(112), syscall.Errno(39)
	return errors.Is(err, windowsDiskFull) || errors.Is(err, windowsHandleDiskFull)
}

// OwnLike changes nothing: a new file belongs to whom its folder's rights say.
func OwnLike(string, string) error { return nil }
