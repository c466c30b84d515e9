package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// mostSecret is how long a secret's file may be, in bytes.
const mostSecret = 4 << 10

// errNoSecret: nothing names the secret.
var errNoSecret = errors.New("no secret")

// errNoFile: the file does not exist. It does not say which, for a secret itself
// is easily written where its file should be named.
var errNoFile error = noFile{}

type noFile struct{}

func (noFile) Error() string        { return "the file it names does not exist" }
func (noFile) Is(target error) bool { return target == os.ErrNotExist }

// bare is the cause of a file's error without the file's name.
func bare(err error) error {
	var named *fs.PathError
	if errors.As(err, &named) {
		return named.Err
	}
	return err
}

// secret reads a secret from the environment variable, else from the file, else
// from the credential of that name which the service manager hands over. Its
// errors never hold any of it. errNoSecret if there is none.
func (p *program) secret(variable, path, credential string) (secret string, err error) {
	defer func() { p.mask.hide(secret) }()
	if value := strings.TrimSpace(p.getenv(variable)); value != "" {
		return value, nil
	}
	if path != "" {
		return secretFile(path, true)
	}
	dir := p.getenv("CREDENTIALS_DIRECTORY")
	if dir == "" {
		return "", errNoSecret
	}
	value, err := secretFile(filepath.Join(dir, credential), false)
	if errors.Is(err, os.ErrNotExist) {
		return "", errNoSecret
	}
	return value, err
}

// secretFile reads a file that nobody but its owner may read; one in a folder of
// credentials is guarded by that folder.
func secretFile(path string, guarded bool) (string, error) {
	f, err := os.Open(path)
	if errors.Is(err, os.ErrNotExist) {
		return "", errNoFile
	}
	if err != nil {
		return "", fmt.Errorf("the file that was named cannot be read (%w); let this user read it, or name another", bare(err))
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	if guarded && info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("%s can be read by others on this machine; type: chmod 600 %s", path, path)
	}
	data, err := io.ReadAll(io.LimitReader(f, mostSecret+1))
	if err != nil {
		return "", fmt.Errorf("the file that was named cannot be read (%w); let this user read it, or name another", bare(err))
	}
	value := strings.TrimSpace(string(data))
	if len(data) > mostSecret || value == "" {
		return "", fmt.Errorf("%s is empty or longer than 4 KiB: it should hold the secret and nothing else", path)
	}
	return value, nil
}

// token is a platform's token, or a sentence about how to give one.
func (p *program) token(l loaded, platform, path string) (string, error) {
	key := platform + ".token_file"
	name := envPrefix + strings.ToUpper(platform) + "_TOKEN"
	value, err := p.secret(name, l.beside(path), platform+"-token")
	switch {
	case errors.Is(err, errNoSecret):
		return "", fmt.Errorf("%s: %s is on but there is no %s; put the bot's token into a file, type chmod 600 FILE, and write token_file = \"FILE\" under [%s], or set %s%w",
			l.where(platform+".enabled"), platform, key, platform, name, hidden{err})
	case errors.Is(err, errNoFile):
		return "", fmt.Errorf("%s: %s: %w; put the bot's token into a file, type chmod 600 FILE, and write token_file = \"FILE\" under [%s], or set %s",
			l.where(key), key, err, platform, name)
	case err != nil:
		return "", fmt.Errorf("%s: %s: %w", l.where(key), key, err)
	case strings.ContainsAny(value, " \t\r\n"):
		return "", fmt.Errorf("%s: %s: the token has blanks or several lines; the file should hold the token and nothing else", l.where(key), key)
	}
	return value, nil
}
