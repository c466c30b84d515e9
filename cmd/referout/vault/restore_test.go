package vault_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/pem"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
	"golang.org/x/crypto/ssh"

	"referout/cmd/referout/vault"
	"referout/store"
	"referout/store/storetest"
)

func TestKindsOfBackupKeys(t *testing.T) {
	hybrid, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	sshPublic, err := ssh.NewPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	locked, err := ssh.MarshalPrivateKeyWithPassphrase(private, "", []byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	h := newHouse(t)
	own := h.settings.Recipient
	line := strings.TrimSpace(string(ssh.MarshalAuthorizedKey(sshPublic))) + " somebody@somewhere"
	for name, test := range map[string]struct {
		recipient string
		identity  []byte
		fails     string
	}{
		"post-quantum":       {hybrid.Recipient().String(), []byte(hybrid.String()), ""},
		"ssh":                {line, pem.EncodeToMemory(block), ""},
		"one of two":         {own + ", " + line, pem.EncodeToMemory(block), ""},
		"ssh, locked":        {line, pem.EncodeToMemory(locked), "passphrase"},
		"another key":        {own, pem.EncodeToMemory(block), "another backup key"},
		"encrypted identity": {own, []byte("age-encryption.org/v1\n..."), "is encrypted itself"},
		"no key":             {own, []byte("hunter2"), "AGE-SECRET-KEY-"},
		"no ssh key":         {own, []byte("-----BEGIN hunter2-----"), "ssh-ed25519"},
	} {
		t.Run(name, func(t *testing.T) {
			h.settings.Recipient = test.recipient
			r := h.restoration(h.backup(noon).File)
			r.Identity = h.file("id", test.identity)
			_, err := vault.Restore(t.Context(), r)
			if test.fails == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), test.fails) || strings.Contains(err.Error(), "hunter2") {
				t.Errorf("got %v", err)
			}
			h.tidied(filepath.Dir(r.Book))
		})
	}
}

func TestRestoreRefuses(t *testing.T) {
	h := newHouse(t)
	made := h.backup(noon)
	sealed, err := os.ReadFile(made.File)
	if err != nil {
		t.Fatal(err)
	}
	spoilt := bytes.Clone(sealed)
	spoilt[len(spoilt)/2] ^= 1
	for name, test := range map[string]struct {
		change func(*vault.Restoration)
		want   string
	}{
		"no such file":   {func(r *vault.Restoration) { r.File += "x" }, "cannot be read"},
		"no such key":    {func(r *vault.Restoration) { r.Identity += "x" }, "cannot be read"},
		"another master": {func(r *vault.Restoration) { r.Master = storetest.Master(t) }, store.ErrWrongKey.Error()},
		"not a backup":   {func(r *vault.Restoration) { r.File = h.identity }, "not a backup"},
		"cut off":        {func(r *vault.Restoration) { r.File = h.file("cut", sealed[:len(sealed)/2]) }, "cut off or damaged"},
		"spoilt":         {func(r *vault.Restoration) { r.File = h.file("spoilt", spoilt) }, "cut off or damaged"},
		"occupied":       {func(r *vault.Restoration) { r.Book = filepath.Join(h.Data, "book.db") }, "overwrites nothing"},
		"no book inside": {func(r *vault.Restoration) { r.File = sealedText(h, "not a book") }, "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			r := h.restoration(made.File)
			test.change(&r)
			if _, err := vault.Restore(t.Context(), r); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v", err)
			}
			if name != "occupied" {
				h.tidied(filepath.Dir(r.Book))
			}
		})
	}
	h.tidied(h.Data, "book.db")
}

// sealedText is a file that the backup key opens, whatever is in it.
func sealedText(h *house, text string) string {
	h.Helper()
	recipient, err := age.ParseX25519Recipient(h.settings.Recipient)
	if err != nil {
		h.Fatal(err)
	}
	var b bytes.Buffer
	w, err := age.Encrypt(&b, recipient)
	if err != nil {
		h.Fatal(err)
	}
	_, err = io.WriteString(w, text)
	if err := errors.Join(err, w.Close()); err != nil {
		h.Fatal(err)
	}
	return h.file("sealed", b.Bytes())
}

func TestARenamedBackupTellsItsFilesTime(t *testing.T) {
	h := newHouse(t)
	text, err := os.ReadFile(h.backup(noon).File)
	if err != nil {
		t.Fatal(err)
	}
	r := h.restoration(h.file("mine.age", text))
	if err := os.Chtimes(r.File, noon, noon); err != nil {
		t.Fatal(err)
	}
	if got, err := vault.Restore(t.Context(), r); err != nil || got.Named || !got.At.Equal(noon) {
		t.Errorf("%+v, %v", got, err)
	}
}
