//go:build !(linux || darwin || freebsd)

package checkup

// freeSpace cannot tell here.
func freeSpace(string) (int64, bool) { return 0, false }
