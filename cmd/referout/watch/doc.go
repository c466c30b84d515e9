// Package watch lets the operator see how the program does: counters for
// Prometheus, an answer to whether it is well, and what systemd wants to hear.
//
// # Privacy
//
// Nothing here names a person, a chat or a book. Labels come from short fixed
// lists, whatever the program is told; a test reads all of them.
//
// # Well and ready
//
// The program is well while its store answers, no write hangs and the router's
// loops go round; systemd's watchdog restarts a program that is not. It is ready
// when the store is open and every platform has been connected to and has not
// stopped. A platform that is out of reach for a while makes it neither unwell nor
// unready: that heals by itself, and a restart heals nothing.
//
// # Stored names
//
// Dashboards and alert rules hold the names of metrics, labels and their values:
// they must not change.
package watch
