package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (p *program) chatCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "chat",
		Short: "Chat in this terminal, or through a pipe (the default)",
		Args:  noArguments,
		RunE:  func(c *cobra.Command, _ []string) error { return p.chat(c.Context()) },
	}
}

func (p *program) runCommand() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Run on every platform that the config file enables",
		Args:  noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			return p.run(c.Context(), path)
		},
	}
	cmd.Flags().StringVar(&path, "config", "", "the config file; config.example.toml explains it")
	return cmd
}

func (p *program) importCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE",
		Short: "Read an export into an empty book",
		Args:  exactly(1, "which file? For example: referout import book.json"),
		RunE: func(c *cobra.Command, args []string) error {
			return p.importFile(c.Context(), args[0])
		},
	}
}

func (p *program) exportCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "export",
		Short: "Write everything in this machine's own book to standard output",
		Args:  noArguments,
		RunE:  func(c *cobra.Command, _ []string) error { return p.export(c.Context()) },
	}
}

func (p *program) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(p.stdout, version())
			return err
		},
	}
}

func exactly(n int, hint string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != n {
			return &usageError{fmt.Errorf("%s", hint)}
		}
		return nil
	}
}

// version is what the build knows of itself.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "referout, built without version information"
	}
	return "referout " + info.Main.Version + " (" + info.GoVersion + ")"
}
