package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"referout/store"
	"referout/store/bolt"
)

// master is the key that opens the store in data. It is made on the first start,
// and never for a store that was made with another one.
func (p *program) master(ctx context.Context, l loaded, data string, e store.Engine) (store.Master, error) {
	text, path, err := p.keyText(l)
	if err == nil {
		return parseKey(text)
	}
	err = unreadKey(err)
	if !errors.Is(err, os.ErrNotExist) || path == "" {
		return store.Master{}, err
	}
	made, err := store.Initialised(ctx, e)
	if err != nil {
		return store.Master{}, fmt.Errorf("look into the book: %w", err)
	}
	if made {
		return store.Master{}, fmt.Errorf("%s holds a book, but its key is missing: there is no file %s. Without that very key nobody can read the book. Put the file back, or name it with --key FILE", data, path)
	}
	if within(data, path) {
		return store.Master{}, fmt.Errorf("the key file %s would lie in the data folder, where every copy of the book would carry its key; name a file elsewhere with --key FILE", path)
	}
	return makeKey(path)
}

func parseKey(text string) (store.Master, error) {
	m, err := store.ParseMaster([]byte(text))
	if err != nil { // which would show a part of what is there
		return m, errors.New("the master key cannot be used: what was found in its place is none, or only a part of one. Put your copy of the key back, or name the right file with --key FILE")
	}
	return m, nil
}

// unreadKey says what could not be read, and nothing of a missing file, of which others
// say more.
func unreadKey(err error) error {
	if err == nil || errors.Is(err, os.ErrNotExist) {
		return err
	}
	return fmt.Errorf("the master key: %w", err)
}

// keyFile is the file that the key is read from; false: it comes from elsewhere.
func (p *program) keyFile(l loaded) (string, bool) {
	if p.key != "" {
		return p.key, true
	}
	if strings.TrimSpace(p.getenv(envPrefix+"KEY")) != "" {
		return "", false
	}
	if path := l.beside(l.KeyFile); path != "" {
		return path, true
	}
	if dir := p.getenv("CREDENTIALS_DIRECTORY"); dir != "" && exists(filepath.Join(dir, keyCredential)) {
		return "", false
	}
	path, err := defaultKeyFile()
	return path, err == nil
}

// keyCredential is what the service manager calls the key.
const keyCredential = "referout-key"

func defaultKeyFile() (string, error) {
	config, err := os.UserConfigDir()
	if err != nil {
		return "", errors.New("there is no config folder to keep the key in; name a file with --key FILE")
	}
	return filepath.Join(config, "referout", "key"), nil
}

// keyText is the key as written somewhere. For a file that is missing it gives
// the path and os.ErrNotExist.
func (p *program) keyText(l loaded) (text, path string, err error) {
	if p.key != "" {
		text, err = secretFile(p.key, true)
		p.mask.hide(text)
		return text, p.key, err
	}
	path = l.beside(l.KeyFile)
	text, err = p.secret(envPrefix+"KEY", path, keyCredential)
	if !errors.Is(err, errNoSecret) {
		return text, path, err
	}
	if path, err = defaultKeyFile(); err != nil {
		return "", "", err
	}
	text, err = secretFile(path, true)
	return text, path, err
}

func within(dir, path string) bool {
	abs, err := filepath.Abs(path)
	if err != nil {
		return false
	}
	rel, err := filepath.Rel(dir, abs)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// makeKey draws a key and writes it for its owner alone, on the disk before the
// book is sealed with it.
func makeKey(path string) (store.Master, error) {
	m, err := store.NewMaster()
	if err != nil {
		return m, err
	}
	text, err := m.Text()
	if err != nil {
		return m, err
	}
	if err := writeNew(path, text); err != nil {
		return m, unwritten("master key", path, err)
	}
	return m, nil
}

// unwritten says why a new key has no file.
func unwritten(what, path string, err error) error {
	if errors.Is(err, os.ErrExist) {
		return fmt.Errorf("there is a file %s already, and no key is written over another; name a file that does not exist%w", path, hidden{err})
	}
	return fmt.Errorf("the new %s cannot be written to %s (%s); name a file in a folder that this user may write%w", what, path, bare(err).Error(), hidden{err})
}

// writeNew writes a new file for its owner alone, and onto the disk. What could not be
// written whole is removed.
func writeNew(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close(), bolt.SyncFolder(filepath.Dir(path))); err != nil {
		_ = os.Remove(path) // the first error says more
	}
	return err
}
