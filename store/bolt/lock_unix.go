//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package bolt

import (
	"errors"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// lock locks a file as bbolt does, for as long as it is open. It fails with
// ErrInUse after a while. It reports whether it knows how to lock.
func lock(f *os.File, exclusive bool, patience time.Duration) (bool, error) {
	how := unix.LOCK_SH
	if exclusive {
		how = unix.LOCK_EX
	}
	const pause = 50 * time.Millisecond // as long as bbolt's
	for ; ; patience -= pause {
		err := unix.Flock(int(f.Fd()), how|unix.LOCK_NB)
		if err == nil {
			return true, nil
		}
		if !errors.Is(err, unix.EWOULDBLOCK) {
			return false, err
		}
		if patience <= 0 {
			return false, ErrInUse
		}
		time.Sleep(pause)
	}
}

// release gives up the lock of a file and closes it. Closing alone would not do
// while the file is mapped.
func release(f *os.File) error {
	return errors.Join(unix.Flock(int(f.Fd()), unix.LOCK_UN), f.Close())
}

// isFull reports whether an error says that a disk, a quota or what a process may
// write is used up.
func isFull(err error) bool {
	return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT) || errors.Is(err, unix.EFBIG)
}

// OwnLike gives a new file to the owner of another file or folder, if it was the
// machine's administrator who made it: otherwise the program could not open it any
// more.
func OwnLike(path, like string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	var of unix.Stat_t
	if err := unix.Stat(like, &of); err != nil {
		return err
	}
	return os.Lchown(path, int(of.Uid), int(of.Gid))
}
