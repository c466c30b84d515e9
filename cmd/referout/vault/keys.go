package vault

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"
	"filippo.io/age/agessh"
	"golang.org/x/crypto/ssh"
)

// errRecipient says what a recipient looks like. It never repeats what was given,
// which may be the secret half by mistake.
var errRecipient = errors.New(`it is not the public half of a backup key: that begins with "age1" or "ssh-ed25519"`)

// parseRecipients reads public keys, separated by commas; whoever has the secret
// half of one of them can open the backup.
func parseRecipients(text string) ([]age.Recipient, error) {
	var all []age.Recipient
	for one := range strings.SplitSeq(text, ",") {
		r, err := parseRecipient(strings.TrimSpace(one))
		if err != nil {
			return nil, errRecipient
		}
		all = append(all, r)
	}
	return all, nil
}

func parseRecipient(text string) (age.Recipient, error) {
	switch {
	case strings.HasPrefix(text, "age1pq1"):
		return age.ParseHybridRecipient(text)
	case strings.HasPrefix(text, "ssh-"):
		return agessh.ParseRecipient(text)
	}
	return age.ParseX25519Recipient(text)
}

// ValidRecipient reports whether a text can be a backup's recipient.
func ValidRecipient(text string) bool {
	_, err := parseRecipients(text)
	return err == nil
}

// mostIdentity is how long the file of a secret key may be, in bytes.
const mostIdentity = 64 << 10

// readIdentities reads the secret half of a backup key. Its errors never repeat any
// of it.
func readIdentities(path string) ([]age.Identity, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, unreadable("the backup key", path, err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, mostIdentity))
	if err != nil {
		return nil, unreadable("the backup key", path, err)
	}
	if bytes.HasPrefix(text, []byte("age-encryption.org/")) || bytes.HasPrefix(text, []byte("-----BEGIN AGE ENCRYPTED")) {
		return nil, fmt.Errorf("%s is encrypted itself; decrypt it first: age -d %s > KEYFILE", path, path)
	}
	if bytes.HasPrefix(text, []byte("-----BEGIN")) {
		return sshIdentity(path, text)
	}
	ids, err := age.ParseIdentities(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf(`%s is not the secret half of a backup key: that is a file with a line that begins with "AGE-SECRET-KEY-"`, path)
	}
	return ids, nil
}

func sshIdentity(path string, text []byte) ([]age.Identity, error) {
	id, err := agessh.ParseIdentity(text)
	var locked *ssh.PassphraseMissingError
	switch {
	case errors.As(err, &locked):
		return nil, fmt.Errorf("%s has a passphrase, which is not asked for here; take it off a copy: ssh-keygen -p -f COPY", path)
	case err != nil:
		return nil, fmt.Errorf("%s is not an SSH key of a kind that opens backups: ssh-ed25519 or ssh-rsa", path)
	}
	return []age.Identity{id}, nil
}

// NewKey draws a backup key and returns both halves, the secret one as the text of
// its file.
func NewKey() (recipient string, file []byte, err error) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return "", nil, fmt.Errorf("draw a backup key: %w", err)
	}
	recipient = id.Recipient().String()
	return recipient, fmt.Appendf(nil, "# public key: %s\n%s\n", recipient, id), nil
}
