package checkup

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Private looks whether a folder is there, for its owner alone, and can be written.
func Private(what, dir string) Line {
	info, err := os.Stat(dir)
	if err == nil && info.IsDir() && runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return Fault(what, "others on this machine can look into %s; type: chmod 700 %s", dir, dir)
	}
	return Writable(what, dir)
}

// Writable looks whether a folder is there and can be written.
func Writable(what, dir string) Line {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Remark(what, "%s does not exist yet; it is made when it is needed", dir)
	case err != nil:
		return Fault(what, "%v; run this as the user who owns it", err)
	case !info.IsDir():
		return Fault(what, "%s is no folder; name one", dir)
	}
	f, err := os.CreateTemp(dir, ".check-*")
	if err == nil {
		err = errors.Join(f.Close(), os.Remove(f.Name()))
	}
	if err != nil {
		return Fault(what, "%s cannot be written (%v); run this as the user who owns it, or make its disk writable", dir, cause(err))
	}
	return Fine(what, "%s can be written", dir)
}

// cause is an error without the names of files.
func cause(err error) error {
	var named *fs.PathError
	if errors.As(err, &named) {
		return named.Err
	}
	return err
}

// Room looks whether there is space left on the disk of a folder for a book of a
// size to grow, be copied and be compacted.
func Room(dir string, book int64, size func(int64) string) Line {
	const what = "room"
	for dir != filepath.Dir(dir) {
		if _, err := os.Stat(dir); err == nil {
			break
		}
		dir = filepath.Dir(dir) // it is made later
	}
	free, ok := freeSpace(dir)
	need := 2*book + 64<<20
	switch {
	case !ok:
		return Remark(what, "how much is left on this disk cannot be told here")
	case free < need:
		return Fault(what, "only %s are left on the disk of %s; a backup or a compaction may take %s: free some", size(free), dir, size(need))
	}
	return Fine(what, "%s left on the disk", size(free))
}
