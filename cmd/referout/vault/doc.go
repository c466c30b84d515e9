// Package vault makes backups of a book that is open, looks whether they are
// whole, throws old ones away, and restores.
//
// # What a backup is
//
// A file of the age format whose content is the book's own file, as it was at one
// moment: age -d -i KEYFILE is all it takes to get book.db out of it. What is in
// book.db is sealed under the master key as ever. So to read a backup takes two
// keys, the backup key and the master key, and the program that makes it has only
// one of them: it knows the backup key's public half alone.
//
// # What is promised
//
// A backup is made of a copy that has been opened and read from end to end: pages,
// seals, indexes, mirrors. It gets its name when it lies on the disk, whole. The
// copy, in the data folder, is removed whatever happens; one that a crash left is
// removed by the next backup. Nothing is thrown away before a new backup is there,
// and never anything but backups of the same book; see superfluous.
//
// A backup is restored into an empty folder only, and only after it has been read
// from end to end with the very master key that will open it.
package vault
