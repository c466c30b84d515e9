//go:build linux || darwin || freebsd

package checkup

import "golang.org/x/sys/unix"

// freeSpace is how many bytes this user may still write on the disk of a folder.
func freeSpace(dir string) (int64, bool) {
	var fs unix.Statfs_t
	if err := unix.Statfs(dir, &fs); err != nil {
		return 0, false
	}
	return int64(fs.Bavail) * int64(fs.Bsize), true //nolint:unconvert // its type differs between systems
}
