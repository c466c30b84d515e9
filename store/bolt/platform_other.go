//go:build !linux

package bolt

import "os"

// refuseNetwork cannot tell network file systems here.
func refuseNetwork(string) error { return nil }

// release closes a file. If it is mapped its lock may last until the process
// ends.
func release(f *os.File) error { return f.Close() }
