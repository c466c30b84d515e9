// Command referout is the assistant as a program: a chat in the terminal, or a
// bot on the platforms that a config file enables.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	_ "time/tzdata"

	"github.com/spf13/cobra"

	"referout/cmd/referout/watch"
	"referout/store/bolt"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	// A second signal ends the program at once.
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// The exit codes.
const (
	exitFailed = 1
	exitUsage  = 2
	exitClosed = 3 // a platform refuses the bot: another start would not help
)

// run is the program. It returns the exit code and has said on stderr why.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	p := newProgram(stdin, stdout, stderr)
	cmd := p.root()
	cmd.SetArgs(args)
	err := cmd.ExecuteContext(ctx)
	var usage *usageError
	var stopped *watch.StoppedError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &usage):
		say(stderr, p.mask.secretless(usage.Error()))
		fmt.Fprintln(stderr, "See referout --help.")
		return exitUsage
	}
	text := err.Error()
	if errors.Is(err, bolt.ErrFull) { // whose sentence is for what goes on
		text += ". This has ended: start it again when there is room. Nothing that was acknowledged is lost"
	}
	say(stderr, p.mask.secretless(text))
	if errors.As(err, &stopped) && stopped.Platform != homePlatform {
		return exitClosed
	}
	return exitFailed
}

// say prints an error's text as sentences of the program.
func say(w io.Writer, text string) {
	fmt.Fprintln(w, "referout: "+strings.ReplaceAll(strings.TrimSpace(text), "\n", "\nreferout: "))
}

// usageError is a mistake in the command line.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }

// program is what the subcommands share.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	environ        func() []string

	config, data, key string // flags
	clockIsRight      bool

	mask  *masker      // of what the program says
	watch *watch.Watch // while it serves
}

func newProgram(stdin io.Reader, stdout, stderr io.Writer) *program {
	return &program{stdin: stdin, stdout: stdout, stderr: stderr, getenv: os.Getenv, environ: os.Environ, mask: newMasker()}
}

func (p *program) root() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "referout",
		Short: "An assistant that looks after a practitioner's referral network",
		Long: `Referout remembers who refers to whom and what is owed: a note after every
referral and every meeting, a visit to every office at least every six months.

Without a subcommand it opens a chat in this terminal.`,
		Args:          noArguments,
		SilenceUsage:  true,
		SilenceErrors: true,
		// how many letters a misspelt subcommand may differ in
		SuggestionsMinimumDistance: 2,
		RunE:                       func(c *cobra.Command, _ []string) error { return p.chat(c.Context()) },
	}
	cmd.SetIn(p.stdin)
	cmd.SetOut(p.stdout)
	cmd.SetErr(p.stderr)
	cmd.PersistentFlags().StringVar(&p.config, "config", "", "the config file; config.example.toml explains it")
	cmd.PersistentFlags().StringVar(&p.data, "data", "", "the folder that holds the book (default: referout in your data folder)")
	cmd.PersistentFlags().StringVar(&p.key, "key", "", "the file with the master key (default: referout/key in your config folder)")
	p.clockFlag(cmd)
	cmd.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &usageError{err} })
	cmd.AddCommand(p.chatCommand(), p.runCommand(), p.versionCommand())
	cmd.AddCommand(p.checkCommand(), p.backupCommand(), p.restoreCommand(), p.verifyCommand(), p.compactCommand(), p.newKeyCommand(), p.rekeyCommand(), p.resealCommand())
	cmd.AddCommand(p.booksCommand(), p.importCommand(), p.exportCommand(), p.eraseCommand(), p.outboxCommand())
	return cmd
}

// noArguments refuses what is no subcommand and names the nearest one.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	text := fmt.Sprintf("unknown command %q", args[0])
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		text += "; did you mean " + strings.Join(near, " or ") + "?"
	}
	return &usageError{errors.New(text)}
}
