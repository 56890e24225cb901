//go:build !unix

package postgrestest

import "os/exec"

func giveToServer(string) error { return nil }
func dropRoot(*exec.Cmd)        {}
func crash(cmd *exec.Cmd)       { cmd.Process.Kill() }
