package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"firsthand/internal/read"
)

// versionVerb says which program this is, exactly enough to make the same readings again.
func (a *app) versionVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Say which version this is, of the program and of the reader",
		Long: `Say which version this is. Readings carry the reader's version: the same report and the
same reader give the same reading, on any machine.`,
		Args: noArguments,
		RunE: func(*cobra.Command, []string) error {
			reader, err := read.With()
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.stdout, "firsthand %s\nreader    %s\nbuilt by  %s for %s/%s\n",
				programVersion(), reader.Version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}

// programVersion is the module's version where the build knows one, with the commit it was built from.
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "(unknown)"
	}
	version := info.Main.Version
	if version == "" || version == "(devel)" {
		version = "development build"
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				version += " " + s.Value[:min(12, len(s.Value))]
			}
		}
	}
	return version
}
