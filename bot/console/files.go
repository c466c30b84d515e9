package console

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"referout/bot"
)

// saveFiles writes the files of a message where only the machine's user can read
// them, and says of each its name, size and place.
func (c *Console) saveFiles(files []bot.File) []string {
	out := make([]string, len(files))
	for i, f := range files {
		name := fileName(f.Name)
		out[i] = name + ", " + size(len(f.Bytes))
		if c.Files == "" {
			continue
		}
		path, err := save(c.Files, name, f.Bytes)
		if err != nil {
			c.Log.Error("a file for the console could not be saved", "error", err)
			out[i] += ", not saved: the folder could not be written"
			continue
		}
		out[i] += ", saved to " + path
	}
	return out
}

func fileName(name string) string {
	name = filepath.Base(filepath.Clean("/" + bot.OneLine(name)))
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:,[]`, r) {
			return '-'
		}
		return r
	}, name)
	if name == "-" || strings.Trim(name, ".") == "" {
		return "file"
	}
	return name
}

// save never overwrites: a name that is taken gets a number.
func save(dir, name string, data []byte) (string, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	ext := filepath.Ext(name)
	stem := strings.TrimSuffix(name, ext)
	for n := 1; ; n++ {
		path := filepath.Join(dir, name)
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if os.IsExist(err) && n < 1000 {
			name = fmt.Sprintf("%s-%d%s", stem, n+1, ext)
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = f.Write(data)
		return path, firstError(err, f.Close())
	}
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func size(n int) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 1000*1000:
		return fmt.Sprintf("%d KB", (n+999)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
