package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"referout/cmd/referout/chores"
)

func (p *program) chatCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "chat",
		Short: "Chat in this terminal, or through a pipe (the default)",
		Args:  noArguments,
		RunE:  func(c *cobra.Command, _ []string) error { return p.chat(c.Context()) },
	}
	p.clockFlag(cmd)
	return cmd
}

func (p *program) runCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Run on every platform that the config file enables",
		Args:  noArguments,
		RunE:  func(c *cobra.Command, _ []string) error { return p.run(c.Context()) },
	}
	p.clockFlag(cmd)
	return cmd
}

func (p *program) clockFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&p.clockIsRight, "clock-is-right", false, "start although the clock is far from when the book was last in use")
}

func (p *program) versionCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			v := built()
			if asJSON {
				return chores.WriteJSON(p.stdout, v)
			}
			_, err := fmt.Fprintln(p.stdout, v)
			return err
		},
	}
	jsonFlag(cmd, &asJSON)
	return cmd
}

// jsonFlag lets a command answer for programs.
func jsonFlag(cmd *cobra.Command, asJSON *bool) {
	cmd.Flags().BoolVar(asJSON, "json", false, "answer in JSON, for programs")
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
type version struct {
	Version  string `json:"version"`
	Go       string `json:"go"`
	System   string `json:"system"`
	Revision string `json:"revision,omitempty"`
}

func built() version {
	v := version{Version: "unknown", Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	v.Version = info.Main.Version
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			v.Revision = s.Value
		}
	}
	return v
}

func (v version) String() string { return "referout " + v.Version + " (" + v.Go + ")" }
