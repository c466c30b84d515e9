package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// dataFolder is the folder of the book, made if need be for its owner alone.
func (p *program) dataFolder(l loaded) (string, error) {
	dir, err := p.dataPath(l)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("the data folder cannot be made: %w; name one that this user may make with --data DIR", err)
	}
	return dir, closeToOthers(dir)
}

// unmade takes away what was made of a folder meanwhile, if nothing lies in it. It is
// called before the folder is made, and what it returns if all was in vain.
func unmade(dir string) (forget func()) {
	var fresh []string
	for ; !exists(dir) && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		fresh = append(fresh, dir)
	}
	return func() {
		for _, made := range fresh {
			if os.Remove(made) != nil {
				return
			}
		}
	}
}

// dataPath is where the folder of the book is, or would be.
func (p *program) dataPath(l loaded) (string, error) {
	dir := p.data
	if dir == "" {
		dir = l.beside(l.Data)
	}
	if dir == "" {
		home, err := p.userData()
		if err != nil {
			return "", err
		}
		dir = filepath.Join(home, "referout")
	}
	return filepath.Abs(dir)
}

// bookFolder is the folder of a book that exists.
func (p *program) bookFolder(l loaded) (string, error) {
	dir, err := p.dataPath(l)
	if err != nil {
		return "", err
	}
	_, err = os.Stat(filepath.Join(dir, bookFile))
	if errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("there is no book yet in %s; name its folder with --data DIR, or the config file that does with --config FILE", dir)
	}
	if err != nil {
		return "", fmt.Errorf("the book cannot be reached: %w; run this as the user who owns %s", err, dir)
	}
	return dir, closeToOthers(dir)
}

// ours says whether a folder holds a book or nothing at all: other folders are
// left as open as they are.
func ours(dir string) bool {
	names, err := os.ReadDir(dir)
	return err == nil && (len(names) == 0 || slices.ContainsFunc(names, func(e os.DirEntry) bool { return e.Name() == bookFile }))
}

// closeToOthers takes away what others may do in a folder of ours.
func closeToOthers(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o077 == 0 || runtime.GOOS == "windows" || !ours(dir) {
		return nil
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return fmt.Errorf("%s can be read by others on this machine; type: chmod 700 %s", dir, dir)
	}
	return nil
}

func (p *program) userData() (string, error) {
	if dir := p.getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	if dir := p.getenv("LOCALAPPDATA"); runtime.GOOS == "windows" && dir != "" {
		return dir, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", errors.New("there is no home folder to keep the book in; name a folder with --data DIR")
	}
	return filepath.Join(home, ".local", "share"), nil
}

// machineZone is the IANA name of the machine's own time zone, UTC if it does not
// say.
func (p *program) machineZone() string {
	if name := strings.TrimPrefix(p.getenv("TZ"), ":"); name != "" && knownZone(name) {
		return name
	}
	if target, err := filepath.EvalSymlinks("/etc/localtime"); err == nil {
		if _, name, ok := strings.Cut(filepath.ToSlash(target), "zoneinfo/"); ok && knownZone(name) {
			return name
		}
	}
	if text, err := os.ReadFile("/etc/timezone"); err == nil && knownZone(strings.TrimSpace(string(text))) {
		return strings.TrimSpace(string(text))
	}
	if name := time.Local.String(); knownZone(name) {
		return name
	}
	return "UTC"
}
