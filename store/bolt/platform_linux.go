package bolt

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// refuseNetwork fails for folders on file systems that are known not to keep
// what bbolt relies on: locks between machines, and syncs that reach a disk.
func refuseNetwork(dir string) error {
	var fs unix.Statfs_t
	if err := unix.Statfs(dir, &fs); err != nil {
		return fmt.Errorf("look at the file system of %s: %w", dir, err)
	}
	if name, ok := networkName(uint32(fs.Type)); ok {
		return fmt.Errorf("%s is on %s, where the store would be damaged sooner or later; choose a folder on a disk of this machine", dir, name)
	}
	return nil
}

func networkName(magic uint32) (string, bool) {
	switch magic {
	case unix.NFS_SUPER_MAGIC:
		return "NFS", true
	case unix.SMB_SUPER_MAGIC, unix.SMB2_SUPER_MAGIC, unix.CIFS_SUPER_MAGIC:
		return "a Windows share", true
	case unix.V9FS_MAGIC:
		return "a folder shared by the host of a virtual machine", true
	case unix.FUSE_SUPER_MAGIC:
		return "a FUSE file system", true
	case unix.AFS_SUPER_MAGIC, unix.CODA_SUPER_MAGIC, unix.CEPH_SUPER_MAGIC:
		return "a network file system", true
	case 0x786f4256: // the kernel has no public name for vboxsf
		return "a VirtualBox shared folder", true
	}
	return "", false
}
